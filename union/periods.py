"""The period of a figure, and the filter parameters by which a list keeps to it."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Period:
    """From ``start`` to ``end``, both included; ``end`` is the as-of day."""

    start: dt.date
    end: dt.date

    @classmethod
    def of_year(cls, year, as_of=None):
        end = dt.date(year, 12, 31)
        return cls(dt.date(year, 1, 1), min(as_of, end) if as_of else end)

    @property
    def year(self):
        return self.end.year

    def before(self):
        """The same part of the year before, to compare with."""
        last = self.end.year - 1
        day = 28 if (self.end.month, self.end.day) == (2, 29) else self.end.day
        return Period(self.start.replace(year=last), dt.date(last, self.end.month, day))

    def __str__(self):
        return f"{self.start}—{self.end}"


def during(name) -> Callable[[Period], Mapping[str, dt.date]]:
    """The parameters of a list's date range filter called ``name``."""
    return lambda period: {f"{name}_after": period.start, f"{name}_before": period.end}


def as_of_end(name) -> Callable[[Period], Mapping[str, dt.date]]:
    """A stock figure: the parameter ``name`` is the last day of the period."""
    return lambda period: {name: period.end}


def in_year(name) -> Callable[[Period], Mapping[str, int]]:
    """The parameter ``name`` is the year itself."""
    return lambda period: {name: period.year}
