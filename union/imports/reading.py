"""The cells of a sheet as values of the fields, before any record is looked for."""

from collections import defaultdict

from union.excel import cell_text, day_of
from union.fields import DateFormField
from union.forms import is_encrypted
from union.models import Record

from . import fixed
from .cleaning import EMPTY, ColumnCleaner, Together, may_be_asked, words_in
from .rows import ImportPlan, PlannedRow, cell_at, shown

BLANK: tuple[object, ...] = (*EMPTY, [])
#: An empty cell leaves a known record's value alone; this empties it.
CLEARED = ("-", "－")


class ReadsCells:
    """The part of an import that reads each column as its field."""

    def read(self, sheet, mapping=None, values=None):
        """The plan with its cells cleaned, and {field: index of its first column}."""
        mapping = mapping or self.guess(sheet.headers)
        plan = ImportPlan(sheet.title, list(sheet.headers), notices=list(sheet.notices))
        plan.rows = [PlannedRow(row.number, row.cells) for row in sheet.rows]
        self._places = places(sheet.headers, mapping)
        columns = {name: indexes[0] for name, indexes in self._places.items()}
        self._headers = {
            name: "、".join(plan.headers[index] for index in indexes)
            for name, indexes in self._places.items()
        }
        if sheet.epoch:
            self._read_serials(plan, columns, sheet.epoch)
        self._clean_cells(plan, columns, values or {})
        self._name_rows(plan)
        return plan, columns

    def _name_rows(self, plan):
        """Errors say whom a row is about, not only where it stands."""
        names = dict.fromkeys((*self.key, *self.identity))
        told = [n for n in names if n in self._places and not self.is_secret(n)]
        for row in plan.rows:
            row.who = " ".join(filter(None, (self._said(row, name) for name in told)))

    def _said(self, row, name):
        """The cells of a field as they stand, but a record that they name in full: by
        number and name, whichever of both the cell has."""
        value = row.values.get(name)
        if isinstance(value, Record):
            return value.reference
        cells = (shown(cell_at(row, index)) for index in self._places[name])
        return " ".join(filter(None, cells))

    def _read_serials(self, plan, columns, epoch):
        """Put days for what a column of days holds as Excel counts them, and say so."""
        for name, index in columns.items():
            if not isinstance(self.fields.get(name), DateFormField):
                continue
            read = []
            for row in plan.rows:
                cell = cell_at(row, index)
                if cell is not None and (day := day_of(cell, epoch)):
                    row.cells = [*row.cells[:index], day, *row.cells[index + 1 :]]
                    read.append(f"{cell_text(cell)} = {day}")
            if read:
                plan.notices.append(
                    f"“{plan.headers[index]}”有 {len(read)} 格是 Excel 的日期序号，"
                    f"已按日期读入，如 {read[0]}；请核对"
                )

    def header_of(self, name):
        """What the sheet calls the field, or the form where it has no such column."""
        return self._headers.get(name) or self.labels.get(name, "")

    def _clean_cells(self, plan, columns, values):
        for name in columns:
            if name == "pk":
                continue
            cells = self._cells(plan, name)
            check = self.model._meta.get_field(name).run_validators
            instead = fixed.without_fixed(values).get(name)
            clean = ColumnCleaner(
                self.fields[name], cells, check, instead, self.spellings.get(name)
            )
            clean.completes = self.completes
            for row, cell in zip(plan.rows, cells, strict=True):
                is_cleared = cell in CLEARED and not self.fields[name].required
                value, message = clean(None if is_cleared else cell)
                if message is not None:
                    row.refuse(self.header_of(name), self.quoted(name, cell), message)
                    continue
                row.values[name] = value
                if value in BLANK and not is_cleared:
                    row.values[name] = self.defaults.get(name, value)
                    row.kept.add(name)
            self._tell_words(plan, name, cells, clean)

    def _cells(self, plan, name):
        """The cell of each row; of a person whose number and name stand in columns of
        their own, what says who it is: the one that is filled, or Together."""
        first, *others = self._places[name]
        if not others:
            return [cell_at(row, first) for row in plan.rows]
        headers = [plan.headers[index] for index in (first, *others)]
        return [
            together(headers, [cell_at(row, index) for index in (first, *others)])
            for row in plan.rows
        ]

    def _tell_words(self, plan, name, cells, clean):
        """Note the words that were unknown, or taken for another, with their cells."""
        is_told = clean.unknown or clean.replaced
        if not (is_told and may_be_asked(self.fields[name])):
            return
        words = (
            (row.number, text)
            for row, cell in zip(plan.rows, cells, strict=True)
            for text in words_in(self.fields[name], cell)
        )
        for number, text in words:
            if text in clean.unknown:
                plan.unknown.setdefault((name, text), []).append(number)
            elif text in clean.replaced:
                plan.replaced.setdefault((name, text), []).append(number)

    def is_secret(self, name):
        return is_encrypted(self.model, name)

    def quoted(self, name, cell):
        """The cell as an error repeats it: a secret is left out, and what the message
        takes apart anyway."""
        is_told = self.is_secret(name) or isinstance(cell, Together)
        return "" if is_told else shown(cell)


def places(headers, mapping):
    """{field: indexes of its columns}; only a person's has several. Of columns with the
    same header the first is meant."""
    found = defaultdict(list)
    for header, name in mapping.items():
        if name:
            found[name].append(headers.index(header))
    return {name: sorted(indexes) for name, indexes in found.items()}


def together(headers, cells):
    """One cell for what several say: it says them all where they are several."""
    said = [
        (header, cell)
        for header, cell in zip(headers, cells, strict=True)
        if cell not in (*EMPTY, *CLEARED)
    ]
    if len(said) > 1:
        return Together(said)
    return said[0][1] if said else next((c for c in cells if c in CLEARED), None)
