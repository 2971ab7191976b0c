from datetime import date
from functools import cached_property

from django.contrib import messages
from django.forms import ModelChoiceField
from django.http import QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.html import format_html
from django.views.generic import FormView

from union import actions, audit, notices, remarks, telling
from union.errors import Conflict, RuleViolation
from union.fields import EncryptedTextField, MoneyField
from union.forms import TwinForm
from union.hints import page_to_enter
from union.models import AuditEntry, Record
from union.records import kind_of
from union.references import record_number

from .about import about
from .base import KindMixin
from .detail import FieldsetsMixin, printed


class RecordFormView(KindMixin, FormView):
    """What entering and correcting have in common."""

    template_name_suffix = "_form"

    def get_form_class(self):
        return self.kind.form

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {
            "user": self.request.user,
            "instance": self.instance,
        }

    def get_context_data(self, **kwargs):
        context = super().get_context_data(record=self.instance, **kwargs)
        context["in_the_way"] = self.in_the_way(context["form"])
        if self.kind.form.about:
            context["about"] = about(self.kind, context["form"], self.request.user)
        return context

    def in_the_way(self, form):
        """The records that errors are about, as far as this user may see them."""
        errors = [e for some in form.errors.as_data().values() for e in some]
        pks = [e.params["pk"] for e in errors if e.code == "in_the_way"]
        return self.get_queryset().filter(pk__in=pks) if pks else []

    def remarks(self, record):
        return remarks.about(type(record), [record.pk], self.request.user)

    def show_refusal(self, form, error):
        """What only came out while it was saved: another has been quicker."""
        form.add_errors(error)
        return self.form_invalid(form)


class RecordCreateView(RecordFormView):
    """新增, with what the address says filled in: ``new/?member=12``."""

    url_name, url_tail = "create", "new/"
    permission_action = "add"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.instance = self.kind.model()

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        for name, field in form.fields.items():
            if must_name(form, name) and not field.queryset.exists():
                field.help_text = self.where_to_begin(field.queryset.model)
        return form

    def where_to_begin(self, model):
        """What is said of a field that has nothing to choose."""
        first = kind_of(model)
        url, words = page_to_enter(first, self.request.user), f"先新增{first.name}"
        link = format_html('<a href="{}">{}</a>', url, words) if url else words
        return format_html("没有可选的{}，请{}", first.name, link)

    def get_initial(self):
        fields = self.kind.form.base_fields
        given = {
            name: as_initial(fields[name], text)
            for name, text in self.request.GET.items()
            if name in fields
        }
        today = dict.fromkeys(self.kind.starts_today, timezone.localdate())
        return {**today, **given}

    def form_valid(self, form):
        record = form.save(commit=False)
        try:
            batch = actions.enter(
                record,
                actor=self.request.user,
                submission=form.submission,
                after=form.save_m2m,
                twin_reason=self.twin_form.cleaned_data.get("twin_reason", ""),
            )
        except actions.Lookalike as error:
            return self.show_twins(form, error.twins)
        except actions.AlreadySubmitted as error:
            return self.show_earlier(error.record)
        except RuleViolation as error:
            record.pk = None  # the save was undone
            return self.show_refusal(form, error)
        told = telling.told(self.kind, record)
        saved = f"已保存{self.kind.name}“{record.called}”"
        message = "；".join([f"{saved}（{told}）" if told else saved, *form.told()])
        link = record.get_absolute_url()
        notices.success(self.request, message, link=link, undo=batch)
        remarks.say(self.request, self.remarks(record))
        if "again" in self.request.POST:
            return redirect(f"{self.kind.url('create')}?{self.kept(form)}")
        return redirect(self.whole(record) or record)

    def whole(self, record):
        """The record from whose page one came, ``?back=member``, and goes back to."""
        name = self.request.GET.get("back", "")
        whole = getattr(record, name) if name in self.kind.form.base_fields else None
        return whole if isinstance(whole, Record) else None

    def form_invalid(self, form):
        """The record of a first click may stand in the way of the second."""
        earlier = actions.submitted(form.submission, self.request.user)
        if earlier:
            return self.show_earlier(earlier.record)
        return super().form_invalid(form)

    @cached_property
    def twin_form(self):
        """Empty at first; sent with the form once the warning has been shown."""
        form = TwinForm(
            self.request.POST if "twin_reason" in self.request.POST else None
        )
        form.cleaned_data = {}
        form.is_valid()
        return form

    def show_twins(self, form, twins):
        """The form with all that was typed, and the records that it may repeat."""
        context = self.get_context_data(
            form=form,
            twin_form=self.twin_form,
            twins=[described(twin) for twin in twins],
        )
        return self.render_to_response(context)

    def show_earlier(self, record):
        messages.info(self.request, "这张表已经保存过，没有重复登记")
        return redirect(record or self.kind.list_url)

    def kept(self, form):
        """The query string that fills the next form with the sticky fields."""
        query = QueryDict(mutable=True)
        for name in self.kind.form.sticky:
            if name in form.followed:
                continue  # the next one's may be another
            value = form.cleaned_data.get(name)
            if isinstance(value, Record):
                query[name] = value.pk
            elif isinstance(value, date):
                # As it was read: 今天 is another day soon.
                query[name] = value.isoformat()
            elif typed := form.data.get(name):
                query[name] = typed
        return query.urlencode()


class RecordUpdateView(FieldsetsMixin, RecordFormView):
    """修改; a save of an older state shows both versions and loses no text."""

    url_name, url_tail = "update", "<int:pk>/edit/"
    permission_action = "change"

    @cached_property
    def instance(self):
        record = self.get_record()
        self.stored_name = str(record)  # the form writes into it what was typed
        return record

    def get_context_data(self, **kwargs):
        context = super().get_context_data(stored_name=self.stored_name, **kwargs)
        if context["form"].why_locked:
            context["fieldsets"] = self.fieldsets(self.get_record())
        return context

    def get(self, request, *args, **kwargs):
        if self.instance.is_void:
            messages.warning(request, "这条记录已作废，不能修改；需要修改的请先恢复")
            return self.to_record(self.instance)
        if why := actions.why_fixed(self.instance):
            messages.info(request, why)
            return self.to_record(self.instance)
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        if self.instance.is_void:
            form = self.get_form()
            form.full_clean()
            return self.show_conflict(form)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        if not form.has_changed():
            messages.info(self.request, "没有改动")
            return self.to_record(self.instance)
        before = self.remarks(self.instance)
        try:
            self.save(form)
        except Conflict:
            return self.show_conflict(form)
        except RuleViolation as error:
            return self.show_refusal(form, error)
        messages.success(self.request, "；".join(["已保存修改", *form.told()]))
        remarks.say(self.request, before | self.remarks(self.instance))
        return self.to_record(self.instance)

    def save(self, form):
        actions.update(
            form.save(commit=False),
            actor=self.request.user,
            version=form.sent_version(),
            after=form.save_m2m,
        )

    def show_conflict(self, form):
        """Both versions side by side; saving again overwrites knowingly."""
        stored = self.get_record()
        names = form.fields
        if not form.errors:
            form.instance.prepare()  # an empty amount is stored as 0: no difference
        mine = audit.snapshot(form.instance, names)
        theirs = audit.snapshot(stored, names)
        last = AuditEntry.objects.about(stored).first()
        form.data = form.data.copy()
        form.data["version"] = str(stored.version)
        context = self.get_context_data(
            form=form,
            conflict=audit.differences(theirs, mine)
            | secrets_told(stored, form.instance, names),
            stored=stored,
            last=last,
            now=timezone.now(),
        )
        return self.render_to_response(context, status=409)


def secrets_told(stored, mine, names):
    """{label: [stored, mine]} of the secrets that differ, masked as on the page of the
    record: the log must not keep that much."""
    told = {}
    for field in stored._meta.concrete_fields:
        if field.name in names and isinstance(field, EncryptedTextField):
            old, new = getattr(stored, field.name), getattr(mine, field.name)
            if old != new:
                told[str(field.verbose_name)] = field.told_change(old, new)
    return told


def must_name(form, name):
    """Whether a new record cannot be without a record chosen in this list."""
    if type(form.fields[name]) is not ModelChoiceField:
        return False
    return not form.instance._meta.get_field(name).null


def described(twin):
    """What the warning says of an earlier record: {title, url, texts}."""
    record = twin.record
    if record is None:
        return {"title": twin.text}
    amounts = [
        f"{field.verbose_name}：{printed(record, field)}"
        for field in record._meta.concrete_fields
        if isinstance(field, MoneyField) and getattr(record, field.name)
    ]
    author = audit.actor_name(record.created_by) if record.created_by else "系统"
    day = timezone.localdate(record.created_at)
    return {
        "title": twin.text,
        "url": twin.url,
        "texts": [*amounts, f"{author} 于 {day:%Y-%m-%d} 登记"],
    }


def as_initial(field, text):
    """A number in the address names a record by its pk."""
    is_record = isinstance(field, ModelChoiceField)
    return record_number(text) or text if is_record else text
