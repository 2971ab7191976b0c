"""The panel beside a form: what is known of the member, or other record, picked."""

from django.core.exceptions import ValidationError
from django.db.models import Count, Sum
from django.utils import timezone
from django.views.generic import TemplateView

from union.models import Record
from union.permissions import may_open
from union.records import kind_of, parts_of, rows_of

from .base import KindMixin
from .detail import printed

SHOWN_ROWS = 3


class RecordAboutView(KindMixin, TemplateView):
    """The panel for what the field holds now."""

    url_name, url_tail = "about", "about/"
    template_name_suffix = "_about"
    http_method_names = ["get"]

    @classmethod
    def serves(cls, kind):
        return bool(kind.form.about)

    def get_context_data(self, **kwargs):
        user = self.request.user
        form = self.kind.form(self.request.GET, user=user)
        changed = [
            form[name].as_widget(attrs={"hx-swap-oob": "innerHTML"})
            for name in form.about_changes
        ]
        panel = about(self.kind, form, user)
        return super().get_context_data(about=panel, changed=changed, **kwargs)


def about(kind, form, user):
    """{label, subject, unknown, create_url, items, parts} of what the form names."""
    name = kind.form.about
    model = kind.model._meta.get_field(name).related_model
    panel = {"name": name, "label": model._meta.verbose_name, "year": this_year()}
    subject, unknown = named(form, name, user)
    if subject is None:
        return panel | {"unknown": unknown, "create_url": create_url(model, user)}
    may_view = may_open(user, subject)
    return panel | {
        "subject": subject,
        "url": subject.get_absolute_url() if may_view else "",
        "items": list(items(subject)) if may_view else [],
        "parts": list(parts(subject, user)),
    }


def create_url(model, user):
    """Where ``user`` may enter such a record; empty where they may not."""
    kind = kind_of(model)
    may = kind.has_page("create") and kind.can(user, "add")
    return kind.url("create") if may else ""


def this_year():
    return timezone.localdate().year


def named(form, name, user):
    """(the record, or None; why it is not known) of what stands in the field."""
    if name not in form.fields:  # fixed once the record has been entered
        return getattr(form.instance, name), ""
    field, value = form.fields[name], form[name].value()
    if not value:
        return None, ""
    try:
        return field.clean(field.prepare_value(value)), ""
    except ValidationError as error:
        return None, " ".join(error.messages)


def items(record):
    for name in record.about_fields:
        field = record._meta.get_field(name)
        if text := printed(record, field):
            yield field.verbose_name, text


def parts(record, user):
    """What belongs to the record this year: how many, how much, the latest."""
    year = this_year()
    for kind, part in parts_of(type(record)):
        if not (part.date and kind.can(user, "view")):
            continue
        rows = rows_of(kind, part, record, user).filter(**{f"{part.date}__year": year})
        latest = rows.order_by(f"-{part.date}", "-pk")[:SHOWN_ROWS]
        total = {"total": Sum(part.amount)} if part.amount else {}
        sums = rows.aggregate(count=Count("pk"), **total)
        yield {
            "label": part.label,
            "count": sums["count"],
            "total": f"{sums['total']:,.2f} 元" if sums.get("total") else "",
            "rows": latest.select_related(*named_records(kind.model)),
            "url": f"{kind.list_url}?{part.filter}={record.pk}",
        }


def named_records(model):
    """The fields of which a record's name may be made up."""
    return [
        field.name
        for field in model._meta.concrete_fields
        if field.many_to_one and issubclass(field.related_model, Record)
    ]
