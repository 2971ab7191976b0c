"""What the union groups do by themselves, each time something else."""

import datetime as dt

from activities.models import Activity
from members.choices import DepartmentKind
from members.models import UnionGroup

#: How many in a year.
A_YEAR = 24
EVERYBODY = set(DepartmentKind)
BEDSIDE = {DepartmentKind.CLINICAL}
#: (title, category, place, kinds of departments) of what groups do.
EVENTS = (
    ("乒乓球友谊赛", "sports", "职工之家", EVERYBODY),
    ("跳绳比赛", "sports", "门诊广场", EVERYBODY),
    ("插花沙龙", "culture", "职工之家", EVERYBODY),
    ("读书分享会", "culture", "图书馆", EVERYBODY),
    ("生日茶叙", "culture", "职工之家", EVERYBODY),
    ("健康讲座", "lecture", "学术报告厅", EVERYBODY),
    ("郊游", "outing", "北山森林公园", EVERYBODY),
    ("病历书写竞赛", "contest", "科室示教室", BEDSIDE),
)


def make(context, year):
    rng = context.rng
    groups = list(UnionGroup.objects.order_by("pk").prefetch_related("departments"))
    offers = {
        group.pk: rng.sample(fit := _fitting(group), len(fit)) for group in groups
    }
    events = []
    for number in range(A_YEAR * context.scale):
        group = groups[number % len(groups)]
        offered = offers[group.pk]
        title, category, location, _ = offered[number // len(groups) % len(offered)]
        date = dt.date(year, rng.randrange(2, 13), rng.randrange(1, 29))
        is_trip = category == "outing"
        date = _saturday(date) if is_trip else context.workday(date)
        if not context.is_past(date):
            continue
        present = sum(
            1
            for member in context.members
            if member.union_group_id == group.pk and member.joined_on < date
        )
        details = {
            "location": location,
            "host_org": group.name,
            "headcount": present * rng.randrange(50, 90) // 100,
            "cost": rng.randrange(3, 15) * 100,
        }
        name = f"{group.name.removesuffix('工会小组')}{title}"
        events.append(Activity(title=name, category=category, date=date, **details))
    context.save(Activity, events)


def _fitting(group):
    kinds = {department.kind for department in group.departments.all()}
    return [event for event in EVENTS if kinds <= event[-1]]


def _saturday(day):
    """That of its week."""
    return day + dt.timedelta(days=5 - day.weekday())
