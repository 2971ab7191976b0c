from django.db import models
from django.db.models import F, Q

from reports.choices import PlanSection, PlanStatus
from reports.querysets import PlanItemQuerySet
from reports.rules import check_months, check_year
from union.models import Record


class PlanItem(Record):
    """One item of a year's plan; its state at year's end feeds the next summary."""

    plan_year = models.PositiveSmallIntegerField("计划年度")
    section = models.CharField(
        "部分", max_length=10, choices=PlanSection, default=PlanSection.SCHEDULE
    )
    group = models.CharField(
        "分类", max_length=30, blank=True, help_text="如“服务与慰问”“文体活动”"
    )
    order = models.PositiveSmallIntegerField("次序", default=1)
    text = models.TextField("事项", max_length=500)
    month_from = models.PositiveSmallIntegerField(
        "月份", null=True, blank=True, help_text="1 到 12；全年的留空"
    )
    month_to = models.PositiveSmallIntegerField("至月份", null=True, blank=True)
    responsible = models.CharField("责任人或部门", max_length=60, blank=True)
    audience = models.CharField("参加范围", max_length=60, blank=True)
    status = models.CharField(
        "状态",
        max_length=10,
        choices=PlanStatus,
        default=PlanStatus.PLANNED,
        editable=False,
    )
    note = models.CharField("完成情况", max_length=200, blank=True)

    objects = PlanItemQuerySet.as_manager()
    twin_fields = ("plan_year", "section", "text")
    twin_alike = ("month_from",)
    search_fields = ("text", "group", "responsible")
    computed_labels = {"months": "时间"}

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "工作计划"
        constraints = [
            models.CheckConstraint(
                condition=Q(month_to__isnull=True) | Q(month_to__gte=F("month_from")),
                name="plan_item_months_in_order",
                violation_error_message="结束月份不能早于开始月份",
            )
        ]
        indexes = [
            models.Index(fields=["plan_year", "status"], name="plan_items_of_a_year")
        ]

    def __str__(self):
        return self.text[:30]

    @property
    def months(self):
        """3月, 7—8月, 全年."""
        if self.month_from is None:
            return "全年"
        if self.month_to is None or self.month_to == self.month_from:
            return f"{self.month_from}月"
        return f"{self.month_from}—{self.month_to}月"

    def check_rules(self, facts):
        if self.plan_year is not None:
            check_year(self.plan_year, "plan_year")
        check_months(self.month_from, self.month_to)
