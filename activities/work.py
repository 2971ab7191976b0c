"""What waits for the people who keep the activities."""

import datetime as dt

from union.work import Line, waiting_in

from .choices import ActivityStatus, Category, HostLevel
from .records import ACTIVITY, CHANGE

#: How far ahead a planned activity is worth a line.
SOON = dt.timedelta(days=14)


def planned(user, today):
    return {"status": ActivityStatus.PLANNED}


def without_results(user, today):
    return {
        "status": ActivityStatus.HELD,
        "category": Category.CONTEST,
        "has_results": "false",
        "year": today.year,
    }


def without_attendance(user, today):
    return {
        "status": ActivityStatus.HELD,
        "host_level": HostLevel.OWN,
        "lacks_attendance": "true",
        "year": today.year,
    }


def line(title, where, **options):
    return Line(title=title, kind=ACTIVITY, permission=CHANGE, where=where, **options)


LINES = (
    line(
        "计划的活动：举办后请标记已举办，不办的请取消",
        planned,
        deadline="ends_on",
        within=SOON,
    ),
    line("竞赛已举办，未登记成绩", without_results, since="date", is_tidying=True),
    line("活动已举办，未登记人数", without_attendance, since="date", is_tidying=True),
)


def waiting(user, today):
    """The activities that this user should see to, in one query."""
    return waiting_in(LINES, user, today)
