"""What members were on which day, for many members in one query."""

from collections import defaultdict

from members.choices import STATUS_AFTER
from members.models import MembershipEvent

from .rules.membership import status_on


class Histories:
    """The membership histories of ``members`` (their ids)."""

    def __init__(self, members):
        self.of = defaultdict(list)
        events = MembershipEvent.objects.valid().filter(member_id__in=set(members))
        rows = events.in_time().values_list("member_id", "date", "change_type")
        for member, date, change in rows if members else ():
            self.of[member].append((date, STATUS_AFTER[change]))

    def status_on(self, member, day):
        return status_on(self.of[member], day)
