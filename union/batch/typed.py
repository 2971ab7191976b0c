"""What was typed into a grid, as text: it goes back to the page unless it is saved."""

from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count, zip_longest

from django.core.exceptions import ValidationError
from django.forms import ChoiceField, ModelChoiceField

from union.excel.reader import Row, Sheet
from union.fields import DateFormField
from union.references import record_number

#: More rows than this come as a file.
MOST_ROWS = 500
#: Empty rows below the typed ones.
SPARE_ROWS = 10

Texts = dict[str, str]


@dataclass
class Typed:
    """``above`` holds what is entered above the grid, ``heads`` what at the head of a
    column; both count for each row whose own cell is empty."""

    columns: list[str]
    above: Texts
    heads: Texts
    rows: list[Texts] = field(default_factory=list)
    #: The number that a row keeps since others were saved without it; else 0.
    kept: list[int] = field(default_factory=list)

    @classmethod
    def read(cls, grid, fields, data):
        """From a posted form: the cells of a column have the name of its field, those
        above the grid ``all-``, those at the head of a column ``head-`` before it."""
        columns = [name for name in grid.columns if name in fields]
        cells = zip_longest(*(data.getlist(name) for name in columns), fillvalue="")
        return cls(
            columns,
            {n: data.get(f"all-{n}", "").strip() for n in columns if n in grid.above},
            {
                n: data.get(f"head-{n}", "").strip()
                for n in columns
                if n not in (grid.pick, *grid.above)
            },
            [dict(zip(columns, map(str.strip, row), strict=True)) for row in cells],
            kept_numbers(data.getlist("row")),
        )

    @classmethod
    def blank(cls, grid, fields, values):
        """For a new page, with what it starts with above the grid and at the heads of
        its columns, where words stand and not what is stored."""
        typed = cls.read(grid, fields, _Nothing())
        for name, text in values.items():
            if name in typed.above:
                typed.above[name] = text
            elif name in typed.heads:
                typed.heads[name] = word_for(fields[name], text)
        return typed

    @classmethod
    def of_state(cls, state, grid, fields):
        """From ``state``; what the grid has no place for by now is left out."""
        typed = cls.read(grid, fields, _Nothing())
        for place, texts in (("above", typed.above), ("heads", typed.heads)):
            texts |= {n: t for n, t in state[place].items() if n in texts}
        blank = dict.fromkeys(typed.columns, "")
        known = [dict(zip(state["columns"], row, strict=True)) for row in state["rows"]]
        typed.rows = [blank | {n: row[n] for n in blank if n in row} for row in known]
        typed.kept = state["kept"]
        return typed

    def state(self):
        """What JSON holds of it, up to the last row that is not blank."""
        last = self.used[-1] + 1 if self.used else 0
        rows = [list(row.values()) for row in self.rows[:last]]
        return {
            "columns": self.columns,
            "above": self.above,
            "heads": self.heads,
            "rows": rows,
            "kept": self.kept[:last],
        }

    def __getitem__(self, index):
        return self.rows[index]

    @property
    def used(self):
        """The indexes of the rows that are not blank."""
        return [index for index, row in enumerate(self.rows) if any(row.values())]

    @property
    def numbers(self):
        """What each row is called: on paper it was called so before."""
        following = count(max(self.kept, default=0) + 1)
        pairs = zip_longest(self.rows, self.kept[: len(self.rows)], fillvalue=0)
        return [kept or next(following) for _, kept in pairs]

    @property
    def places(self):
        """{number of a row: its index}"""
        return {number: index for index, number in enumerate(self.numbers)}

    def keep(self, indexes):
        """Only these rows stay."""
        kept = dict(enumerate(self.kept))
        self.rows = [self.rows[index] for index in indexes]
        self.kept = [kept.get(index, 0) for index in indexes]

    def keep_with_numbers(self, indexes):
        """Only these rows stay, and are called what they were called."""
        self.kept = self.numbers
        self.keep(indexes)

    def append(self, rows):
        """Below the last row that is not blank."""
        self.keep(self.used)
        self.rows += rows

    def grow(self, number):
        """So many blank rows more, as far as there is room."""
        number = min(number, MOST_ROWS - len(self.rows))
        self.rows += [dict.fromkeys(self.columns, "") for _ in range(number)]

    def pad(self, spare=SPARE_ROWS):
        """Let ``spare`` blank rows follow, as far as there is room."""
        last = self.used[-1] + 1 if self.used else 0
        wanted = min(last + spare, MOST_ROWS) - len(self.rows)
        self.rows += [dict.fromkeys(self.columns, "") for _ in range(wanted)]

    def spell_days(self, fields):
        """“6-1” above the rows becomes a day of this year."""
        for texts in (self.above, self.heads):
            texts |= days_in(texts, fields)

    def days(self, fields):
        """{id of a box above the rows: the day that was read there}."""
        boxes = {"all": self.above, "head": self.heads}
        return {
            f"{place}-{name}": day
            for place, texts in boxes.items()
            for name, day in days_in(texts, fields).items()
        }

    def sheet(self, title, fields):
        """The rows that are not blank, as a sheet to be imported; a column with nothing
        in it is left out, unless it must be filled in."""
        used, columns = self.used, {}
        for name in self.columns:
            common = self.heads.get(name) or self.above.get(name)
            cells = [self.rows[i].get(name) or common or None for i in used]
            if fields[name].required or any(cells):
                columns[str(fields[name].label)] = cells
        numbers = self.numbers
        rows = zip(used, zip(*columns.values(), strict=True), strict=True)
        rows = [Row(numbers[index], list(cells)) for index, cells in rows]
        return Sheet(title, headers=list(columns), rows=rows)


def kept_numbers(texts):
    """As the page sends them; none where they were not made by it."""
    numbers = [record_number(text) or 0 for text in texts]
    given = [number for number in numbers if number]
    return numbers if len(set(given)) == len(given) else []


def days_in(texts, fields):
    """{name: day} of those texts that can be read as one."""
    found = {}
    for name, text in texts.items():
        if text and isinstance(fields[name], DateFormField):
            with suppress(ValidationError):
                found[name] = f"{fields[name].clean(text)}"
    return found


def word_for(field, text):
    """“sick” is read in an address, “患病” in a cell."""
    is_list = isinstance(field, ChoiceField) and not isinstance(field, ModelChoiceField)
    words = dict(field.choices) if is_list else {}
    return str(words.get(text, text))


class _Nothing(dict):
    def getlist(self, name):
        return []
