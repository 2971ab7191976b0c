"""The number of tasks in the header of every page.

Counting asks each room, some ten queries in all, so the number is kept in the session
for a minute; who has just done something wants to see it fall, so their own POST
forgets it.
"""

import time
from functools import partial

from django.utils import timezone

from .waiting import Count, counted, waiting

KEPT = "work_count"
#: Seconds for which a count is good enough.
FRESH = 60

READING = ("GET", "HEAD", "OPTIONS")


def work_count(request):
    """Context processor; only a page that prints ``header_work`` pays for it."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    return {"header_work": partial(fresh_count, request)}


def fresh_count(request):
    kept, now = request.session.get(KEPT), int(time.time())
    if kept and now - kept["at"] < FRESH:
        return Count(kept["total"], kept["overdue"])
    today = timezone.localdate()
    return keep(request, counted(waiting(request.user, today), today))


def keep(request, count):
    """Remember what was counted; a page that counts anyway need not do so twice."""
    now = int(time.time())
    request.session[KEPT] = {"at": now, "total": count.total, "overdue": count.overdue}
    return count


class ForgetWorkCount:
    """What somebody sends may change what waits for them."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.method not in READING:
            request.session.pop(KEPT, None)
        return response
