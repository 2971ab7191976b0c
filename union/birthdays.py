"""Days of the year without their year."""

import calendar
import datetime as dt

from django.db.models import Q

#: So many days hold every birthday.
YEAR = dt.timedelta(days=366)


def spans_of(first: dt.date, last: dt.date):
    """[(month, first day, last day), …] that the days from ``first`` to ``last`` cover,
    at most a year. In a year without 29 February, who was born on it has their birthday
    on the 28th."""
    spans = []
    day = first
    while day <= last:
        month_end = day.replace(day=calendar.monthrange(day.year, day.month)[1])
        end = min(month_end, last)
        spans.append((day.month, day.day, 29 if ends_short(end) else end.day))
        day = month_end + dt.timedelta(days=1)
    return spans


def ends_short(day):
    return (day.month, day.day) == (2, 28) and not calendar.isleap(day.year)


def within(name, first: dt.date, last: dt.date):
    """Whose date ``name`` has its anniversary from ``first`` to ``last``."""
    if last - first >= YEAR:
        return Q(**{f"{name}__isnull": False})
    found = Q(pk__in=[])
    for month, start, end in spans_of(first, last):
        found |= Q(
            **{f"{name}__month": month, f"{name}__day__range": (start, end)},
        )
    return found
