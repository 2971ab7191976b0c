"""What this room knows of all the others: their figures."""

from activities.figures import FIGURES as ACTIVITIES
from congress.figures import FIGURES as CONGRESS
from members.figures import FIGURES as MEMBERS
from union.figures import Ratio, compute
from welfare.figures import FIGURES as WELFARE

from .figures import FIGURES as REPORTS
from .planned import PLANNED

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


def named(keys):
    """The figures of these keys, and those that their ratios are made of."""
    wanted = dict.fromkeys(key for key in keys if key not in PLANNED)
    for key in list(wanted):
        if isinstance(BY_KEY[key], Ratio):
            wanted |= dict.fromkeys((BY_KEY[key].part, BY_KEY[key].whole))
    return [BY_KEY[key] for key in wanted]


def values(period, user):
    """{key: FigureValue} of all figures of ``period`` that are open to ``user``."""
    return compute(FIGURES, period, user)
