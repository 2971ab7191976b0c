import datetime as dt
from collections import Counter
from contextlib import contextmanager
from random import Random
from unittest import mock

from django.utils import timezone

from union.accounts.actions import create_user
from union.accounts.command_line import COMMAND_LINE
from union.models import User

from .days import is_off

SEED = 20260601
#: Shown by ``make run``; they exist in demo data only.
PASSWORD = "Gonghui-Demo-2026"  # noqa: S105
ACCOUNTS = {
    "staff": "演示甲",
    "chair": "演示乙",
    "auditor": "演示丙",
    "leader": "演示丁",
    "admin": "演示戊",
}
ONE_DAY = dt.timedelta(days=1)
#: The first that a record has says when it was written down …
ENTERED = ("filed_on", "submitted_on", "disclosed_on", "joined_on", "date", "since")
#: … and the last one that has come, when it was last touched.
TOUCHED = ("decided_on", "assigned_on", "replied_on", "closed_on", "paid_on")


class DemoContext:
    """What the rooms of the demo hand to each other.

    ``members`` are the active ones; ``years`` ends with the year of ``today``.
    """

    def __init__(self, today, *, scale=1):
        self.rng = Random(SEED)  # noqa: S311  repeatable on purpose
        self.today = today
        self.scale = scale
        self.years = [today.year - 2, today.year - 1, today.year]
        self.beginning = dt.date(self.years[0] - 1, 12, 20)
        self.members: list = []
        self.id_numbers: set[str] = set()
        #: (what, member) of what happens to a person only once.
        self.once: set = set()
        self.made: Counter = Counter()
        with done_at(self.moment(self.beginning)):
            self.users = {
                role: create_user(role, name, role, PASSWORD, actor=COMMAND_LINE)
                for role, name in ACCOUNTS.items()
            }

    def save(self, model, objects, *, on=None):
        """Write new records as the staff account would have, each on its day; those
        without a day of their own on ``on``, else at the beginning."""
        staff = self.users["staff"]
        for item in objects:
            item.created_by = staff
            item.created_at, item.updated_at = self._times(item, on)
            item.prepare()
        with _times_as_given(model):
            model.objects.bulk_create(objects, batch_size=1000)
        self.made[str(model._meta.verbose_name)] += len(objects)
        return objects

    def _times(self, item, on):
        """When the record was made and last changed: in the working hours of its
        days."""
        days = (getattr(item, name, None) for name in ENTERED)
        first = next((day for day in days if day), on)
        first = first or self.beginning
        later = (getattr(item, name, None) for name in TOUCHED)
        last = max((day for day in later if day), default=first)
        return self.moment(first), self.moment(max(first, last))

    def moment(self, day):
        """Some time of that working day, or of the last that is over."""
        day = min(self.workday(day), _next(self.today - ONE_DAY, -ONE_DAY))
        time = dt.time(9 + day.day % 8, day.toordinal() * 7 % 60)
        return timezone.make_aware(dt.datetime.combine(day, time))

    def day(self, year, month=None):
        """Some day of the year, or of its month, that is not in the future."""
        first = dt.date(year, month or 1, 1)
        after = dt.date(year + 1, 1, 1)
        if month:
            after = (first + dt.timedelta(days=32)).replace(day=1)
        after = min(after, self.today + ONE_DAY)
        span = (after - first).days
        return first + dt.timedelta(days=self.rng.randrange(span)) if span > 0 else None

    def workday(self, day):
        """The day itself, or the next on which the office works; the one before, where
        that is in another year or has not come yet as ``day`` has."""
        later = _next(day, ONE_DAY)
        has_come = self.is_past(later) or not self.is_past(day)
        return later if has_come and later.year == day.year else _next(day, -ONE_DAY)

    def is_past(self, day):
        return day <= self.today


def _next(day, step):
    while is_off(day):
        day += step
    return day


@contextmanager
def _times_as_given(model):
    """What is saved inside keeps the times that it was given: the rows of two years
    were not all made today."""
    created, updated = (model._meta.get_field(n) for n in ("created_at", "updated_at"))
    with (
        mock.patch.object(created, "auto_now_add", new=False),
        mock.patch.object(updated, "auto_now", new=False),
    ):
        yield


def done_at(moment):
    """What is done inside is dated so, in the log too, where nobody can do it later."""
    return mock.patch.object(timezone, "now", return_value=moment)


def is_empty():
    """Whether nobody has an account yet: then there are no real data either."""
    return not User.objects.exists()
