"""An invented hospital and two full years of its union's work, plus the current year.

Everything follows from one seed and one day, so that the same command makes the same
hospital again. All names are put together by chance; ID numbers carry a region code
that does not exist.
"""

from . import activities, congress, disclosures, members, reports, welfare
from .context import DemoContext

ROOMS = (members, welfare, congress, disclosures, activities, reports)


def make(today, *, scale=1):
    """Fill the empty database; returns the context with what was made."""
    context = DemoContext(today, scale=scale)
    for room in ROOMS:
        room.make(context)
    return context
