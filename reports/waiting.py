"""待办: what waits for a person in all rooms, grouped by how urgent it is."""

import datetime as dt
from dataclasses import dataclass

from activities.work import waiting as activities
from congress.work import waiting as congress
from members.work import waiting as members
from union.accounts.work import waiting as accounts
from union.imports.work import waiting as imports
from union.work import Group, WorkItem
from welfare.work import waiting as welfare

from .work import waiting as reports

#: waiting(user, today) → work items, room by room.
ROOMS = (imports, welfare, congress, activities, reports, members, accounts)

#: How many lines of a group the first page shows.
FEW = 4

COLOURS = {
    Group.OVERDUE: "danger",
    Group.THIS_WEEK: "warning",
    Group.LATER: "secondary",
    Group.OTHERS: "secondary",
}


@dataclass(frozen=True)
class Section:
    """A group of the page with its items, the most urgent first."""

    group: Group
    items: list[WorkItem]

    @property
    def count(self):
        return sum(item.weight for item in self.items)

    @property
    def few(self):
        """What the first page shows of it."""
        return self.items[:FEW]

    @property
    def more(self):
        return max(len(self.items) - FEW, 0)

    @property
    def colour(self):
        return COLOURS[self.group]


def waiting(user, today):
    return [item for room in ROOMS for item in room(user, today)]


def grouped(items, today):
    """[Section, …] of the groups that are not empty, in their order."""
    found: dict[Group, list[WorkItem]] = {group: [] for group in Group}
    for item in sorted(items, key=urgency):
        found[item.group(today)].append(item)
    return [Section(group, items) for group, items in found.items() if items]


def urgency(item):
    """What has a deadline comes first, then what waits longest, tidying up last."""
    return item.is_tidying, item.day, item.since or dt.date.max


@dataclass(frozen=True)
class Count:
    """How many tasks the header tells of; what lies with others is none of them."""

    total: int = 0
    overdue: int = 0


def counted(items, today):
    sections = {section.group: section.count for section in grouped(items, today)}
    sections.pop(Group.OTHERS, None)
    return Count(sum(sections.values()), sections.get(Group.OVERDUE, 0))
