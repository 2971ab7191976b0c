from django.db import models

from reports.choices import ReportStatus
from reports.rules import SIGNED, check_draft
from union.models import Record
from union.querysets import SharedQuerySet

from .plan import PlanItem
from .report import AnnualReport


class Problem(Record):
    """A shortcoming that the summary names (存在的问题和不足), and what answers it."""

    report = models.ForeignKey(
        AnnualReport, models.PROTECT, verbose_name="总结", related_name="problems"
    )
    order = models.PositiveSmallIntegerField("次序", default=1)
    text = models.TextField(
        "问题", max_length=500, help_text="如“工会干部多为兼职，学习和调研还不够”"
    )
    cause = models.TextField("原因", max_length=500, blank=True)
    measure = models.TextField("改进措施", max_length=500, blank=True)
    plan_item = models.ForeignKey(
        PlanItem,
        models.PROTECT,
        verbose_name="对应计划事项",
        null=True,
        blank=True,
        related_name="problems",
    )

    objects = SharedQuerySet.as_manager()
    goes_with = ("report",)
    twin_fields = ("report", "text")
    search_fields = ("text",)

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "问题与不足"

    def __str__(self):
        return self.text[:30]

    @classmethod
    def fixed_among(cls, pks):
        """What a signed summary names stays as it was signed."""
        signed = cls.objects.filter(pk__in=pks, report__status=ReportStatus.SIGNED)
        return dict.fromkeys(signed.values_list("pk", flat=True), SIGNED)

    def check_rules(self, facts):
        if self.report_id:
            check_draft(self.report.status)
