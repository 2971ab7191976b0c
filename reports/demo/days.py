"""Festivals by the lunar calendar, and the days on which no office works."""

import datetime as dt

NEW_YEARS_EVE = {
    2023: (1, 21), 2024: (2, 9), 2025: (1, 28), 2026: (2, 16),
    2027: (2, 5), 2028: (1, 25), 2029: (2, 12), 2030: (2, 2),
}  # fmt: skip
MID_AUTUMN = {
    2023: (9, 29), 2024: (9, 17), 2025: (10, 6), 2026: (9, 25),
    2027: (9, 15), 2028: (10, 3), 2029: (9, 22), 2030: (9, 12),
}  # fmt: skip
DOUBLE_NINTH = {
    2023: (10, 23), 2024: (10, 11), 2025: (10, 29), 2026: (10, 18),
    2027: (10, 8), 2028: (10, 26), 2029: (10, 16), 2030: (10, 5),
}  # fmt: skip
#: In years that the tables do not have: about then.
LUNAR = {
    "除夕": (NEW_YEARS_EVE, (2, 8)),
    "中秋": (MID_AUTUMN, (9, 22)),
    "重阳": (DOUBLE_NINTH, (10, 16)),
}
#: (month, first day, last day) of holidays by the solar calendar.
HOLIDAYS = ((1, 1, 1), (5, 1, 5), (10, 1, 7))
SPRING_FESTIVAL = dt.timedelta(days=7)


def festival(name, year):
    known, about = LUNAR[name]
    return dt.date(year, *known.get(year, about))


def is_off(day):
    """Whether it is a day of the weekend or a holiday."""
    if day.weekday() > 4:
        return True
    if dt.timedelta() <= day - festival("除夕", day.year) <= SPRING_FESTIVAL:
        return True
    return any(
        day.month == month and first <= day.day <= last
        for month, first, last in HOLIDAYS
    )
