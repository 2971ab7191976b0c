"""The form of a record, and the small ones that go with it."""

from contextlib import suppress
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Q

from .fields import EncryptedTextField, ReasonFormField
from .following import Following
from .form_fields import PickField, field_for
from .form_words import AsksByName, PlainForm, focus_first_empty
from .layout import RecordFormHelper
from .references import record_number
from .values import clean_text


class RecordForm(AsksByName, forms.ModelForm):
    """The one form of a record kind; its fields also clean the cells of an import.

    It offers only what ``user`` may see, and refuses to overwrite what another has
    saved meanwhile. ``layout`` is a crispy layout where the plain order will not do.
    """

    layout = None
    #: Fields that may be left empty though each record has them: ``prepare`` fills in.
    optional: tuple[str, ...] = ()
    #: Fields that only a new record has; later they change by actions.
    only_new: tuple[str, ...] = ()
    #: Whether 保存并继续添加 is offered.
    again = True
    #: Fields that 保存并继续添加 keeps for the next record.
    sticky: tuple[str, ...] = ()
    #: The field of the record that the panel beside the form tells about.
    about = ""
    #: The fields whose choices depend on that.
    about_changes: tuple[str, ...] = ()
    #: What the page is called; empty for “新增会员” and the like.
    heading = ""

    class Meta:
        formfield_callback = field_for

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        #: Why some fields of the stored record are not offered; empty where all are.
        self.why_locked = ""
        if self.instance.pk:
            self._leave_out()
        #: {field: value} of what was not typed but follows from another field.
        self.followed = {}
        for name, field in self.fields.items():
            if name in self.instance.follows or name in self.optional:
                field.required = False
            limit_to_visible(field, user, self._named(name))
            if self.instance.pk and is_encrypted(self.instance, name):
                self._hide_secret(name, field)
        self.helper = RecordFormHelper(self)
        if self.layout and not self.why_locked:
            self.helper.layout = self.layout
            self.helper.render_unmentioned_fields = False
        if not self.is_bound:
            self._focus_first()

    def _leave_out(self):
        """What a stored record has no more, and what its state keeps as it is."""
        locked, self.why_locked = self.instance.locked
        for name in {*self.only_new, *locked} & self.fields.keys():
            del self.fields[name]

    def _focus_first(self):
        """Whoever opens the form can type at once; with errors, those come first. What
        a new record starts with is passed over."""
        names = [pointer.name for pointer in self.helper.layout.get_field_names()]
        names = [name for name in names if name in self.fields]
        focus_first_empty(self, names if not self.instance.pk else names[:1])

    def _hide_secret(self, name, field):
        """A stored secret is not sent to the page; an empty box leaves it as it is."""
        stored = getattr(self.instance, name)
        self.initial[name] = ""
        if not stored:
            return
        mask = self.instance._meta.get_field(name).mask
        field.required = False
        field.help_text = f"已登记（{mask(stored)}）。留空不改，填“-”清除"
        clean = field.clean

        def clean_or_keep(value):
            text = (value or "").strip()
            return stored if not text else "" if text == "-" else clean(value)

        field.clean = clean_or_keep

    def _named(self, name):
        """The numbers of the records that the stored record names in a field."""
        if not (self.instance.pk and hasattr(self.fields[name], "queryset")):
            return []
        if self.instance._meta.get_field(name).many_to_many:
            return [item.pk for item in self.initial.get(name, ())]
        return [self.initial.get(name)]

    def clean(self):
        values = super().clean()
        following = Following(type(self.instance))
        before = following.values(self.instance) if self.instance.pk else None
        self.followed = following.found(values, before)
        return values | self.followed

    def told(self):
        """What a message says of the fields that follow: 工会小组随科室改为“内科组”."""
        for name, value in self.followed.items():
            leader = self.fields[self.instance.follows[name].leader].label
            yield f"{self.fields[name].label}随{leader}定为“{value}”"

    def validate_constraints(self):
        """What must be unique among the valid records, too: Django leaves out a
        constraint whose condition names a field that the form has not."""
        exclude = self._get_validation_exclusions() - {"voided_at"}
        try:
            self.instance.validate_constraints(exclude=exclude)
        except ValidationError as error:
            self.add_error(None, error)

    def _update_errors(self, errors):
        """What could not be read is wrong for that reason only: a rule takes it for
        empty, and would say so, of it and of what is read from it."""
        unread = self._errors.keys() - {NON_FIELD_ERRORS}
        unread |= {
            name
            for name, source in self.instance.read_from.items()
            if source in unread and not self.cleaned_data.get(name)
        }
        for name in unread & errors.error_dict.keys():
            del errors.error_dict[name]
        super()._update_errors(errors)

    def add_errors(self, error):
        """Show what a rule said, beside the field where the form has it."""
        for name, message in error_list(error):
            self.add_error(name if name in self.fields else None, message)

    def subject(self):
        """The record in the field ``about``, or None where it cannot be told."""
        field, value = self.fields.get(self.about), self.initial.get(self.about)
        if field is None:
            return getattr(self.instance, self.about)
        with suppress(ValidationError):
            typed = self[self.about].value() if self.is_bound else value
            return field.clean(field.prepare_value(typed)) if typed else None

    @property
    def submission(self):
        return submission_in(self.data)

    def sent_version(self):
        """The version the page showed, or None where the form does not say."""
        return record_number(self.data.get("version", ""))


def submission_in(data):
    """The key by which what was sent twice is known; a new one where it has none."""
    try:
        return UUID(data.get("submission", ""))
    except ValueError:
        return uuid4()


def is_encrypted(model, name):
    """Whether the field of a model, or of a record, is a secret."""
    return isinstance(model._meta.get_field(name), EncryptedTextField)


def limit_to_visible(field, user, named=()):
    """Offer only what ``user`` may see, and what the record names already: its
    department may be voided by now, and still the record can be corrected."""
    queryset = getattr(field, "queryset", None)
    if queryset is None or not hasattr(queryset, "listed_for"):
        return
    field.queryset = queryset.listed_for(user)
    if any(named):
        visible = Q(pk__in=field.queryset.values("pk"))
        field.queryset = queryset.filter(visible | Q(pk__in=named))
    if not isinstance(field, PickField):
        # The same on each database, whichever index it takes.
        field.queryset = field.queryset.order_by(*queryset.model.offered_order)


class UploadForm(PlainForm):
    file = forms.FileField(
        label="表格文件",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.et,.ods,.csv,.txt"}),
        help_text="Excel 或 WPS 的表格（.xlsx、.xls、.et、.ods），"
        "或文本表格（.csv，UTF-8 或 GBK 编码），不超过 20 MB",
    )


class ReasonForm(PlainForm):
    reason = ReasonFormField(
        label="原因",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean_reason(self):
        return clean_text(self.cleaned_data["reason"])


class VoidForm(PlainForm):
    reason = ReasonFormField(
        label="原因",
        max_length=200,
        required=False,
        help_text="可不填；填了会记入变更记录",
    )


class TwinForm(PlainForm):
    """Asked only where an earlier record looks like the new one."""

    twin_reason = ReasonFormField(
        label="为什么仍要登记",
        max_length=200,
        help_text="如“第二次住院”“补发”；原因记入变更记录",
        error_messages={"required": "请填写为什么仍要登记，或取消"},
    )


def error_list(error: ValidationError):
    """[(field name or "", message), …] of a ValidationError of either shape."""
    if hasattr(error, "error_dict"):
        return [
            ("" if name == "__all__" else name, text)
            for name, items in error.message_dict.items()
            for text in items
        ]
    return [("", text) for text in error.messages]
