"""What was typed into a grid, as text: it goes back to the page unless it is saved."""

from contextlib import suppress
from dataclasses import dataclass, field
from itertools import zip_longest

from django.core.exceptions import ValidationError

from union.excel.reader import Row, Sheet
from union.fields import DateFormField

#: More rows than this come as a file.
MOST_ROWS = 500
#: Empty rows below the typed ones.
SPARE_ROWS = 10

Texts = dict[str, str]


@dataclass
class Typed:
    """``shared`` holds what is entered above the grid, ``heads`` what at the head of a
    column; both count for each row whose own cell is empty."""

    columns: list[str]
    shared: Texts
    heads: Texts
    rows: list[Texts] = field(default_factory=list)

    @classmethod
    def read(cls, grid, fields, data):
        """From a posted form: the cells of a column have the name of its field, those
        above the grid ``all-``, those at the head of a column ``head-`` before it."""
        columns = [name for name in grid.columns if name in fields]
        cells = zip_longest(*(data.getlist(name) for name in columns), fillvalue="")
        return cls(
            columns,
            {n: data.get(f"all-{n}", "").strip() for n in grid.shared if n in fields},
            {n: data.get(f"head-{n}", "").strip() for n in columns if n != grid.pick},
            [dict(zip(columns, map(str.strip, row), strict=True)) for row in cells],
        )

    @classmethod
    def blank(cls, grid, fields, shared):
        """For a new page, with what it starts with above the grid."""
        typed = cls.read(grid, fields, _Nothing())
        typed.shared |= {name: shared[name] for name in typed.shared.keys() & shared}
        return typed

    def __getitem__(self, index):
        return self.rows[index]

    @property
    def used(self):
        """The indexes of the rows that are not blank."""
        return [index for index, row in enumerate(self.rows) if any(row.values())]

    def keep(self, indexes):
        """Only these rows stay."""
        self.rows = [self.rows[index] for index in indexes]

    def append(self, rows):
        """Below the last row that is not blank."""
        self.keep(self.used)
        self.rows += rows

    def pad(self, spare=SPARE_ROWS):
        """Let ``spare`` blank rows follow, as far as there is room."""
        last = self.used[-1] + 1 if self.used else 0
        wanted = min(last + spare, MOST_ROWS) - len(self.rows)
        self.rows += [dict.fromkeys(self.columns, "") for _ in range(wanted)]

    def value(self, index, name):
        """The text that counts for a field of a row."""
        own = self.rows[index].get(name, "")
        return own or self.heads.get(name) or self.shared.get(name, "")

    def days(self, fields):
        """{field above the grid: the day that was read there}."""
        found = {}
        for name, text in self.shared.items():
            if text and isinstance(fields[name], DateFormField):
                with suppress(ValidationError):
                    found[name] = f"{fields[name].clean(text)}"
        return found

    def sheet(self, title, labels):
        """The rows that are not blank, as a sheet to be imported."""
        names = [*self.columns, *self.shared]
        rows = [
            Row(index + 1, [self.value(index, name) or None for name in names])
            for index in self.used
        ]
        return Sheet(title, headers=[labels[name] for name in names], rows=rows)


class _Nothing(dict):
    def getlist(self, name):
        return []
