"""What waits in this room: claims at each of their stages, and plans about to end."""

from dataclasses import dataclass

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.http import urlencode

from union.work import WorkItem

from .choices import ClaimStatus
from .models import MutualAidClaim, MutualAidPlan
from .rules.mutual_aid import NEAR_DEADLINE, NEAR_EXPIRY, NOT_YET_REPORTED

CLAIMS = "welfare:mutualaidclaim_list"
PLANS = "welfare:mutualaidplan_list"


@dataclass(frozen=True)
class Stage:
    title: str
    status: str
    permission: str
    #: Whether the person who submitted a claim may not take this step.
    four_eyes: bool = False

    def condition(self, user):
        waits = Q(status=self.status)
        return waits & ~Q(submitted_by=user) if self.four_eyes else waits

    def url(self, user):
        own = {"submitted_by_not": user.pk} if self.four_eyes else {}
        return f"{reverse(CLAIMS)}?{urlencode({'status': self.status, **own})}"


CHANGE = "welfare.change_mutualaidclaim"
STAGES = (
    Stage(
        "待初审的互助申请",
        ClaimStatus.SUBMITTED,
        "welfare.check_mutualaidclaim",
        four_eyes=True,
    ),
    Stage("待补正的互助申请", ClaimStatus.SUPPLEMENT, CHANGE),
    Stage("待上报的互助申请", ClaimStatus.UNIT_CHECKED, CHANGE),
    Stage(
        "待审定的互助申请",
        ClaimStatus.REPORTED_UP,
        "welfare.approve_mutualaidclaim",
        four_eyes=True,
    ),
    Stage("待登记赔付的互助申请", ClaimStatus.APPROVED, CHANGE),
)


def waiting(user, today):
    """Work items for ``user``, in one query for the claims and one for the plans."""
    yield from claims_waiting(user, today)
    if user.has_perm("welfare.change_mutualaidplan"):
        yield from plans_ending(today)


def claims_waiting(user, today):
    stages = [stage for stage in STAGES if user.has_perm(stage.permission)]
    if not stages:
        return
    soon = today + NEAR_DEADLINE
    urgent = Q(status__in=NOT_YET_REPORTED, due_on__lte=soon)
    counts = MutualAidClaim.objects.listed_for(user).aggregate(
        urgent=Count("pk", filter=urgent),
        due=Min("due_on", filter=urgent),
        **{stage.status: Count("pk", filter=stage.condition(user)) for stage in stages},
    )
    for stage in stages:
        if counts[stage.status]:
            yield WorkItem(stage.title, stage.url(user), counts[stage.status])
    if counts["urgent"] and user.has_perm(CHANGE):
        query = urlencode(
            {"status": NOT_YET_REPORTED, "due_on_before": soon}, doseq=True
        )
        yield WorkItem(
            "临近或超过申报期限的互助申请",
            f"{reverse(CLAIMS)}?{query}",
            counts["urgent"],
            counts["due"],
        )


def plans_ending(today):
    soon = today + NEAR_EXPIRY
    ending = MutualAidPlan.objects.ending(today, soon)
    found = ending.aggregate(count=Count("pk"), due=Min("period_to"))
    if found["count"]:
        query = urlencode({"period_to_after": today, "period_to_before": soon})
        yield WorkItem(
            "即将到期、需要续保的互助计划",
            f"{reverse(PLANS)}?{query}",
            found["count"],
            found["due"],
        )
