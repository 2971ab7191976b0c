import datetime as dt
from collections import Counter
from random import Random

from union.accounts.actions import create_user
from union.accounts.command_line import COMMAND_LINE
from union.models import User

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


class DemoContext:
    """What the rooms of the demo hand to each other.

    ``members`` are the active ones; ``years`` ends with the year of ``today``.
    """

    def __init__(self, today, *, scale=1):
        self.rng = Random(SEED)  # noqa: S311  repeatable on purpose
        self.today = today
        self.scale = scale
        self.years = [today.year - 2, today.year - 1, today.year]
        self.members: list = []
        self.id_numbers: set[str] = set()
        self.made: Counter = Counter()
        self.users = {
            role: create_user(role, name, role, PASSWORD, actor=COMMAND_LINE)
            for role, name in ACCOUNTS.items()
        }

    def save(self, model, objects):
        """Write new records as the staff account would have, each on its day."""
        staff = self.users["staff"]
        for item in objects:
            item.created_by = staff
            item.prepare()
        model.objects.bulk_create(objects, batch_size=1000)
        self.made[str(model._meta.verbose_name)] += len(objects)
        return objects

    def day(self, year, month=None):
        """Some day of the year, or of its month, that is not in the future."""
        first = dt.date(year, month or 1, 1)
        after = dt.date(year + 1, 1, 1)
        if month:
            after = (first + dt.timedelta(days=32)).replace(day=1)
        after = min(after, self.today + dt.timedelta(days=1))
        span = (after - first).days
        return first + dt.timedelta(days=self.rng.randrange(span)) if span > 0 else None

    def is_past(self, day):
        return day <= self.today


def is_empty():
    """Whether nobody has an account yet: then there are no real data either."""
    return not User.objects.exists()
