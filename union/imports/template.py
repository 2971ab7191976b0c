"""The sheets that an import reads, empty with rules or filled with what is there."""

from django import forms
from django.forms.models import ModelChoiceField, ModelMultipleChoiceField

from union.excel import ColumnSpec, Kind, SheetSpec, TemplateColumn, TemplateSheet
from union.fields import (
    CodeFormField,
    DateFormField,
    IntegerFormField,
    MoneyFormField,
)
from union.models import Record

from .finding import NUMBER

#: A drop-down of more choices than this helps nobody.
LISTED = 200
CELL_KINDS = {
    DateFormField: Kind.DATE,
    MoneyFormField: Kind.MONEY,
    IntegerFormField: Kind.INTEGER,
}
SAMPLES = {DateFormField: "2026-01-31", MoneyFormField: "500.00", IntegerFormField: 1}


def template_sheets(kinds, user):
    """One TemplateSheet for each kind that can be imported."""
    return [
        TemplateSheet(
            title=kind.name,
            columns=[
                template_column(name, field)
                for name, field in kind.importer(kind, user).fields.items()
            ],
            notes=[kind.hint] if kind.hint else [],
        )
        for kind in kinds
    ]


def template_column(name, field):
    return TemplateColumn(
        header=str(field.label),
        kind=kind_of_cell(field),
        required=field.required,
        choices=choices_of(field),
        note=note_of(field),
        sample=sample_of(field),
    )


def choices_of(field):
    if isinstance(field, forms.BooleanField):
        return ["是", "否"]
    if isinstance(field, ModelMultipleChoiceField):
        return []
    if isinstance(field, ModelChoiceField):
        if getattr(field.queryset.model, "picked_by_name", False):
            return []
        return [reference(record) for record in field.queryset[:LISTED]]
    if isinstance(field, forms.ChoiceField):
        return [str(label) for value, label in field.choices if value]
    return []


def note_of(field):
    if isinstance(field, ModelMultipleChoiceField):
        return "可填多个，用顿号隔开"
    if isinstance(field, ModelChoiceField) and not choices_of(field):
        return f"填{field.queryset.model.pick_words}"
    return str(getattr(field, "sheet_note", field.help_text))


def sample_of(field):
    choices = choices_of(field)
    if choices:
        return choices[0]
    return SAMPLES.get(type(field), "")


def kind_of_cell(field):
    if isinstance(field, CodeFormField):
        return Kind.CODE
    return CELL_KINDS.get(type(field), Kind.TEXT)


def filled_sheets(kinds, user):
    """The same sheets with the valid records, so that importing them changes nothing.

    Sensitive columns stay out: an import leaves alone what has no column.
    """
    return [filled_sheet(kind, kind.importer(kind, user)) for kind in kinds]


def filled_sheet(kind, importer):
    fields = {
        name: field
        for name, field in importer.fields.items()
        if not importer.is_secret(name)
    }
    columns = [ColumnSpec(NUMBER, kind=Kind.INTEGER)]
    columns += [ColumnSpec(str(f.label), kind=kind_of_cell(f)) for f in fields.values()]
    return SheetSpec(kind.name, columns, filled_rows(kind, importer.user, fields))


def filled_rows(kind, user, fields):
    model = kind.model
    related = [name for name in fields if model._meta.get_field(name).many_to_one]
    many = [name for name in fields if model._meta.get_field(name).many_to_many]
    records = model.objects.listed_for(user).order_by("pk")
    records = records.select_related(*related).prefetch_related(*many)
    for record in records.iterator(chunk_size=2000):
        yield [record.pk, *(written(record, name) for name in fields)]


def written(record, name):
    """A field's value as its import reads it."""
    field = record._meta.get_field(name)
    if field.many_to_many:
        return "、".join(reference(item) for item in getattr(record, name).all())
    if field.flatchoices:
        return getattr(record, f"get_{name}_display")()
    value = getattr(record, name)
    if isinstance(value, bool):
        return "是" if value else "否"
    return reference(value) if isinstance(value, Record) else value


def reference(record):
    return record.reference if isinstance(record, Record) else str(record)
