"""A checked sheet as a page shows it: never with a whole secret."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from union import audit, twins
from union.excel import CellError
from union.fields import DateFormField, EncryptedTextField
from union.values import cell_text

from .cleaning import EMPTY, veil
from .rows import ImportPlan, PlannedRow, RowState

#: So many rows or places of a list are shown.
SHOWN = 20
PLACES = 5
#: So many look-alikes stand on a page; so many are kept of a long sheet.
PAGE = 50
DOUBTS = 1000
COLUMNS = 10

_QUOTED = re.compile("“([^”]*)”")
_NUMBERED = re.compile(r"第 ?\d+ ?行|编号 \d+")


@dataclass
class ErrorGroup:
    """All errors that say the same of one column. ``places`` are the first ones."""

    header: str
    advice: str
    count: int = 0
    places: list[tuple[int, str]] = field(default_factory=list)
    #: Whom the rows of the places are about.
    people: list[str] = field(default_factory=list)
    #: What is said of all of them alike; it needs no words left out.
    messages: set[str] = field(default_factory=set)

    def add(self, row: int, who: str, value: str, message: str) -> None:
        self.count += 1
        self.messages.add(message)
        if len(self.places) < PLACES:
            detail = value or ("" if message == self.advice else message)
            self.places.append((row, veil(detail)))
            self.people.append(veil(who))

    @property
    def heading(self) -> str:
        """The message itself where all rows have the same."""
        alike = len(self.messages) == 1
        return veil(next(iter(self.messages))) if alike else self.advice

    @property
    def shown(self) -> list[tuple[int, str, str]]:
        """[(row, whom it is about, what is wrong in it)]"""
        return [
            (number, who, "" if detail == self.heading else detail)
            for (number, detail), who in zip(self.places, self.people, strict=True)
        ]

    @property
    def more(self) -> int:
        return self.count - len(self.places)


def error_groups(plan: ImportPlan) -> list[ErrorGroup]:
    """The most frequent first."""
    groups: dict[tuple[str, str], ErrorGroup] = {}
    for row in plan.of(RowState.ERROR):
        for header, value, message in row.errors:
            key = header, in_general(message)
            group = groups.setdefault(key, ErrorGroup(*key))
            group.add(row.number, row.who, value, message)
    return sorted(groups.values(), key=lambda group: -group.count)


def in_general(message: str) -> str:
    """“未知”不在选项中 → 不在选项中; 与第3行重复 → 与另一行重复."""
    text = _QUOTED.sub("…", message).removeprefix("…").replace("…，", "，")
    return _NUMBERED.sub(lambda found: "另一行" if "行" in found[0] else "编号…", text)


@dataclass(frozen=True)
class Table:
    headings: list[str]
    rows: list[tuple[int, list[str]]]


def first_rows(importer, plan: ImportPlan) -> Table:
    """The first new records, as they will be."""
    rows = plan.of(RowState.NEW)[:SHOWN]
    names = _telling(importer, rows)
    cells = [[value_text(importer, row, name) for name in names] for row in rows]
    numbers = [row.number for row in rows]
    headings = [importer.labels[name] for name in names]
    return Table(headings, list(zip(numbers, cells, strict=True)))


def _telling(importer, rows: list[PlannedRow]) -> list[str]:
    """The fields to show, as the form has them: first of all who and when, then what
    else a record must have."""
    given = [n for n in importer.fields if any(n in row.values for row in rows)]
    who = {*importer.key, *importer.identity, *importer.persons}

    def rank(name):
        field = importer.fields[name]
        is_first = name in who or isinstance(field, DateFormField)
        return (not field.required, not is_first)

    shown = sorted(given, key=rank)[:COLUMNS]
    return [name for name in given if name in shown]


def value_text(importer, row: PlannedRow, name: str) -> str:
    value: Any = row.values.get(name)
    field = importer.model._meta.get_field(name)
    if value in EMPTY:
        return ""
    if name in importer.persons:
        return str(value.reference)
    if isinstance(value, (list, tuple)):
        return "、".join(map(str, value))
    if isinstance(field, EncryptedTextField):
        return field.mask(value)
    labels = dict(field.flatchoices)
    return veil(str(labels.get(value, cell_text(value))))


@dataclass(frozen=True)
class Lookalike:
    """A row and the earlier ones it looks like, each with what tells them apart."""

    number: int
    telling: list[tuple[str, str]]
    #: [(what the earlier one is called, its address, what tells it apart)]
    earlier: list[tuple[str, str, list[tuple[str, str]]]]


def lookalikes(plan: ImportPlan, rows: Iterable[PlannedRow]) -> Iterator[Lookalike]:
    """What ``rows``, doubtful ones of ``plan``, look like."""
    new = plan.of(RowState.NEW)
    for row in rows:
        earlier = []
        for twin in row.twins:
            record = twin.record
            name, url = (record.called if record else twin.text), twin.url
            if twin.row is not None:
                record = new[twin.row].record
                name, url = f"第{new[twin.row].number}行 {record.called}", ""
            earlier.append((name, url, telling(record) if record else []))
        yield Lookalike(row.number, telling(row.record), earlier)


def telling(record) -> list[tuple[str, str]]:
    """[(label, text)] of what tells a record from its look-alikes; secrets masked."""
    texts = []
    for model_field in twins.telling_fields(type(record)):
        value = getattr(record, model_field.attname)
        if value in EMPTY:
            continue
        if isinstance(model_field, EncryptedTextField):
            text = model_field.mask(value)
        else:
            text = veil(str(audit.display(record, model_field)))
        texts.append((str(model_field.verbose_name), text))
    return texts


@dataclass(frozen=True)
class WordTaken:
    """A word of the sheet that was read as another, as somebody said once."""

    label: str
    word: str
    name: str
    rows: int


def words_taken(importer, plan: ImportPlan, values) -> list[WordTaken]:
    return [
        WordTaken(importer.labels[name], word, values[name][word], len(rows))
        for (name, word), rows in plan.replaced.items()
    ]


def samples(importer, sheet, index: int, name: str) -> list[str]:
    """The first different values of a column, masked where they are secret."""
    texts: list[str] = []
    for row in sheet.rows:
        cell = row.cells[index] if index < len(row.cells) else None
        if cell in EMPTY:
            continue
        text = str(cell) if isinstance(cell, CellError) else cell_text(cell)
        shown = masked(importer, name, text)[:30]
        if shown not in texts:
            texts.append(shown)
        if len(texts) == 3:
            break
    return texts


def masked(importer, name: str, text: str) -> str:
    if name and name != "pk" and importer.is_secret(name):
        return importer.model._meta.get_field(name).mask(text)
    return veil(text)
