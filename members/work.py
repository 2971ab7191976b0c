"""What waits in this room: gaps in the members' data."""

from union.work import Line, always, to_enter, waiting_in

from .choices import MemberStatus, MissingData
from .models import StaffCount
from .records import MEMBER, STAFF_COUNT


def lacking(missing):
    return Line(
        title=f"会员资料缺{missing.label}",
        kind=MEMBER,
        permission="members.change_member",
        where=always(status=MemberStatus.ACTIVE, missing=missing.value),
        is_tidying=True,
    )


LINES = tuple(lacking(missing) for missing in MissingData)


def waiting(user, today):
    return [*waiting_in(LINES, user, today), *missing_staff_count(user, today)]


def missing_staff_count(user, today):
    """Without it the share of staff in the union (入会率) cannot be told."""
    may = STAFF_COUNT.can(user, "add")
    if may and not StaffCount.objects.valid().filter(year=today.year).exists():
        title = f"尚未登记{today.year}年职工总数"
        yield from to_enter(STAFF_COUNT, user, title, {"year": today.year})
