"""What this room knows of all the others: their figures and what waits in them."""

from activities.figures import FIGURES as ACTIVITIES
from activities.work import waiting as activities_waiting
from congress.figures import FIGURES as CONGRESS
from congress.work import waiting as congress_waiting
from members.figures import FIGURES as MEMBERS
from union.figures import compute

from .figures import FIGURES as REPORTS

FIGURES = [*MEMBERS, *CONGRESS, *ACTIVITIES, *REPORTS]

BY_KEY = {figure.key: figure for figure in FIGURES}

#: What waits for a person, room by room: waiting(user, today) → work items.
WAITING = (congress_waiting, activities_waiting)


def values(period, user):
    """{key: FigureValue} of all figures of ``period`` that are open to ``user``."""
    return compute(FIGURES, period, user)


def waiting(user, today):
    """The work items of all rooms that this user can act on."""
    return [item for room in WAITING for item in room(user, today)]
