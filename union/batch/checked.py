"""What is wrong with a grid, put where the person who typed it looks for it."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import UniqueConstraint

from union.fields import MoneyFormField
from union.imports import RowState

from .moving import movable, movable_heads

GOOD, BAD, DOUBTFUL = "good", "bad", "doubtful"
ABOVE = "请先改正上方的"
STATES = {GOOD: "可保存", BAD: "有错误", DOUBTFUL: "疑似重复"}


@dataclass
class Mark:
    """The state of one row; ``errors`` has "" for what concerns no column of it."""

    state: str
    errors: dict[str, str] = field(default_factory=dict)
    #: The columns whose text could not be read.
    unread: set[str] = field(default_factory=set)
    #: (text, address or "") of what it looks like.
    twins: list[tuple[str, str]] = field(default_factory=list)
    #: {column: the empty one into which its amount belongs}
    misplaced: dict[str, str] = field(default_factory=dict)
    #: What saving will put into its empty cells.
    filled: dict[str, str] = field(default_factory=dict)

    @property
    def label(self):
        return STATES[self.state]


@dataclass
class Checked:
    """``marks`` by the index of the row; ``above`` holds the errors of fields above the
    grid or at the head of a column, which are the same in each row."""

    plan: object
    marks: dict[int, Mark]
    above: dict[str, str]
    #: (label, sum) of each column of money in the rows that can be saved.
    totals: list[tuple[str, object]]
    #: {column: the empty one into which what stands at its head belongs}
    misplaced: dict[str, str] = field(default_factory=dict)

    def of(self, *states):
        return [index for index, mark in self.marks.items() if mark.state in states]

    @property
    def text(self):
        """“共 50 行：可保存 47 行，有错误 3 行；可保存的慰问金（元）合计 9,400.00”."""
        if not self.marks:
            return "还没有填写任何一行"
        counts = [
            f"{label} {len(rows)} 行"
            for state, label in STATES.items()
            if (rows := self.of(state))
        ]
        sums = [f"；可保存的{label}合计 {sum_:,.2f}" for label, sum_ in self.totals]
        return f"共 {len(self.marks)} 行：{'，'.join(counts)}{''.join(sums)}"


def importer_for(kind, user):
    """One that makes a new record of each row. What the database keeps unique is looked
    for on record; of anything else there may be two, with a reason."""
    importer = kind.importer(kind, user)
    importer.completes = True
    constraints = kind.model._meta.constraints
    if not any(isinstance(item, UniqueConstraint) for item in constraints):
        importer.key = ()
    return importer


def check(importer, typed, *, locked=False):
    """Read ``typed`` as an import would; ``locked``: in the transaction that goes on to
    save it."""
    sheet = typed.sheet(importer.kind.name, importer.fields)
    names = {label: name for name, label in importer.labels.items()}
    mapping = {header: names[header] for header in sheet.headers}
    plan = importer.plan(sheet, mapping, locked=locked)
    refuse_known(importer, plan)
    places = typed.places
    errors = {places[row.number]: row_errors(row, names) for row in plan.rows}
    above = common_errors(typed, errors) if any(errors.values()) else {}
    fresh = plan.of(RowState.NEW)
    marks = {}
    for row in plan.rows:
        index = places[row.number]
        if row.state is not RowState.NEW:
            errors_of_row = placed(errors[index], typed, importer.labels)
            unread = errors_of_row.keys() - row.values.keys()
            marks[index] = Mark(BAD, errors_of_row, unread)
            marks[index].misplaced = movable(row, errors_of_row, typed[index], typed)
        elif row.twins:
            marks[index] = Mark(DOUBTFUL, twins=[shown(t, fresh) for t in row.twins])
        else:
            marks[index] = Mark(GOOD)
    checked = Checked(plan, marks, above, list(sums(importer, typed, fresh)))
    checked.misplaced = movable_heads(plan, above, typed)
    return checked


def refuse_known(importer, plan):
    for row in plan.of(RowState.UNCHANGED) + plan.of(RowState.CHANGED):
        first = importer.labels[importer.key[-1]]
        row.refuse(first, "", f"已有相同的{importer.kind.name}“{row.record}”")


def row_errors(row, names):
    """{field name, or "" where it is none: message}."""
    found = defaultdict(list)
    for header, value, message in row.errors:
        quoted = f"“{value}”" if value and f"“{value}”" not in message else ""
        found[names.get(header, "")].append(quoted + message)
    return {name: "；".join(texts) for name, texts in found.items()}


def common_errors(typed, errors):
    """Take out of ``errors`` what is the fault of one value that all rows share."""
    above = {}
    for name in [*typed.above, *typed.heads]:
        users = [i for i in errors if not typed[i].get(name)]
        texts = {errors[i].get(name) for i in users}
        given = name in typed.above or typed.heads[name]
        nowhere = len(users) == len(errors) > 1
        if (given or nowhere) and len(texts) == 1 and (text := texts.pop()):
            above[name] = text
            for index in users:
                errors[index][name] = ""
    return above


def placed(errors, typed, labels):
    """The errors of a row by column; those of no column are put together under ""."""
    marks = {name: text for name, text in errors.items() if name in typed.columns}
    others = [
        f"{labels[name]}：{text}" if name else text
        for name, text in errors.items()
        if text and name not in marks
    ]
    if above := [f"“{labels[name]}”" for name, text in errors.items() if not text]:
        others.append(ABOVE + "、".join(above))
    marks = {name: text for name, text in marks.items() if text}
    return marks | ({"": "；".join(others)} if others else {})


def shown(twin, fresh):
    if twin.row is not None:
        return f"与第 {fresh[twin.row].number} 行相似", ""
    return f"已有“{twin.text}”" if twin.record else f"已有{twin.text}", twin.url


def sums(importer, typed, rows):
    for name in typed.columns:
        if isinstance(importer.fields[name], MoneyFormField):
            amounts = [row.values.get(name) for row in rows]
            if any(amounts):
                yield importer.labels[name], sum(filter(None, amounts))
