from django.db import models
from django.db.models import F, Q

from members.choices import Sex
from union.fields import MoneyField
from union.models import Record
from union.querysets import SharedQuerySet
from welfare.choices import PlanKind
from welfare.rules.mutual_aid import check_plan


class MutualAidPlan(Record):
    """A mutual-aid product of one term (互助保障计划). ``premium`` is for one share and
    one person, ``max_payout`` for one claim, both in yuan; ages are whole years on the
    first day of cover, both ends included."""

    name = models.CharField(
        "计划名称",
        max_length=60,
        help_text="写明年度，如“综合互助保障（2026年度）”",
    )
    kind = models.CharField("种类", max_length=10, choices=PlanKind)
    provider = models.CharField("承办单位", max_length=60, blank=True)
    period_from = models.DateField("保障期起")
    period_to = models.DateField("保障期止")
    premium = MoneyField("每份保费（元）", null=True, blank=True)
    max_payout = MoneyField("单次最高赔付（元）", null=True, blank=True)
    age_min = models.PositiveSmallIntegerField("最低年龄", null=True, blank=True)
    age_max = models.PositiveSmallIntegerField("最高年龄", null=True, blank=True)
    sex = models.CharField(
        "限性别", max_length=6, choices=Sex, blank=True, help_text="不限则留空"
    )
    claim_deadline_days = models.PositiveSmallIntegerField(
        "申报期限（天）",
        null=True,
        blank=True,
        help_text="事件发生后多少天内应上报；到期前会提醒",
    )
    eligibility = models.TextField("参保条件", max_length=500, blank=True)

    objects = SharedQuerySet.as_manager()
    offered_order = ("-period_from", "name")
    reference_fields = ("name",)
    search_fields = ("name", "provider")

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "互助保障计划"
        constraints = [
            models.UniqueConstraint(
                fields=["name"],
                condition=Q(voided_at=None),
                name="mutual_aid_plan_name_is_unique",
                violation_error_message="已有同名计划，请在名称中写明年度",
            ),
            models.CheckConstraint(
                condition=Q(period_to__gte=F("period_from")),
                name="mutual_aid_plan_ends_after_it_begins",
                violation_error_message="保障期截止日期不能早于起始日期",
            ),
        ]

    def __str__(self):
        return self.name

    def check_rules(self, facts):
        if self.period_from and self.period_to:
            check_plan(self)
