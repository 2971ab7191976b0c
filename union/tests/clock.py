"""A fixed noon, and moments after it."""

import datetime as dt

import time_machine

NOON = dt.datetime(2026, 3, 2, 4, 0, tzinfo=dt.UTC)


def later(**delta):
    """later(minutes=31): the block runs that long after noon."""
    return time_machine.travel(NOON + dt.timedelta(**delta), tick=False)
