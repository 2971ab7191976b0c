"""批量处理: what is to be done to the ticked rows, or to all that match; then doing it.

The address says everything (``do``, ``pk`` or ``all`` with the list's ``query``, the
field and its new value), so a recap can be opened again; only the last step is a POST.
"""

from functools import cached_property

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, QueryDict
from django.shortcuts import redirect
from django.views.generic import TemplateView

from union import bulk, notices, remarks
from union.errors import Conflict
from union.form_words import ask_by_name
from union.forms import VoidForm, error_list
from union.permissions import need_export
from union.references import record_number

from .rows import RowsMixin

#: How many of those that cannot be done a recap shows.
SHOWN_REFUSED = 20
#: Of so many records a remark is asked for.
REMARKED = 5000
#: What the fields of a change are called in the address: to-department=3.
PREFIX = "to"
YES_OR_NO = (("", "—"), ("true", "是"), ("false", "否"))


def asked(field):
    """The form field as a change asks for it: an empty box would not say whether “no”
    is meant, so yes and no are two answers."""
    if not isinstance(field, forms.BooleanField):
        return field
    return forms.TypedChoiceField(
        label=field.label, choices=YES_OR_NO, coerce=lambda text: text == "true"
    )


def changed(plan, record):
    """(record, [old, new] of the field, {label: [old, new]} of what follows it)."""
    others = dict(plan.changes.get(record.pk, {}))
    return record, others.pop(plan.label, None), others


class BulkView(RowsMixin, TemplateView):
    url_name, url_tail = "bulk", "bulk/"
    template_name_suffix = "_bulk"

    @cached_property
    def query(self):
        """The parameters of the list the rows were ticked in."""
        return QueryDict(self.request.GET.get("query", ""))

    @property
    def list_address(self):
        return f"{self.kind.list_url}?{self.query.urlencode() or 'all=1'}"

    @cached_property
    def numbers(self):
        """The ticked numbers; None where all that match are meant."""
        if self.request.GET.get("all"):
            return None
        texts = ",".join(self.request.GET.getlist("pk")).split(",")
        numbers = (record_number(text) for text in texts)
        return sorted({number for number in numbers if number is not None})

    @cached_property
    def rows(self):
        """The chosen rows, as far as this person sees them in this list."""
        if self.numbers is None:
            return self.records
        return self.records.filter(pk__in=self.numbers)

    @cached_property
    def action(self):
        """What is to be done, if this person may do it; "" where nothing is said."""
        name = self.request.GET.get("do", "")
        if name not in (bulk.CHANGE, bulk.VOID, bulk.EXPORT):
            return ""
        if name == bulk.EXPORT:
            need_export(self.request.user, self.kind.model)
        offered = bulk.offered(self.kind, self.request.user)
        if name not in [action.name for action in offered]:
            raise PermissionDenied
        return name

    def dispatch(self, request, *args, **kwargs):
        if self.has_permission() and not (self.action and self.numbers != []):
            messages.warning(request, "请先勾选要处理的记录，或勾选“全部符合条件的”")
            return redirect(self.list_address)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, *args, **kwargs):
        if self.action == bulk.EXPORT:
            return self.export()
        return self.page()

    def export(self):
        query = self.query.copy()
        query["export"] = "xlsx"
        if self.numbers is not None:
            query["pk"] = ",".join(map(str, self.numbers))
        return redirect(f"{self.kind.list_url}?{query.urlencode()}")

    @cached_property
    def form(self):
        """The record's own form, of which a change borrows one field."""
        data = self.request.GET if self.field_name else None
        form = self.kind.form(data, user=self.request.user, prefix=PREFIX)
        for name in self.kind.bulk_fields:
            form.fields[name] = asked(form.fields[name])
            if name in self.model.follows:
                form.fields[name].required = True
        ask_by_name(form.fields)
        return form

    @property
    def field_name(self):
        name = self.request.GET.get("field", "")
        return name if name in self.kind.bulk_fields else ""

    def new_value(self):
        """What the form's field makes of the typed value. Raises ValidationError."""
        name = self.field_name
        field = self.form.fields[name]
        typed = field.widget.value_from_datadict(
            self.request.GET, {}, self.form.add_prefix(name)
        )
        value = field.clean(typed)
        self.model._meta.get_field(name).run_validators(value)
        return value

    def plan(self):
        if self.action == bulk.VOID:
            return bulk.plan_void(self.kind, self.rows)
        return bulk.plan_change(self.kind, self.rows, self.field_name, self.new_value())

    def page(self, errors=(), status=200, reason=None):
        """The recap, or first the question which field becomes what."""
        plan = None
        if self.action == bulk.VOID or self.field_name:
            try:
                plan = self.plan()
            except ValidationError as error:
                errors = [*errors, *(text for _, text in error_list(error))]
        context = self.get_context_data(
            plan=plan,
            errors=errors,
            reason=reason or (VoidForm() if self.action == bulk.VOID else None),
            count=len(plan.chosen) if plan else self.rows.count(),
            missing=self.missing(plan),
        )
        return self.render_to_response(context, status=status)

    def missing(self, plan):
        """How many ticked rows are not there any more, or not for this person."""
        if plan is None or self.numbers is None:
            return 0
        return len(self.numbers) - len(plan.chosen)

    def get_context_data(self, **kwargs):
        plan = kwargs["plan"]
        if plan is None:
            kwargs["chosen"] = bulk.with_names(self.kind, self.rows)[: bulk.SHOWN]
        else:
            good = plan.good
            kwargs |= {
                "good": len(good),
                "named": good[: bulk.SHOWN],
                "shown": [changed(plan, record) for record in good[: bulk.SHOWN]],
                "refusals": plan.refusals[:SHOWN_REFUSED],
            }
        return super().get_context_data(
            action=self.action,
            fields=[self.form[name] for name in self.kind.bulk_fields],
            field_name=self.field_name,
            carried=list(self.carried()),
            list_address=self.list_address,
            **kwargs,
        )

    def carried(self):
        """(name, value) of what each form of the page sends along."""
        yield "do", self.action
        yield "query", self.query.urlencode()
        if self.numbers is None:
            yield "all", "1"
        else:
            yield "pk", ",".join(map(str, self.numbers))

    def post(self, request, *args, **kwargs):
        reason = VoidForm(request.POST) if self.action == bulk.VOID else None
        if self.action == bulk.EXPORT or not (reason or self.field_name):
            raise Http404
        if reason is not None and not reason.is_valid():
            return self.page(reason=reason)
        pks = list(self.rows.values_list("pk", flat=True)[:REMARKED])
        before = remarks.about(self.kind.model, pks, request.user)
        try:
            plan, batch = bulk.commit(
                self.plan,
                seen=request.POST.get("seen", ""),
                actor=request.user,
                good_only=bool(request.POST.get("good_only")),
                note=reason.cleaned_data["reason"] if reason else "",
            )
        except ValidationError as error:
            status = 409 if isinstance(error, Conflict) else 200
            texts = [text for _, text in error_list(error)]
            return self.page(errors=texts, status=status, reason=reason)
        count = f"{len(plan.good):,} {self.kind.unit}"
        done = f"已{plan.verb}{self.kind.name} {count}"
        text = "，".join([done, *plan.told])
        notices.success(request, text, undo=batch)
        after = remarks.about(self.kind.model, pks, request.user)
        remarks.say(request, before | after)
        return redirect(self.list_address)
