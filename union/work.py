"""待办: what waits for a person. Each room has a ``work.py`` with a function
``waiting(user, today)`` that yields items; the room of reports puts them together."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class WorkItem:
    """One line of the list: how many things wait, since when, and where they are."""

    title: str
    url: str
    count: int = 1
    due: dt.date | None = None  # the nearest deadline

    def is_overdue(self, today):
        return self.due is not None and self.due < today
