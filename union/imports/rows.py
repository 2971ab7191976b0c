"""What a plan is made of: the rows of a sheet and what they will become."""

from collections import Counter
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

from union.bulk_insert import made_ready
from union.twins import Twin

from .cleaning import EMPTY


class RowState(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    ERROR = "error"


@dataclass
class PlannedRow:
    """One row of the sheet and what it will become."""

    number: int
    cells: list
    values: dict[str, object] = field(default_factory=dict)
    #: Whose cell is empty: a new record starts with the default, others keep theirs.
    kept: set[str] = field(default_factory=set)
    record: object = None
    state: RowState = RowState.NEW
    changes: dict[str, list[str]] = field(default_factory=dict)
    #: Of changed secrets what a page may show.
    masked: dict[str, list[str]] = field(default_factory=dict)
    #: (header, value as it stands in the cell, message)
    errors: list[tuple[str, str, str]] = field(default_factory=list)
    #: {field: the one into which its value belongs}
    misplaced: dict[str, str] = field(default_factory=dict)
    #: Earlier records, or rows of this sheet, that it looks like (union.twins).
    twins: list[Twin] = field(default_factory=list)

    #: Whom or what it is about, as its cells say it: 60012 张丙.
    who: str = ""
    #: Whether it would make a known record about someone else (RecordImport.identity).
    is_renamed: bool = False

    @property
    def shown_changes(self):
        """{label: [old, new]} as a page tells them."""
        return self.changes | self.masked

    def refuse(self, header, value, message):
        self.state = RowState.ERROR
        self.errors.append((header, value, message))

    def error_texts(self):
        for header, value, message in self.errors:
            place = f"第{self.number}行" + (f"「{header}」" if header else "")
            shown = f"“{value}”" if value and f"“{value}”" not in message else ""
            yield f"{place}：{shown}{message}"


@dataclass
class ImportPlan:
    """``problems`` concern the sheet as a whole: a column that is missing."""

    title: str
    headers: list[str]
    rows: list[PlannedRow] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    #: How much and from when the new records are (union.imports.summary).
    summary: str = ""
    #: The newest record of the kind when the plan was made; None where all was locked
    #: then and still is, so that nothing can have come between.
    last_pk: int | None = None
    #: Numbers of the rows that were taken for totals and notes.
    left_out: list[int] = field(default_factory=list)
    #: Columns that no field takes (union.imports.unread).
    unread: list = field(default_factory=list)
    #: {field: (label, text)}: what new records got that no column brings.
    fixed: dict[str, tuple[str, str]] = field(default_factory=dict)
    #: Numbers of the records on file that would be changed.
    touched: list[int] = field(default_factory=list)
    #: How many rows got a field from another one (union.following).
    followed: Counter[str] = field(default_factory=Counter)
    #: {(field, word): numbers of the rows}: what names nothing the column takes, and
    #: what was taken for another word.
    unknown: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    replaced: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    #: What was made ready of the new records.
    ready: dict[str, list] = field(default_factory=dict, init=False)

    def of(self, state):
        return [row for row in self.rows if row.state is state]

    def make_ready(self):
        """Convert and encrypt the new records before the transaction that stores them,
        for which everybody else must wait."""
        self.ready = made_ready([row.record for row in self.of(RowState.NEW)])

    @cached_property
    def counts(self):
        return {str(state): len(self.of(state)) for state in RowState}

    @property
    def doubtful(self):
        """New rows that look like earlier ones: they need a reason."""
        return [row for row in self.of(RowState.NEW) if row.twins]

    @property
    def renamed(self):
        """Changed rows that would make a known record about someone else."""
        return [row for row in self.of(RowState.CHANGED) if row.is_renamed]

    @property
    def plainly_changed(self):
        return [row for row in self.of(RowState.CHANGED) if not row.is_renamed]

    def without(self, rows):
        """The same plan as if the sheet had not had these rows."""
        left_out = {row.number for row in rows}
        return replace(
            self, rows=[row for row in self.rows if row.number not in left_out]
        )

    @property
    def is_locked(self):
        return self.last_pk is None

    @property
    def is_good(self):
        return not self.problems and not self.of(RowState.ERROR)

    def error_texts(self):
        yield from (f"工作表“{self.title}”：{text}" for text in self.problems)
        for row in self.of(RowState.ERROR):
            for text in row.error_texts():
                yield f"工作表“{self.title}” {text}"


def silent(percent, step):
    """What is told to nobody."""


def cell_at(row, index):
    return row.cells[index] if index < len(row.cells) else None


def shown(cell):
    return "" if cell in EMPTY else str(cell)[:60]
