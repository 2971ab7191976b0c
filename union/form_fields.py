"""The form fields of a record's fields: typed, pasted and imported alike."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.base.operations import BaseDatabaseOperations
from django.urls import reverse

from .fields import DateFormField, IntegerFormField, ManyRecordsField, TextFormField
from .models import Record
from .references import References
from .values import clean_text

#: How many matches an error names.
SUGGESTED = 5


class PickInput(forms.TextInput):
    """A text box that names a record; a script offers matches from ``pick_url``."""

    template_name = "widgets/pick.html"

    def __init__(self, model):
        super().__init__()
        self.model = model

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        opts = self.model._meta
        context["widget"]["pick_url"] = reverse(
            f"{opts.app_label}:{opts.model_name}_pick"
        )
        context["widget"]["pick_words"] = self.model.pick_words
        return context


class PickField(forms.ModelChoiceField):
    """One record of a large kind, named by number, name or both: “1001 张伟”."""

    def __init__(self, *args, if_unknown="", **kwargs):
        super().__init__(*args, **kwargs)
        self.if_unknown = if_unknown
        self.widget = PickInput(self.queryset.model)
        # The widget is a text box: it needs no choices.
        self.widget.is_required = self.required

    def prepare_value(self, value):
        if isinstance(value, Record):
            return value.reference
        if isinstance(value, int):
            record = self.queryset.filter(pk=value).first()
            return record.reference if record else ""
        return value

    def to_python(self, value):
        text = clean_text(value or "")
        if not text:
            return None
        try:
            known = References(self.queryset.all(), [text], self.if_unknown)
            return known.find(text)
        except ValidationError as error:
            if error.code != "unknown":
                raise
            return self._only_match(text, error)

    def _only_match(self, text, error):
        """What the picker would have offered, if that is one record."""
        found = list(self.queryset.picked(text)[: SUGGESTED + 1])
        if len(found) == 1:
            return found[0]
        if found:
            names = "、".join(record.reference for record in found[:SUGGESTED])
            more = "等" if len(found) > SUGGESTED else ""
            message = f"“{text}”可能是 {names}{more}，请写明是哪一个"
            raise ValidationError(message, "ambiguous")
        raise error

    def validate(self, value):
        return forms.Field.validate(self, value)

    def has_changed(self, initial, data):
        return str(self.prepare_value(initial) or "") != str(data or "")


def field_for(db_field, **kwargs):
    """The form field of a model field: Chinese dates, amounts and names as people type
    them. Forms, batch entry and imports all use this one."""
    if isinstance(db_field, models.DateField) and not isinstance(
        db_field, models.DateTimeField
    ):
        return db_field.formfield(form_class=DateFormField, **kwargs)
    if isinstance(db_field, models.ForeignKey):
        return field_of_one(db_field, **kwargs)
    if isinstance(db_field, models.ManyToManyField):
        return db_field.formfield(form_class=ManyRecordsField, **kwargs)
    if isinstance(db_field, models.IntegerField) and not db_field.choices:
        # SQLite would take more than the same column of PostgreSQL.
        ranges = BaseDatabaseOperations.integer_field_ranges
        most = ranges[db_field.get_internal_type()][1]
        kwargs = {"form_class": IntegerFormField, "max_value": most, **kwargs}
        return db_field.formfield(**kwargs)
    is_text = isinstance(db_field, models.CharField | models.TextField)
    if is_text and not db_field.choices:
        return db_field.formfield(form_class=TextFormField, **kwargs)
    field = db_field.formfield(**kwargs)
    if isinstance(field, forms.TypedChoiceField):
        field.choices = [(key, label if key else "—") for key, label in field.choices]
    return field


def field_of_one(db_field, **kwargs):
    """Of another record: a list, or a box for its name where there are many."""
    if not getattr(db_field.related_model, "picked_by_name", False):
        return db_field.formfield(empty_label="—", **kwargs)
    advice = getattr(db_field.model, "if_unknown", {}).get(db_field.name, "")
    return db_field.formfield(form_class=PickField, if_unknown=advice, **kwargs)
