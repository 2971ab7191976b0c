from collections import defaultdict

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from members.models import Member
from union.fields import MoneyField
from union.models import Headcounted, Record
from welfare.choices import EnrolmentKind, Payer
from welfare.histories import Histories
from welfare.querysets import EnrolmentQuerySet
from welfare.rules.mutual_aid import check_enrolment

from .plan import MutualAidPlan

#: What the rules look at of earlier ones.
KNOWN = ("pk", "plan_id", "member_id", "period_from", "period_to")


class MutualAidEnrolment(Headcounted, Record):
    """That a member, or a number of members, is covered by a plan (参保). Term and
    premium are the plan's where nothing else is entered; ``premium`` is the sum."""

    plan = models.ForeignKey(
        MutualAidPlan,
        models.PROTECT,
        verbose_name="保障计划",
        related_name="enrolments",
    )
    member = models.ForeignKey(
        Member,
        models.PROTECT,
        verbose_name="会员",
        null=True,
        blank=True,
        related_name="enrolments",
    )
    label = models.CharField(
        "对象说明",
        max_length=60,
        blank=True,
        help_text="只登记人数、不登记姓名时填写，如“全院在职职工”",
    )
    kind = models.CharField("参保类别", max_length=8, choices=EnrolmentKind)
    period_from = models.DateField("保障期起", blank=True, help_text="留空则同计划")
    period_to = models.DateField("保障期止", blank=True, help_text="留空则同计划")
    shares = models.PositiveSmallIntegerField(
        "份数", default=1, validators=[MinValueValidator(1)]
    )
    premium = MoneyField(
        "保费合计（元）",
        null=True,
        blank=True,
        help_text="留空则按每份保费 × 份数 × 人数计算",
    )
    payer = models.CharField("缴费方", max_length=8, choices=Payer, blank=True)
    note = models.CharField("备注", max_length=200, blank=True)

    objects = EnrolmentQuerySet.as_manager()
    if_unknown = {"member": "只有会员可以参保，还没有入会的，先登记为会员"}
    search_fields = ("member", "label")
    #: Of many in words; a member's covers of a plan may not overlap at all.
    twin_fields = ("plan", "label", "kind", "period_from")
    derived_fields = ("period_from", "period_to", "premium")

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "互助参保"
        constraints = [
            models.CheckConstraint(
                condition=Q(period_to__gte=F("period_from")),
                name="enrolment_ends_after_it_begins",
                violation_error_message="保障期截止日期不能早于起始日期",
            ),
            models.CheckConstraint(
                condition=Q(member__isnull=False, label="")
                | (Q(member__isnull=True) & ~Q(label="")),
                name="enrolment_is_of_a_member_or_a_group",
                violation_error_message="请填写会员，或集体参保的对象说明",
            ),
        ]
        indexes = [
            # With what the list sums up: page and totals are read from it alone.
            models.Index(
                fields=["period_from", "id", "headcount", "premium", "voided_at"],
                condition=models.Q(voided_at=None),
                name="enrolments_listed_and_summed",
            ),
        ]

    def __str__(self):
        return f"{self.who} {self.plan}"

    @property
    def who(self):
        return str(self.member) if self.member_id else self.label

    def prepare(self):
        plan = self.plan
        self.period_from = self.period_from or plan.period_from
        self.period_to = self.period_to or plan.period_to
        if self.premium is None and plan.premium is not None:
            self.premium = plan.premium * self.shares * self.headcount

    @classmethod
    def gather_facts(cls, records):
        members = {r.member_id for r in records if r.member_id}
        facts = EnrolmentFacts(Histories(members))
        # Of any plan: by its index SQLite would go through all who are in it.
        known = cls.objects.valid().filter(member_id__in=members)
        for row in known.values_list(*KNOWN, named=True) if members else ():
            facts.add(row)
        return facts

    def check_rules(self, facts):
        if not (self.plan_id and self.kind and self.shares and self.headcount):
            return  # the field's own error says it
        self.prepare()
        check_enrolment(
            self,
            plan=self.plan,
            member=self.member,
            others=facts.others(self),
            status=facts.status(self),
        )


class EnrolmentFacts:
    """The covers of the members concerned, and what those were when."""

    def __init__(self, histories):
        self.histories = histories
        self.known = defaultdict(dict)  # {(plan, member): {pk: (from, to)}}

    def status(self, record):
        if not record.member_id:
            return None
        return self.histories.status_on(record.member_id, record.period_from)

    def others(self, record):
        covers = self.known[record.plan_id, record.member_id]
        return [cover for pk, cover in covers.items() if pk != record.pk]

    def add(self, record):
        covers = self.known[record.plan_id, record.member_id]
        key = record.pk or -len(covers) - 1
        covers[key] = (record.period_from, record.period_to)
