from collections import defaultdict

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from members.models import Member
from union.fields import EncryptedTextField, MoneyField
from union.models import Headcounted, Record
from welfare.choices import ClaimEvent, ClaimStatus, ServiceStatus
from welfare.histories import Histories
from welfare.querysets import ClaimQuerySet
from welfare.rules.mutual_aid import (
    check_claim,
    check_fits,
    days_between,
    deadline_of,
    warnings_of,
    why_locked,
)

from .enrolment import MutualAidEnrolment
from .plan import MutualAidPlan


class MutualAidClaim(Headcounted, Record):
    """A claim on a plan and what became of it (互助赔付). ``status`` changes only by
    the actions; a named member's ``member_status`` follows from the membership on the
    day of filing. ``diagnosis`` is never listed, exported or logged."""

    plan = models.ForeignKey(
        MutualAidPlan, models.PROTECT, verbose_name="保障计划", related_name="claims"
    )
    member = models.ForeignKey(
        Member,
        models.PROTECT,
        verbose_name="会员",
        null=True,
        blank=True,
        related_name="claims",
    )
    label = models.CharField(
        "对象说明",
        max_length=60,
        blank=True,
        help_text="只登记人次、不登记姓名时填写，如“退休职工”",
    )
    member_status = models.CharField(
        "人员状态",
        max_length=10,
        choices=ServiceStatus,
        blank=True,
        help_text="指定会员的可留空，按申报日的会籍确定",
    )
    person_times = models.PositiveIntegerField("人次", default=1)
    event_type = models.CharField("事件类别", max_length=10, choices=ClaimEvent)
    event_date = models.DateField("事件日期")
    filed_on = models.DateField("申报日期")
    diagnosis = EncryptedTextField(
        "诊断", blank=True, help_text="加密保存，页面上不显示，查看须说明原因"
    )
    amount_claimed = MoneyField("申请金额（元）", null=True, blank=True)
    batch_no = models.CharField("批次号或批复文号", max_length=40, blank=True)
    amount_paid = MoneyField(
        "赔付金额（元）",
        null=True,
        blank=True,
        help_text="只在补录已赔付的申请时填写；新申请在赔付时登记",
    )
    paid_on = models.DateField(
        "赔付日期", null=True, blank=True, help_text="只在补录已赔付的申请时填写"
    )
    days_taken = models.PositiveIntegerField("办结天数", null=True, editable=False)
    due_on = models.DateField("申报截止日", null=True, editable=False)
    is_backfilled = models.BooleanField("补录", default=False, editable=False)
    status = models.CharField(
        "办理状态",
        max_length=12,
        choices=ClaimStatus,
        default=ClaimStatus.DRAFT,
        editable=False,
    )
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="提交人",
        null=True,
        editable=False,
        related_name="+",
    )
    decision_note = models.CharField(
        "补正或不予赔付的原因", max_length=200, blank=True, editable=False
    )
    note = models.CharField("备注", max_length=200, blank=True)

    objects = ClaimQuerySet.as_manager()
    if_unknown = {"member": "只有会员可以申请，还没有入会的，先登记为会员"}
    search_fields = ("member", "label", "batch_no")
    twin_fields = ("member", "plan", "event_type")
    twin_date, twin_days = "event_date", 31
    derived_fields = ("due_on", "days_taken", "member_status")
    #: What the applicant states: fixed once it has been submitted.
    stated_fields = (
        "plan_id",
        "member_id",
        "label",
        "headcount",
        "person_times",
        "event_type",
        "event_date",
        "filed_on",
        "diagnosis",
        "amount_claimed",
    )

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "互助赔付"
        permissions = [
            ("reveal_mutualaidclaim", "查看互助赔付的诊断"),
            ("check_mutualaidclaim", "初审互助赔付"),
            ("approve_mutualaidclaim", "审定互助赔付"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(paid_on__isnull=True) | Q(paid_on__gte=F("filed_on")),
                name="claim_is_paid_after_it_is_filed",
                violation_error_message="赔付日期不能早于申报日期",
            ),
            models.CheckConstraint(
                condition=Q(amount_paid__isnull=True, paid_on__isnull=True)
                | Q(amount_paid__isnull=False, paid_on__isnull=False),
                name="claim_payment_has_amount_and_date",
                violation_error_message="赔付金额和赔付日期应一并填写",
            ),
            models.CheckConstraint(
                condition=Q(member__isnull=False, label="")
                | (Q(member__isnull=True) & ~Q(label="")),
                name="claim_is_of_a_member_or_a_group",
                violation_error_message="请填写会员，或集体登记的对象说明",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "due_on"], name="claims_by_status"),
            models.Index(fields=["paid_on"], name="claims_by_payment"),
            # With what the list sums up: page and totals are read from it alone.
            models.Index(
                fields=[
                    "filed_on",
                    "id",
                    "amount_claimed",
                    "amount_paid",
                    "voided_at",
                ],
                condition=models.Q(voided_at=None),
                name="claims_listed_and_summed",
            ),
        ]

    def __str__(self):
        return f"{self.filed_on} {self.who}{self.get_event_type_display()}申请"

    @property
    def who(self):
        return str(self.member) if self.member_id else self.label

    @property
    def locked(self):
        names = [name.removesuffix("_id") for name in self.stated_fields]
        why = why_locked(self.status)
        return (names, why) if why else ((), "")

    @property
    def warnings(self):
        return list(warnings_of(self, self.plan))

    def prepare(self):
        self.due_on = deadline_of(self.plan, self.event_date)
        self.days_taken = days_between(self.filed_on, self.paid_on)
        if self._state.adding and self.paid_on and self.status == ClaimStatus.DRAFT:
            self.status, self.is_backfilled = ClaimStatus.PAID, True

    @classmethod
    def gather_facts(cls, records):
        members = {r.member_id for r in records if r.member_id}
        saved = {record.pk for record in records if record.pk}
        known = cls.objects.filter(pk__in=saved) if saved else cls.objects.none()
        rows = known.values("pk", "status", *cls.stated_fields)
        plans = {record.plan_id for record in records}
        covers = MutualAidEnrolment.objects.valid().filter(plan_id__in=plans)
        covers = covers.may_cover(members) if members else covers.none()
        return ClaimFacts(Histories(members), list(rows), covers)

    def check_rules(self, facts):
        needed = (self.plan_id, self.event_type, self.event_date, self.filed_on)
        if not all(needed) or self.person_times is None or self.headcount is None:
            return  # the field's own error says it
        stored = facts.stored.get(self.pk)
        check_claim(
            self,
            plan=self.plan,
            status=facts.status(self),
            stored=stored,
            today=timezone.localdate(),
        )
        check_fits(
            self,
            plan=self.plan,
            member=self.member,
            is_covered=facts.is_covered(self),
            stored=stored,
        )


class ClaimFacts:
    """What is stored of the claims, what their members were when, and which plans they
    were in."""

    def __init__(self, histories, rows, covers):
        self.histories = histories
        self.covers = defaultdict(list)  # {(plan, member or None): [(from, to), …]}
        named = ("plan", "member", "period_from", "period_to")
        for plan, member, *period in covers.values_list(*named):
            self.covers[plan, member].append(period)
        self.stored = {}
        for row in rows:
            self.stored[row.pop("pk")] = (row.pop("status"), row)

    def is_covered(self, claim):
        """Named or, it may be, in a group."""
        day, plan = claim.event_date, claim.plan_id
        covers = self.covers[plan, claim.member_id] + self.covers[plan, None]
        return any(start <= day <= end for start, end in covers)

    def status(self, claim):
        if not claim.member_id:
            return None
        return self.histories.status_on(claim.member_id, claim.filed_on)

    def add(self, claim):
        """Claims do not depend on each other."""
