"""From the cells of one column to the values of one field."""

from contextlib import suppress

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import ModelChoiceField, ModelMultipleChoiceField

from union.excel import CellError, cell_text
from union.references import References
from union.values import clean_text, parse_yes_no

EMPTY = (None, "")


class ColumnCleaner:
    """Cleans the cells of one column as the form's field would, each value once."""

    def __init__(self, field, cells, check=None):
        """``check`` is the model field's own: what its column can hold."""
        self.field = field
        self.check = check
        self.known = {}
        self.convert = self._converter(cells)

    def __call__(self, cell):
        """(value, None), or (None, message) where the cell cannot be accepted."""
        key = (cell.__class__, cell)
        if key not in self.known:
            self.known[key] = self._clean(cell)
        return self.known[key]

    def _clean(self, cell):
        try:
            if isinstance(cell, CellError):
                raise ValidationError(cell.message)
            value = self.convert(cell)
            if self.check:
                self.check(value)
            return value, None
        except ValidationError as error:
            return None, "；".join(error.messages)

    def _converter(self, cells):
        field = self.field
        if isinstance(field, ModelMultipleChoiceField):
            return self._find_each(cells)
        if isinstance(field, ModelChoiceField):
            return self._find(cells)
        if isinstance(field, forms.BooleanField):
            return lambda cell: None if cell in EMPTY else parse_yes_no(cell)
        if isinstance(field, forms.ChoiceField):
            return self._choose
        if isinstance(field, (forms.CharField, forms.IntegerField)):
            return lambda cell: field.clean(cell_text(cell))
        return field.clean

    def _find(self, cells):
        texts = readable(cells, lambda cell: [clean_text(cell_text(cell))])
        references = References(self.field.queryset, texts)

        def find(cell):
            text = clean_text(cell_text(cell))
            if not text:
                return forms.Field.clean(self.field, None)
            return references.find(text)

        return find

    def _find_each(self, cells):
        texts = readable(cells, names_in)
        references = References(self.field.queryset, texts)

        def find(cell):
            found = [references.find(name) for name in names_in(cell)]
            if not found and self.field.required:
                raise ValidationError(self.field.error_messages["required"], "required")
            return found

        return find

    def _choose(self, cell):
        text = clean_text(cell_text(cell))
        values = {str(label): value for value, label in self.field.choices}
        if text and text not in values and text not in values.values():
            offered = "、".join(label for label, value in values.items() if value)
            raise ValidationError(f"“{text}”不在选项中，可填：{offered}")
        return self.field.clean(values.get(text, text))


def readable(cells, texts_in):
    """The texts of the cells that can be read; the others are refused row by row."""
    texts = set()
    for cell in set(cells):
        with suppress(ValidationError):
            texts.update(texts_in(cell))
    return texts - {""}


def names_in(cell):
    text = clean_text(cell_text(cell)) if cell not in EMPTY else ""
    for mark in "，,;；\n":
        text = text.replace(mark, "、")
    return [name.strip() for name in text.split("、") if name.strip()]
