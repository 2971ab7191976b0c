"""Form fields for what people type, paste or import: each also takes a cell's value."""

import datetime as dt
import re
from collections.abc import Callable

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from union.references import record_number
from union.values import (
    cell_text,
    clean_text,
    parse_amount,
    parse_date,
    parse_integer,
    parse_yes_no,
    says_why,
    to_half_width,
)

BLANK_IN_NAME = re.compile(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])")


class TextFormField(forms.CharField):
    """Text as ``clean_text`` leaves it; line breaks only in a text area."""

    def to_python(self, value):
        multiline = isinstance(self.widget, forms.Textarea)
        text = clean_text(cell_text(value), multiline=multiline)
        return text or self.empty_value


class NameFormField(TextFormField):
    """A person's name: no blank between Chinese characters (“王 小明”)."""

    def to_python(self, value):
        text = super().to_python(value)
        return BLANK_IN_NAME.sub("", text) if text else text


class ReasonFormField(TextFormField):
    """Why something is done, for who reads the log years later."""

    def validate(self, value):
        super().validate(value)
        if value and not says_why(value):
            raise ValidationError(
                f"“{value}”看不出原因，请写清楚，至少两个字", "no_reason"
            )


class CodeFormField(TextFormField):
    """A number that is text: 工号, ID number, phone; in plain digits and letters."""

    #: How long it is where it is always as long.
    digits: int | None = None

    def to_python(self, value):
        text = super().to_python(value)
        return to_half_width(text).replace(" ", "") if text else text


class DateBox(forms.DateInput):
    """A box for a typed day. An example in it would be taken for a day that is set."""

    def __init__(self, attrs=None, format="%Y-%m-%d"):
        shape = {"autocomplete": "off", "placeholder": "年-月-日"}
        super().__init__({**shape, **(attrs or {})}, format)


class DateFormField(forms.DateField):
    """A day typed as 2025-06-01, 20250601, 6-1, 6月1日 or 今天."""

    widget = DateBox

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", DateBox({"inputmode": "numeric"}))
        super().__init__(**kwargs)

    def to_python(self, value):
        if isinstance(value, dt.datetime):
            value = value.date()
        text = clean_text(cell_text(value))
        return parse_date(text, timezone.localdate()) if text else None


class _ParsedField(forms.Field):
    """A text box whose text is read by ``parse``; empty is None."""

    parse: Callable[..., object]

    def to_python(self, value):
        text = clean_text(cell_text(value))
        return self.parse(text) if text else None


class MoneyFormField(_ParsedField):
    """Yuan as ``Decimal`` with two decimals, not negative."""

    parse = staticmethod(parse_amount)

    def widget_attrs(self, widget):
        return {"inputmode": "decimal", "autocomplete": "off"}


class IntegerFormField(_ParsedField, forms.IntegerField):
    """A count: 12, 1,200 or 12人."""

    widget = forms.TextInput
    parse = staticmethod(parse_integer)

    def widget_attrs(self, widget):
        return {"inputmode": "numeric", "autocomplete": "off"}


class KnowsNumbers:
    """For fields of several records: what is no number of a record is refused, where a
    database fails at one that is too large for its column."""

    def clean(self, value):
        for text in value or ():
            if record_number(str(text)) is None:
                message = self.error_messages["invalid_pk_value"]
                raise ValidationError(message, "invalid_pk_value", {"pk": text})
        return super().clean(value)


class ManyRecordsField(KnowsNumbers, forms.ModelMultipleChoiceField):
    """Several records, chosen in a list."""


class YesNoField(_ParsedField):
    """是 or 否, or neither where it is not required."""

    widget = forms.Select(choices=[("", "—"), ("是", "是"), ("否", "否")])
    parse = staticmethod(parse_yes_no)

    def prepare_value(self, value):
        return cell_text(value) if isinstance(value, bool) else value
