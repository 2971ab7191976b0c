"""What this room knows of all the others: their figures and what waits in them."""

from activities.figures import FIGURES as ACTIVITIES
from activities.work import waiting as activities_waiting
from congress.figures import FIGURES as CONGRESS
from congress.work import waiting as congress_waiting
from members.figures import FIGURES as MEMBERS
from union.figures import compute
from welfare.figures import FIGURES as WELFARE
from welfare.work import waiting as welfare_waiting

from .figures import FIGURES as REPORTS

FIGURES = [*MEMBERS, *WELFARE, *CONGRESS, *ACTIVITIES, *REPORTS]

BY_KEY = {figure.key: figure for figure in FIGURES}

#: What waits for a person, room by room: waiting(user, today) → work items.
WAITING = (welfare_waiting, congress_waiting, activities_waiting)


def values(period, user):
    """{key: FigureValue} of all figures of ``period`` that are open to ``user``."""
    return compute(FIGURES, period, user)


def waiting(user, today):
    """The work items of all rooms that this user can act on."""
    return [item for room in WAITING for item in room(user, today)]
