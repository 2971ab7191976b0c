"""The columns of a sheet that no field takes: what they would have changed."""

from dataclasses import dataclass, field

from union import audit
from union.excel import CellError, header_key
from union.fields import BlindIndexField, EncryptedTextField
from union.values import cell_text, clean_text

from .cleaning import EMPTY, veil
from .headers import ERRORS, counts_rows
from .rows import cell_at

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
        text = clean_text(cell_text(cell))
        stored = str(audit.display(row.record or blank, fixed))
        if text != stored:
            column.count += 1
            if len(column.differing) < NAMED:
                column.differing.append((row.number, veil(text), stored))
    return column
