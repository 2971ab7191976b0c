import datetime as dt

from django.db.models import Case, Count, Max, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from members.querysets import GroupScopedQuerySet
from union.querysets import SharedQuerySet

from .choices import (
    ACCEPTED,
    ANSWERED,
    CHANNELS,
    IN_HANDLING,
    NEAR_DAYS,
    SATISFIED,
    Counted,
    Light,
    ProposalKind,
    ProposalStatus,
    Satisfaction,
    Stage,
)

UNSATISFIED_ONCE = Q(satisfaction=Satisfaction.UNSATISFIED, second_handling=False)

#: The proposals at each stage.
STAGES = {
    Stage.SUBMIT: Q(status=ProposalStatus.DRAFT),
    # What was said in the discussion is on record; nobody need decide on it.
    Stage.DECIDE: Q(status=ProposalStatus.SUBMITTED) & ~Q(kind=ProposalKind.DISCUSSION),
    Stage.ASSIGN: Q(status__in=[ProposalStatus.FILED, ProposalStatus.CONVERTED]),
    Stage.REPLY: Q(status__in=IN_HANDLING),
    Stage.FEEDBACK: Q(status=ProposalStatus.REPLIED),
    Stage.SECOND: Q(status=ProposalStatus.FEEDBACK) & UNSATISFIED_ONCE,
    Stage.CLOSE: Q(status=ProposalStatus.FEEDBACK) & ~UNSATISFIED_ONCE,
}

RECEIVED = ~Q(status=ProposalStatus.DRAFT)
COLLECTED = RECEIVED & ~Q(kind=ProposalKind.DISCUSSION)

#: The proposals of each way of counting.
COUNTED = {
    Counted.COLLECTED: COLLECTED,
    Counted.DISCUSSION: RECEIVED & Q(kind=ProposalKind.DISCUSSION),
    Counted.ACCEPTED: COLLECTED & Q(decision__in=ACCEPTED),
    Counted.ANSWERED: COLLECTED & Q(satisfaction__in=ANSWERED),
    Counted.SATISFIED: COLLECTED & Q(satisfaction__in=SATISFIED),
}


def under_light(light, today: dt.date):
    """The proposals whose reply is overdue, or due within NEAR_DAYS."""
    if light == Light.OVERDUE:
        return Q(status__in=IN_HANDLING, due_on__lt=today)
    near = today + dt.timedelta(days=NEAR_DAYS)
    return Q(status__in=IN_HANDLING, due_on__range=(today, near))


class CongressSessionQuerySet(SharedQuerySet):
    def with_details(self):
        valid = Q(proposals__voided_at=None)
        return self.annotate(proposal_count=Count("proposals", filter=valid))


class ProposalQuerySet(GroupScopedQuerySet):
    """Staff see all; the officers of a group those of its own members."""

    group_path = "proposer__union_group"

    def with_details(self):
        today = timezone.localdate()
        lights = [When(under_light(x, today), then=Value(x.label)) for x in Light]
        return self.annotate(light=Case(*lights, default=Value("")))

    def at_stage(self, stage):
        return self.filter(STAGES[stage])

    def decided_by(self, day: dt.date):
        """Filed, converted or refused by that day; where the day of the decision is not
        on record, the session's own day stands for it."""
        decided = self.alias(decision_day=Coalesce("decided_on", "session__date"))
        return decided.filter(decision_day__lte=day).exclude(decision="")


def channels_used(rows):
    """The channels that the rows name, in the order of the catalogue."""
    named = set("、".join(rows.values_list("channels", flat=True)).split("、"))
    return [name for name in CHANNELS if name in named]


def distinct_channels():
    """How many of the channels any of the rows names."""
    used = [
        Max(Case(When(channels__contains=name, then=1), default=0)) for name in CHANNELS
    ]
    return sum(used[1:], start=used[0])
