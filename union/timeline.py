"""What happened to a record, in order of time: the parts of it, of all kinds, that a
person may see. A kind takes part by saying in its ``PartOf`` which date counts."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count, F, Window
from django.utils import timezone

from .audit import Action
from .columns import Column, DateColumn, IdColumn, MoneyColumn, NumberColumn
from .models import AuditEntry
from .records import PartOf, RecordKind, kind_of, parts_of, rows_of

#: How many entries a page shows: at first, and each time that one asks for more.
LIMITS = (30, 100, 300, 1000)


def limit_in(text):
    """The limit that an address asks for, or the first."""
    return int(text) if text in map(str, LIMITS) else LIMITS[0]


@dataclass(frozen=True)
class Entry:
    """One thing that happened; ``texts`` is what its list says of it."""

    kind: RecordKind
    label: str
    day: dt.date | None
    texts: Sequence[str]
    url: str


@dataclass(frozen=True)
class Strand:
    """The entries of one kind, newest first, and how many there are in all."""

    part: PartOf
    kind: RecordKind
    total: int
    entries: Sequence[Entry]


@dataclass(frozen=True)
class Timeline:
    """What the page shows of the ``strands``: all of them, or the ``chosen`` one."""

    strands: Sequence[Strand]
    limit: int
    chosen: str = ""

    @property
    def shown(self):
        chosen = [strand for strand in self.strands if strand.kind.label == self.chosen]
        return chosen or self.strands

    @property
    def total(self):
        return sum(strand.total for strand in self.strands)

    @property
    def years(self):
        """[(year or None, [Entry, …]), …], newest first; what has no date yet leads."""
        entries = [entry for strand in self.shown for entry in strand.entries]
        entries.sort(key=lambda entry: entry.day or dt.date.max, reverse=True)
        years = groupby(
            entries[: self.limit], key=lambda entry: entry.day and entry.day.year
        )
        return [(year, list(group)) for year, group in years]

    @property
    def further(self):
        """How many entries are not shown."""
        return max(sum(strand.total for strand in self.shown) - self.limit, 0)

    @property
    def next_limit(self):
        return next((size for size in LIMITS if size > self.limit), None)


def timeline_of(record, user, query):
    """The Timeline of ``record``: ``?kind=welfare.consolation`` shows one kind of it,
    ``?limit=100`` more than the latest. One query for each kind."""
    limit = limit_in(query.get("limit"))
    strands = [
        strand(kind, part, record, user, limit)
        for kind, part in parts_of(type(record))
        if part.date and kind.can(user, "view")
    ]
    own = own_changes(record, limit)
    return Timeline([*strands, *own], limit, query.get("kind", ""))


def own_changes(record, limit):
    """A Strand of what the log says of the fields that the model wants told: 科室."""
    if not record.told_changes:
        return
    kind = kind_of(type(record))
    fields = map(type(record)._meta.get_field, record.told_changes)
    labels = [str(field.verbose_name) for field in fields]
    # What a new record began with is no change.
    changes = AuditEntry.objects.about(record).exclude(action=Action.CREATE)
    changes = changes.filter(changes__has_any_keys=labels).order_by("at", "pk")
    lasting = reversed(list(that_last(changes.values_list("at", "action", "changes"))))
    url = f"{record.get_absolute_url()}#history"
    entries = [
        Entry(kind, "变更", timezone.localdate(at), told_of(found, labels), url)
        for at, found in lasting
    ]
    part = PartOf(parent=type(record), label="变更", filter="pk", create=False)
    yield Strand(part, kind, len(entries), entries[:limit])


def that_last(changes):
    """The (at, changes) of those entries that were not taken back; oldest first.

    撤销 goes back from the last change of a record only, and leaves an entry of its
    own: the log keeps both, the story of the record neither.
    """
    lasting = []
    for at, action, found in changes:
        if action == Action.UNDO and lasting:
            lasting.pop()
        else:
            lasting.append((at, found))
    return lasting


def told_of(changes, labels):
    """["科室：内科 → 外科"]"""
    found = ((label, changes[label]) for label in labels if label in changes)
    return [
        f"{label}：{old or '（空）'} → {new or '（空）'}" for label, (old, new) in found
    ]


def strand(kind, part, record, user, limit):
    columns = [column for column in kind.columns if is_told(column, part)]
    rows = newest(kind, part, record, user).values_list(
        "pk", "in_all", part.date, *(column.path for column in columns)
    )[:limit]
    labels = [(column, column.labels(kind.model)) for column in columns]
    total, entries = 0, []
    for pk, in_all, day, *raw in rows:
        total = in_all
        texts = [
            told(kind.model, column, value, names)
            for (column, names), value in zip(labels, raw, strict=True)
            if value not in (None, "")
        ]
        url = kind.url("detail", pk)
        entries.append(Entry(kind, part.label, day, texts, url))
    return Strand(part, kind, total, entries)


def newest(kind, part, record, user):
    rows = rows_of(kind, part, record, user)
    latest = F(part.date).desc(nulls_last=True)
    in_all = Window(Count("pk"))
    return rows.with_details().annotate(in_all=in_all).order_by(latest, "-pk")


def is_told(column, part):
    if isinstance(column, IdColumn) or column.path == part.date:
        return False
    return column.path in part.paths if part.paths else not column.extra


def told(model, column: Column, value, labels):
    """“住院”; “合计金额 500.00 元” where the number alone would not speak."""
    text = str(column.html(value, labels))
    if isinstance(column, MoneyColumn):
        return f"{column.heading(model).removesuffix('（元）')} {text} 元"
    if isinstance(column, DateColumn | NumberColumn):
        return f"{column.heading(model)} {text}"
    return text
