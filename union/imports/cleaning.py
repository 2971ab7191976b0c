"""From the cells of one column to the values of one field."""

import re
from contextlib import suppress

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import ModelChoiceField, ModelMultipleChoiceField

from union.excel import CellError, cell_text, header_key
from union.fields import YesNoField
from union.references import References
from union.values import clean_text, parse_yes_no

EMPTY = (None, "")
#: An error repeats what stands in the cell, but not a whole novel.
SHOWN = 40

#: What may be an ID, card or phone number, also where it stands in a wrong column.
_LONG_NUMBER = re.compile(r"(\d{3})\d{5,}([\dXx]{3})")


class Together(tuple):
    """((header, cell), …) of a row: who is meant, said by number and by name."""

    __slots__ = ()

    def __str__(self):
        return " ".join(str(cell) for _, cell in self)

    @property
    def texts(self):
        """{header: text}"""
        return {header: clean_text(cell_text(cell)) for header, cell in self}


class ColumnCleaner:
    """Cleans the cells of one column as the form's field would, each value once.

    ``unknown`` are, after it has cleaned them, the words that name nothing the column
    offers; ``replaced`` those for which it took what ``instead`` says.
    """

    #: Whether the first letters of a choice are enough, as for who types it.
    completes = False

    def __init__(self, field, cells, check=None, instead=None, spellings=None):
        """``check`` is the model field's own: what its column can hold. ``instead``:
        {as the sheet writes it: as the system calls it}, as somebody said; so are
        ``spellings``, which everybody knows."""
        self.field = field
        self.check = check
        self.instead = {text: name for text, name in (instead or {}).items() if name}
        self.spellings = {header_key(t): name for t, name in (spellings or {}).items()}
        self.unknown = set()
        self.replaced = set()
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
        if isinstance(field, (forms.BooleanField, YesNoField)):
            return self._say_yes_or_no
        if isinstance(field, forms.ChoiceField):
            return self._choose
        if isinstance(field, (forms.CharField, forms.IntegerField)):
            return lambda cell: field.clean(cell_text(cell))
        return field.clean

    def meant(self, text):
        """The word that a person said is meant by ``text``."""
        if text in self.instead:
            self.replaced.add(text)
            return self.instead[text]
        return self.spellings.get(header_key(text), text)

    def _find(self, cells):
        references = self._references(readable(cells, said_in))

        def find(cell):
            if isinstance(cell, Together):
                return references.agree(cell.texts)
            text = clean_text(cell_text(cell))
            if not text:
                return forms.Field.clean(self.field, None)
            return self._look_up(references, text)

        return find

    def _find_each(self, cells):
        references = self._references(readable(cells, names_in))

        def find(cell):
            found = [self._look_up(references, name) for name in names_in(cell)]
            if not found and self.field.required:
                raise ValidationError(self.field.error_messages["required"], "required")
            return found

        return find

    def _references(self, texts):
        advice = getattr(self.field, "if_unknown", "")
        texts |= set(self.instead.values())
        return References(self.field.queryset, texts, advice)

    def _look_up(self, references, text):
        try:
            return references.find(self.meant(text))
        except ValidationError as error:
            if error.code == "unknown":
                self.unknown.add(text)
            raise

    def _say_yes_or_no(self, cell):
        text = clean_text(cell_text(cell))
        try:
            value = parse_yes_no(self.meant(text)) if text else None
        except ValidationError:
            self.unknown.add(text)
            raise
        if value is None and self.field.required and isinstance(self.field, YesNoField):
            raise ValidationError(self.field.error_messages["required"], "required")
        return value

    def _choose(self, cell):
        text = clean_text(cell_text(cell))
        word = self.meant(text)
        values = {str(label): value for value, label in self.field.choices}
        if word and word not in values and word not in values.values():
            begun = [label for label in values if label.startswith(word)]
            if len(begun) == 1 and self.completes:
                return self.field.clean(values[begun[0]])
            self.unknown.add(text)
            offered = "、".join(label for label, value in values.items() if value)
            shown = text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
            raise ValidationError(f"“{shown}”不在选项中，可填：{offered}")
        return self.field.clean(values.get(word, word))


def may_be_asked(field):
    """Whether it is worth asking what an unknown word of this column means. Not of
    persons: who is paid must be written out."""
    if isinstance(field, ModelChoiceField):
        model = field.queryset.model
        return not getattr(model, "picked_by_name", True) and model.reference_fields
    return isinstance(field, (forms.BooleanField, YesNoField, forms.ChoiceField))


def offered(field):
    """The words that a column of such a field takes."""
    if isinstance(field, ModelChoiceField):
        return [record.reference for record in field.queryset]
    if isinstance(field, (forms.BooleanField, YesNoField)):
        return ["是", "否"]
    return [str(label) for value, label in field.choices if value]


def veil(text):
    return _LONG_NUMBER.sub(r"\1****\2", text)


def words_in(field, cell):
    """The words of a cell, each of which may be unknown; none of an unreadable one, and
    none that may be a secret in the wrong column: words are shown and remembered."""
    with suppress(ValidationError):
        is_many = isinstance(field, ModelMultipleChoiceField)
        words = names_in(cell) if is_many else [clean_text(cell_text(cell))]
        return [word for word in words if veil(word) == word]
    return []


def said_in(cell):
    if isinstance(cell, Together):
        return cell.texts.values()
    return [clean_text(cell_text(cell))]


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
