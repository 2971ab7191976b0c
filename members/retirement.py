"""When a member reaches the statutory age of retirement.

《全国人民代表大会常务委员会关于实施渐进式延迟法定退休年龄的决定》（2024-09-13）
附《国务院关于渐进式延迟法定退休年龄的办法》第一条: from 2025-01-01 the age goes up by
one month per so many months of birth; until then 国发〔1978〕104号 held (60, 55, 50).
"""

import datetime as dt
from dataclasses import dataclass

from .choices import Job, Sex


@dataclass(frozen=True)
class Scheme:
    """``age`` in years as before 2025; each ``step`` months of birth add one month of
    delay, up to ``most`` months."""

    sex: str
    age: int
    step: int
    most: int

    def delay(self, year, month):
        """Months of delay of who was born in that month."""
        reached = months(year + self.age, month)
        begun = reached - FROM
        return min(begun // self.step + 1, self.most) if begun >= 0 else 0

    def retires_in(self, year, month):
        """(year, month) in which who was born in that month reaches the age."""
        return of_months(months(year + self.age, month) + self.delay(year, month))


def months(year, month):
    return year * 12 + month - 1


def of_months(number):
    return number // 12, number % 12 + 1


#: The month from which the ages go up.
FROM = months(2025, 1)

MEN = Scheme(Sex.MALE, age=60, step=4, most=36)
WOMEN_55 = Scheme(Sex.FEMALE, age=55, step=4, most=36)
WOMEN_50 = Scheme(Sex.FEMALE, age=50, step=2, most=60)

#: Women in technical and managerial posts retire at 55, workers at 50; a post of no
#: known category leaves that open.
OFFICERS = (Job.DOCTOR, Job.NURSE, Job.TECHNICIAN, Job.PHARMACIST, Job.MANAGEMENT)
WORKERS = (Job.LOGISTICS,)
UNKNOWN = (Job.OTHER,)
ALL_JOBS = tuple(Job)

#: (scheme, jobs) where the age follows from sex and post.
SETTLED = ((MEN, ALL_JOBS), (WOMEN_55, OFFICERS), (WOMEN_50, WORKERS))
#: … and where the personnel office must say which of both holds.
OPEN = ((WOMEN_55, UNKNOWN), (WOMEN_50, UNKNOWN))


def last_birth_month(scheme, year, month):
    """The latest month of birth, as its first day, of those who have reached the age by
    the end of that month: who was born later reaches it later."""
    latest = months(year - scheme.age, month)
    return next(
        dt.date(*born, 1)
        for delay in range(scheme.most + 1)
        if scheme.retires_in(*(born := of_months(latest - delay))) <= (year, month)
    )


def birth_months(scheme, year, month):
    """The months of birth, as first days, of those who reach the age in that month:
    none or one, for each month of birth has a month of retirement of its own."""
    latest = months(year - scheme.age, month)
    candidates = (of_months(latest - delay) for delay in range(scheme.most + 1))
    return [
        dt.date(*born, 1)
        for born in candidates
        if scheme.retires_in(*born) == (year, month)
    ]
