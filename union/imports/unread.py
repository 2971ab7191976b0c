"""The columns of a sheet that no field takes: what they would have changed."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import models

from union import audit
from union.excel import CellError, header_key
from union.fields import (
    BlindIndexField,
    DateFormField,
    EncryptedTextField,
    MoneyField,
    MoneyFormField,
    YesNoField,
)
from union.values import cell_text, clean_text, parse_integer

from .cleaning import EMPTY, veil
from .headers import ERRORS, counts_rows
from .rows import cell_at

#: How a cell of such a field is read, that 100 is the same as 100.00.
READERS = (
    (MoneyField, MoneyFormField().to_python),
    (models.DateField, DateFormField().to_python),
    (models.BooleanField, YesNoField().to_python),
    (models.IntegerField, lambda cell: parse_integer(cell_text(cell))),
)
#: So many rows of a column are named.
NAMED = 5
#: What is said of a field that only its own business changes.
OWN_PAGE = "不能用导入修改，请在该记录的页面办理"


@dataclass
class Unread:
    """A column with something in it that is not imported."""

    header: str
    #: Of a field that the record has and no sheet may set: where it is changed.
    advice: str = ""
    #: How many cells differ from what is stored, and the first: (row, text, stored).
    count: int = 0
    differing: list[tuple[int, str, str]] = field(default_factory=list)

    @property
    def more(self):
        return self.count - len(self.differing)


def unread_columns(importer, plan, mapping):
    """The Unread columns in the order of the sheet; the rows' records are known."""
    fixed = fixed_fields(importer)
    found = []
    for index, header in enumerate(plan.headers):
        cells = [cell_at(row, index) for row in plan.rows]
        is_read = bool(mapping.get(header)) or header in ("", ERRORS)
        if is_read or counts_rows(header, cells):
            continue
        if any(cell not in EMPTY for cell in cells):
            found.append(_unread(importer, plan, index, fixed.get(header_key(header))))
    return found


def fixed_fields(importer):
    """{header: model field} of what the record shows and no sheet may set."""
    return {
        header_key(str(f.verbose_name)): f
        for f in importer.model._meta.concrete_fields
        if f.name not in importer.fields
        and f.name not in audit.SKIPPED
        and not isinstance(f, (BlindIndexField, EncryptedTextField))
    }


def _unread(importer, plan, index, fixed):
    column = Unread(plan.headers[index])
    if fixed is None:
        return column
    column.advice = importer.elsewhere.get(fixed.name, OWN_PAGE)
    blank = importer.model()
    for row in plan.rows:
        cell = cell_at(row, index)
        if cell in EMPTY or isinstance(cell, CellError):
            continue
        if row.record is None and fixed.name in blank.derived_fields:
            continue  # it follows from the others, and nothing is stored yet
        record = row.record or blank
        if not says(cell, record, fixed):
            column.count += 1
            if len(column.differing) < NAMED:
                text, stored = clean_text(cell_text(cell)), audit.display(record, fixed)
                column.differing.append((row.number, veil(text), str(stored)))
    return column


def says(cell, record, field):
    """Whether a cell holds what is stored, in whatever way it is written."""
    if clean_text(cell_text(cell)) == str(audit.display(record, field)):
        return True
    read = next((read for kind, read in READERS if isinstance(field, kind)), None)
    if read is None or field.choices:
        return False
    try:
        return read(cell) == getattr(record, field.attname)
    except ValidationError:
        return False
