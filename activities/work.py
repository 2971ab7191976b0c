"""What waits for the people who keep the activities."""

import datetime as dt

from django.db.models import Count, Min
from django.http import QueryDict
from django.utils.http import urlencode

from union.work import WorkItem

from .choices import ActivityStatus, Category
from .records import ACTIVITY, CHANGE


def waiting(user, today):
    """The activities that this user should see to; one query for each line."""
    if not user.has_perm(CHANGE):
        return
    yesterday, sunday = today - dt.timedelta(days=1), this_sunday(today)
    planned = {"status": ActivityStatus.PLANNED}
    yield from _item(
        user,
        "活动已过期，请补登结果或取消",
        planned | {"ends_by": yesterday},
    )
    yield from _item(
        user,
        "本周活动",
        planned | {"ends_from": today, "begins_by": sunday},
    )
    yield from _item(
        user,
        "竞赛已举办，还没有登记成绩",
        {
            "status": ActivityStatus.HELD,
            "category": Category.CONTEST,
            "has_results": "false",
            "year": today.year,
        },
        has_due=False,
    )


def _item(user, title, params, *, has_due=True):
    """The line about the list with these filters, if that has rows."""
    query = urlencode(params)
    rows = ACTIVITY.filterset(
        QueryDict(query), queryset=ACTIVITY.model.objects.listed_for(user)
    ).qs
    found = rows.aggregate(count=Count("pk"), first=Min("ends_on"))
    if found["count"]:
        due = found["first"] if has_due else None
        yield WorkItem(title, f"{ACTIVITY.list_url}?{query}", found["count"], due)


def this_sunday(today):
    return today + dt.timedelta(days=6 - today.weekday())
