from collections import Counter

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from activities.choices import EntrantKind, HostLevel
from activities.querysets import ActivityResultQuerySet
from activities.rules import (
    FIRST_AWARDS,
    check_prize_amount,
    check_result,
    check_winners,
)
from members.models import Department, Member
from union.fields import MoneyField
from union.models import Record

from .activity import Activity
from .prize_rule import PrizeFacts


class ActivityResult(Record):
    """A place or an award in an activity (成绩、获奖), of a team or of one person."""

    activity = models.ForeignKey(
        Activity, models.PROTECT, verbose_name="活动", related_name="results"
    )
    event = models.CharField("项目", max_length=60, blank=True)
    group = models.CharField("组别", max_length=30, blank=True)
    entrant_kind = models.CharField("类别", max_length=10, choices=EntrantKind)
    team = models.CharField("参赛队", max_length=60, blank=True)
    department = models.ForeignKey(
        Department, models.PROTECT, verbose_name="科室", null=True, blank=True
    )
    member = models.ForeignKey(
        Member,
        models.PROTECT,
        verbose_name="会员",
        null=True,
        blank=True,
        related_name="activity_results",
    )
    person = models.CharField(
        "姓名（不在册的）",
        max_length=50,
        blank=True,
        help_text="如家属、子女、退休人员",
    )
    place = models.PositiveSmallIntegerField(
        "名次", null=True, blank=True, validators=[MinValueValidator(1)]
    )
    award = models.CharField(
        "奖项", max_length=30, blank=True, help_text="如“一等奖”“优秀组织奖”"
    )
    winners = models.PositiveIntegerField(
        "获奖人数",
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text="团体填得奖品的人数",
    )
    prize = models.CharField("奖品", max_length=60, blank=True)
    prize_amount = MoneyField("奖品金额", null=True, blank=True)
    note = models.CharField("备注", max_length=200, blank=True)

    is_first = models.BooleanField("第一名或一等奖", default=False, editable=False)

    objects = ActivityResultQuerySet.as_manager()
    goes_with = ("activity",)
    twin_fields = ("activity",)
    twin_alike = (
        *("event", "group", "team", "department", "member", "person"),
        *("place", "award"),
    )
    search_fields = ("activity__title", "event", "team", "award", "person", "member")
    derived_fields = ("entrant_kind", "is_first")
    computed_labels = {"entrant": "参赛者"}

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "活动成绩"
        constraints = [
            models.CheckConstraint(
                condition=Q(place__isnull=False) | ~Q(award=""),
                name="activity_result_has_place_or_award",
                violation_error_message="请填写名次或奖项，至少一项",
            ),
            models.CheckConstraint(
                condition=Q(place__isnull=True) | Q(place__gte=1),
                name="activity_result_place_from_one",
                violation_error_message="名次从 1 开始",
            ),
        ]

    def __str__(self):
        outcome = self.award or f"第{self.place}名"
        return " ".join(filter(None, (self.entrant, self.group, self.event, outcome)))

    @property
    def entrant(self):
        """外科队; the person's name; empty for the hospital's own team elsewhere."""
        if self.entrant_kind == EntrantKind.INDIVIDUAL:
            return self.member.name if self.member_id else self.person
        if self.team or not self.department_id:
            return self.team
        return f"{self.department}队"

    def prepare(self):
        if not self.entrant_kind and (self.member_id or self.person):
            self.entrant_kind = EntrantKind.INDIVIDUAL
        self.is_first = self.place == 1 or self.award in FIRST_AWARDS

    @property
    def prized(self):
        """How many persons got a prize by it; a team of unknown size is one."""
        return (self.winners or 1) if self.prize or self.prize_amount else 0

    @classmethod
    def gather_facts(cls, records):
        return ResultFacts(records)

    def check_rules(self, facts):
        if not self.activity_id:
            return  # the field's own error says it
        self.prepare()
        check_result(self, today=facts.today)
        if self.activity.host_level == HostLevel.OWN:
            facts.check_prizes(self)


class ResultFacts:
    """Who else won a prize in the same activities."""

    def __init__(self, records):
        activities = {record.activity_id for record in records}
        changed = {record.pk for record in records} - {None}
        others = ActivityResult.objects.valid().filter(activity__in=activities)
        self.today = timezone.localdate()
        self.winners = Counter(dict(others.exclude(pk__in=changed).winners()))
        self.prizes = PrizeFacts()

    def check_prizes(self, result):
        activity = result.activity
        check_prize_amount(result, self.prizes.limits_on(activity.date))
        if result.prized:
            check_winners(
                self.winners[activity.pk] + result.prized,
                activity.attendance or None,
                self.prizes.ratio_on(activity.date),
            )

    def add(self, result):
        self.winners[result.activity_id] += result.prized
