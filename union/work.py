"""待办: what waits for a person.

A line of work is a record list with some of its filter parameters, and who should see
to it; so a line opens exactly the records that it counts. Each room has a ``work.py``
with ``waiting(user, today)``; the room of reports puts them together.
"""

import calendar
import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from django.db import models
from django.db.models import CharField, Count, DateField, DateTimeField, Min, Value
from django.db.models.functions import Cast, TruncDate
from django.utils import timezone
from django.utils.http import urlencode

from .figures import SHOW_PARAMETER
from .filters import picked
from .listing import IN_WORK
from .records import RecordKind

WEEK = dt.timedelta(days=7)
DAY = dt.timedelta(days=1)
#: From so many days on, a line says conspicuously how long it has waited.
LONG_WAIT = 30


class Group(models.TextChoices):
    """How urgent a thing is; the order of the page."""

    OVERDUE = "overdue", "已逾期"
    THIS_WEEK = "this_week", "本周"
    LATER = "later", "以后或不限期"
    OTHERS = "others", "等待他人"


@dataclass(frozen=True)
class WorkItem:
    """One line of the page: how many things wait, for what and since when."""

    title: str
    url: str
    count: int = 1
    unit: str = "条"
    due: dt.date | None = None  # the nearest deadline
    by: dt.date | None = None  # when it should be done, where no record says it
    since: dt.date | None = None  # when the oldest of them began to wait
    waits_for: str = ""  # with whom it lies, where that is somebody else
    icon: str = "file-text"
    #: Gaps to be filled when there is time: one task, however many records it is about.
    is_tidying: bool = False
    #: What the one record is called, where it is one.
    name: str = ""
    #: Which deadlines it is about, where the same line stands elsewhere with others.
    days: str = ""
    #: Why the one record came back, in the words of who sent it back.
    reason: str = ""

    @property
    def waited(self):
        """For how many days the oldest of them has waited."""
        return (timezone.localdate() - self.since).days if self.since else 0

    @property
    def waits_long(self):
        return self.waited >= LONG_WAIT and not self.is_tidying

    @property
    def day(self):
        """By which it is put in its place; the last of all where it has none."""
        return self.due or self.by or dt.date.max

    def group(self, today):
        if self.waits_for:
            return Group.OTHERS
        if self.day < today:
            return Group.OVERDUE
        return Group.THIS_WEEK if self.day <= this_sunday(today) else Group.LATER

    @property
    def weight(self):
        """How many tasks it counts as in the header."""
        return 1 if self.is_tidying else self.count


def this_monday(day):
    return day - dt.timedelta(days=day.weekday())


def this_sunday(day):
    return this_monday(day) + dt.timedelta(days=6)


def end_of_month(day):
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def end_of_last_month(day):
    return day.replace(day=1) - DAY


def all_rows(user, today):
    return {}


def always(**params) -> Callable[..., Mapping]:
    """Filter parameters that depend neither on the person nor on the day."""
    return lambda user, today: params


@dataclass(frozen=True, kw_only=True)
class Line:
    """What a person with ``permission`` should see to: the records of a kind that the
    parameters ``where(user, today)`` of its list leave."""

    title: str
    kind: RecordKind
    permission: str
    where: Callable[..., Mapping] = all_rows
    #: The name of the list's range filter of the deadline, and how far it looks ahead.
    deadline: str = ""
    within: dt.timedelta = WEEK * 52
    #: What is past needs nobody any more.
    lapses: bool = False
    #: by(today): the day by which it should be done, where no record says it.
    by: Callable[[dt.date], dt.date] | None = None
    since: str = ""  # the field that says when it began to wait
    waits_for: str = ""
    is_tidying: bool = False
    #: The path of a column that the list shows in any case.
    shows: str = ""
    #: The field that says why a record came back.
    reason: str = ""

    def is_for(self, user):
        return user.has_perm(self.permission) and self.kind.can(user, "view")

    def queries(self, user, today):
        """The list's query strings, one for each span of time to be told apart."""
        where = self.where(user, today)
        for first, last in self.spans(today):
            name, span = self.deadline, {}
            if first:
                span[f"{name}_after"] = first
            if last:
                span[f"{name}_before"] = last
            yield urlencode({**where, **span}, doseq=True)

    def spans(self, today):
        """(first, last day) of what is overdue, due this week, and due later."""
        if not self.deadline:
            return [(None, None)]
        sunday, horizon = this_sunday(today), today + self.within
        spans = [] if self.lapses else [(None, today - DAY)]
        spans.append((today, min(sunday, horizon)))
        if horizon > sunday:
            spans.append((sunday + DAY, horizon))
        return spans

    def summary(self, key, query, user):
        """One row (key, count, nearest deadline, oldest, name, reason) as a queryset;
        the last two hold where it is one record."""
        rows = self.kind.model.objects.listed_for(user)
        rows = picked(self.kind.filterset, query, rows)
        # PostgreSQL joins only columns of one type: a bare NULL would be text.
        due = since = Cast(None, DateField())
        if self.deadline:
            due = Min(self.deadline_path)
        if self.since:
            since = Min(as_day(self.kind.model, self.since))
        name, reason = (
            Min(path) if path else Cast(None, CharField())
            for path in (self.naming_path, self.reason)
        )
        return (
            rows.order_by()
            .values(work_key=Value(key, CharField()))
            .annotate(
                work_count=Count("pk", distinct=True),
                work_due=due,
                work_since=since,
                work_name=Cast(name, CharField()),
                work_reason=Cast(reason, CharField()),
            )
            .values_list(
                "work_key",
                "work_count",
                "work_due",
                "work_since",
                "work_name",
                "work_reason",
            )
        )

    @property
    def deadline_path(self):
        return self.kind.filterset.base_filters[self.deadline].field_name

    @property
    def sorting_path(self):
        """The column by which the list has first what is due first or waits longest;
        empty where it has none."""
        path = self.deadline_path if self.deadline else self.since
        column = self.kind.offered_columns.get(path)
        return path if column and column.order else ""

    @property
    def naming_path(self):
        """The text by which the list leads to a record; empty where it is none."""
        column = next(column for column in self.kind.columns if column.is_link)
        is_text = isinstance(column.field(self.kind.model), CharField)
        return column.path if is_text else ""

    def days(self, part, today):
        """Which deadlines the part of the line is about: 至6月14日, 6月15日起."""
        first, last = self.spans(today)[part]
        if first and first > today:
            return f"期限在{first.month}月{first.day}日以后"
        return f"期限至{last.month}月{last.day}日" if last else ""

    def address(self, query):
        """Of the list, in the order and with the column that the line is about."""
        sort, shown = self.sorting_path, self.shows or self.sorting_path
        further = {IN_WORK: "1", "sort": sort, SHOW_PARAMETER: shown}
        further = {name: value for name, value in further.items() if value}
        return f"{self.kind.list_url}?{query}&{urlencode(further)}"

    def item(self, query, today, found):
        """The line's item of what ``summary`` gave, without its key."""
        count, due, since, name, reason = found
        return WorkItem(
            self.title,
            self.address(query),
            count,
            self.kind.unit,
            due=due,
            by=self.by(today) if self.by else None,
            since=since,
            waits_for=self.waits_for,
            icon=self.kind.icon,
            is_tidying=self.is_tidying,
            name=name or "" if count == 1 else "",
            reason=reason or "" if count == 1 else "",
        )


def as_day(model, name):
    is_moment = isinstance(model._meta.get_field(name), DateTimeField)
    return TruncDate(name) if is_moment else name


def waiting_in(lines, user, today):
    """The work items of the lines that are for this user and not empty, in their order
    and in one query."""
    asked = {
        f"{number}-{part}": (line, part, query)
        for number, line in enumerate(lines)
        if line.is_for(user)
        for part, query in enumerate(line.queries(user, today))
    }
    if not asked:
        return []
    first, *others = (
        line.summary(key, query, user) for key, (line, _, query) in asked.items()
    )
    rows = first.union(*others, all=True)
    found = {key: values for key, *values in rows if values[0]}
    items = []
    parts = Counter(asked[key][0] for key in found)
    for key, (line, part, query) in asked.items():
        if key not in found:
            continue
        item = line.item(query, today, found[key])
        if parts[line] > 1:
            item = replace(item, days=line.days(part, today))
        items.append(item)
    return items


def to_enter(kind, user, title, values, *, due=None):
    """The item that asks for a record that is not there yet, if the user may add it."""
    if kind.can(user, "add"):
        url = f"{kind.url('create')}?{urlencode(values)}"
        yield WorkItem(title, url, due=due, icon=kind.icon)
