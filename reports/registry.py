"""What this room knows of all the others: their figures and what waits in them."""

from activities.figures import FIGURES as ACTIVITIES
from activities.work import waiting as activities_waiting
from congress.figures import FIGURES as CONGRESS
from congress.work import waiting as congress_waiting
from members.figures import FIGURES as MEMBERS
from union.figures import Ratio, compute
from welfare.figures import FIGURES as WELFARE
from welfare.work import waiting as welfare_waiting

from .figures import FIGURES as REPORTS
from .work import waiting as reports_waiting

FIGURES = [*MEMBERS, *WELFARE, *CONGRESS, *ACTIVITIES, *REPORTS]

BY_KEY = {figure.key: figure for figure in FIGURES}

#: What the first page and the head of the dashboard show of the year.
KEY_FIGURES = (
    "members_total",
    "members_joined",
    "dues_collection_rate",
    "consol_total_visits",
    "consol_total_amount",
    "mutual_claim_amount",
    "activities_total",
    "activities_person_times",
    "proposals_total",
    "disclosure_total",
)

#: What waits for a person, room by room: waiting(user, today) → work items.
WAITING = (welfare_waiting, congress_waiting, activities_waiting, reports_waiting)


def named(keys):
    """The figures of these keys, and those that their ratios are made of."""
    wanted = dict.fromkeys(key for key in keys if key in BY_KEY)
    for key in list(wanted):
        if isinstance(BY_KEY[key], Ratio):
            wanted |= dict.fromkeys((BY_KEY[key].part, BY_KEY[key].whole))
    return [BY_KEY[key] for key in wanted]


def values(period, user):
    """{key: FigureValue} of all figures of ``period`` that are open to ``user``."""
    return compute(FIGURES, period, user)


def waiting(user, today):
    """The work items of all rooms that this user can act on."""
    return [item for room in WAITING for item in room(user, today)]
