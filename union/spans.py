"""Stretches of days that offices ask about: this year, last month; 2026, 2026-3."""

import calendar
import datetime as dt
import re

from .values import to_half_width

_MONTH = re.compile(r"(\d{4})\s*(?:年|[-/.年]\s*(\d{1,2})\s*月?)?")
_YEARS = range(1900, 2101)


def edge(text, *, last):
    """The first or the last day of what 2026, 2026年, 2026-3 or 2026年3月 means; None
    where the text is no year and no month."""
    found = _MONTH.fullmatch(to_half_width(text).strip())
    if not found:
        return None
    year, month = int(found[1]), int(found[2] or 0)
    if year not in _YEARS or month > 12 or (found[2] and not month):
        return None
    start, end = months(year, month or 1, 1 if month else 12)
    return end if last else start


def months(year, first, count=1):
    """The first and the last day of ``count`` months from the ``first`` of a year."""
    last = first + count - 1
    day = calendar.monthrange(year, last)[1]
    return dt.date(year, first, 1), dt.date(year, last, day)


def offered(today):
    """[(label, first day, last day)] of what lists are filtered by most."""
    before = today.replace(day=1) - dt.timedelta(days=1)
    return [
        ("今年", *months(today.year, 1, 12)),
        ("去年", *months(today.year - 1, 1, 12)),
        ("本月", *months(today.year, today.month)),
        ("上月", *months(before.year, before.month)),
        ("本季度", *months(today.year, (today.month - 1) // 3 * 3 + 1, 3)),
    ]
