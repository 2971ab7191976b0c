from django.core.exceptions import FieldDoesNotExist, PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.generic import TemplateView

from union import audit
from union.actions import why_fixed
from union.audit import Action
from union.columns import BadgeColumn
from union.fields import EncryptedTextField, MoneyField
from union.forms import ReasonForm, VoidForm
from union.models import AuditEntry, Record
from union.permissions import may_open, perm
from union.records import parts_of, rows_of

from .base import KindMixin

SHOWN_ROWS = 10
SHOWN_ENTRIES = 30
#: What leaves the record other than it was.
CHANGING = {
    Action.UPDATE,
    Action.MOVE,
    Action.VOID,
    Action.RESTORE,
    Action.UNDO,
    Action.IMPORT,
}


class FieldsetsMixin(KindMixin):
    """A page that prints the record's own fields."""

    def fieldsets(self, record):
        return [
            (title, [self.item(record, name) for name in names])
            for title, names in self.kind.fieldsets
        ]

    def item(self, record, name):
        """What the page prints of one field: label, text, link, if it is masked."""
        try:
            field = record._meta.get_field(name)
        except FieldDoesNotExist:
            return computed(record, name)
        item = {
            "name": name,
            "label": field.verbose_name,
            "value": printed(record, field),
        }
        value = getattr(record, name, None) if field.many_to_one else None
        if isinstance(value, Record) and may_open(self.request.user, value):
            item["url"] = value.get_absolute_url()
        if isinstance(field, EncryptedTextField) and getattr(record, name):
            item["masked"] = self.request.user.has_perm(perm(self.model, "reveal"))
            item["to_ask"] = not item["masked"]
        return item


class RecordDetailView(FieldsetsMixin, TemplateView):
    """One record: its fields, what belongs to it, its attachments and its history."""

    url_name, url_tail = "detail", "<int:pk>/"
    template_name_suffix = "_detail"

    def get_context_data(self, **kwargs):
        record, user = self.get_record(), self.request.user
        fixed = why_fixed(record)
        history = AuditEntry.objects.about(record).select_related(None)
        shown = list(history[:SHOWN_ENTRIES])
        return super().get_context_data(
            record=record,
            fieldsets=self.fieldsets(record),
            moves=self.moves(record),
            held_up=list(self.held_up(record)),
            quick=list(self.quick(record)),
            queue=self.queue,
            place=self.queue and self.queue.place_of(record),
            related=list(self.related(record)),
            attachments=record.attachments.valid().select_related("uploaded_by"),
            fixed=fixed,
            why_locked="" if fixed or record.is_void else record.locked[1],
            can_change=self.kind.can(user, "change") and not (record.is_void or fixed),
            history=[
                (entry, in_field_order(self.model, entry.changes)) for entry in shown
            ],
            last_change=next((e for e in shown if e.action in CHANGING), None),
            badge=self.badge(record),
            steps_taken=self.steps_taken(history),
            void_form=VoidForm(),
            **kwargs,
        )

    def badge(self, record):
        """(colour, label) of the state, as in the list; None where there is none."""
        for column in self.kind.columns:
            if isinstance(column, BadgeColumn) and column.path == "status":
                colour = dict(column.colours).get(record.status, "secondary")
                return colour, record.get_status_display()
        return None

    def steps_taken(self, history):
        """Who brought the record on, and when; what was taken back, too."""
        if not self.kind.moves:
            return []
        taken = history.filter(action__in=(Action.MOVE, Action.UNDO))
        return list(taken.order_by("pk"))

    def moves(self, record):
        user = self.request.user
        return [
            (move, self.kind.url(move.name, record.pk) + self.way)
            for move in self.kind.moves
            if move.is_offered(record, user) and not move.missing(record)
        ]

    def held_up(self, record):
        """The moves that wait for something on record, each with what that is."""
        user = self.request.user
        for move in self.kind.moves:
            if move.is_offered(record, user) and (missing := move.missing(record)):
                yield move, missing

    def tables(self):
        """(kind, part) of the related lists that the page shows."""
        return parts_of(self.model)

    def related(self, record):
        """The first rows of each related list, with the link to all of them."""
        for other, part in self.tables():
            if not other.can(self.request.user, "view"):
                continue
            rows = rows_of(other, part, record, self.request.user).with_details()
            columns = [
                column
                for column in other.columns
                if (column.path in part.paths if part.paths else not column.extra)
            ]
            yield {
                "part": part,
                "kind": other,
                "url": f"{other.url('list')}?{part.filter}={record.pk}",
                "create_url": self.create_url(other, part, record),
                "batch_url": self.batch_url(other, part, record),
                "headings": [c.heading(other.model) for c in columns],
                "rows": list(related_rows(other, columns, rows)),
            }

    def quick(self, record):
        """(label, url): what is often entered next for this record."""
        for other, part in parts_of(self.model):
            url = self.create_url(other, part, record)
            for label, query in part.quick if url and part.quick_for(record) else ():
                further = f"&{query}" if query else ""
                yield label, f"{url}{further}&back={part.filter}"

    def create_url(self, other, part, record):
        may = part.create and part.grows(record) and other.has_page("create")
        may = may and not record.is_void
        if not (may and other.can(self.request.user, "add")):
            return ""
        return f"{other.url('create')}?{part.filter}={record.pk}"

    def batch_url(self, other, part, record):
        """Where the grid can be all about this record."""
        if not (other.grid and other.grid.starts_with(part.filter)):
            return ""
        if not self.create_url(other, part, record):
            return ""
        return f"{other.url('batch')}?{part.filter}={record.pk}"


def in_field_order(model, changes):
    """[(label, [old, new]), …] as the form has them: the database keeps no order."""
    fields = [*model._meta.concrete_fields, *model._meta.many_to_many]
    order = {str(field.verbose_name): i for i, field in enumerate(fields)}
    return sorted(changes.items(), key=lambda item: order.get(item[0], len(order)))


def related_rows(kind, columns, rows):
    labels = [column.labels(kind.model) for column in columns]
    values = rows.order_by(*kind.ordering).values_list(
        "pk", *(column.path for column in columns)
    )
    for pk, *raw in values[:SHOWN_ROWS]:
        url = kind.url("detail", pk)
        cells = zip(columns, raw, labels, strict=True)
        yield mark_safe("".join(c.cell(v, names, url) for c, v, names in cells))  # noqa: S308


def computed(record, name):
    """A property of the record; its docstring's first line is no label, so the model
    names it: ``computed_labels = {"date_text": "时间"}``."""
    value = getattr(record, name)
    return {"name": name, "label": record.computed_labels[name], "value": value}


def printed(record, field):
    """A field's value as the page prints it; secrets masked."""
    if field.many_to_many:
        return "、".join(str(item) for item in getattr(record, field.name).all())
    value = getattr(record, field.name)
    if isinstance(field, EncryptedTextField):
        return field.mask(value) if value else ""
    if isinstance(field, MoneyField):
        unit = "" if "元" in str(field.verbose_name) else " 元"
        return "" if value is None else f"{value:,.2f}{unit}"
    return audit.display(record, field)


class RecordRevealView(KindMixin, TemplateView):
    """One sensitive value in clear, once, for a reason that goes into the log."""

    url_name, url_tail = "reveal", "<int:pk>/reveal/<slug:field>/"
    permission_action = "reveal"
    http_method_names = ["get", "post"]

    @classmethod
    def serves(cls, kind):
        return any(isinstance(f, EncryptedTextField) for f in kind.model._meta.fields)

    def field(self):
        for field in self.kind.model._meta.fields:
            if field.name == self.kwargs["field"] and isinstance(
                field, EncryptedTextField
            ):
                return field
        raise Http404

    def get(self, request, *args, **kwargs):
        return self.page(ReasonForm())

    def post(self, request, *args, **kwargs):
        form = ReasonForm(request.POST)
        if not form.is_valid():
            return self.page(form)
        record, field = self.get_record(), self.field()
        if record.is_void:
            raise PermissionDenied
        note = f"{field.verbose_name}；原因：{form.cleaned_data['reason']}"
        audit.log(request.user, AuditEntry.Action.REVEAL, record, note=note)
        return self.page(form, value=getattr(record, field.name))

    def page(self, form, value=None):
        context = self.get_context_data(
            record=self.get_record(), field=self.field(), form=form, value=value
        )
        return render(self.request, "records/record_reveal.html", context)
