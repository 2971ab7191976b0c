from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from activities.rules import check_session
from union.fields import MoneyField
from union.models import Record
from union.querysets import SharedQuerySet

from .activity import Activity


class ActivitySession(Record):
    """One screening or one batch of an activity (场次、批次)."""

    activity = models.ForeignKey(
        Activity, models.PROTECT, verbose_name="活动", related_name="sessions"
    )
    batch_no = models.PositiveSmallIntegerField(
        "场次（批次）", validators=[MinValueValidator(1)]
    )
    date = models.DateField("日期")
    date_to = models.DateField("结束日期", null=True, blank=True)
    departments = models.CharField(
        "科室或院区", max_length=100, blank=True, help_text="本场（批）面向的科室、院区"
    )
    content = models.CharField(
        "内容", max_length=60, blank=True, help_text="如片名、线路"
    )
    headcount = models.PositiveIntegerField("人数", null=True, blank=True)
    cost = MoneyField("支出", null=True, blank=True)
    note = models.CharField("备注", max_length=200, blank=True)

    objects = SharedQuerySet.as_manager()
    goes_with = ("activity",)
    search_fields = ("activity__title", "departments", "content")

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "活动场次"
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "batch_no"],
                condition=Q(voided_at=None),
                name="activity_session_number_is_unique",
                violation_error_message="该活动已登记这一场（批）",
            ),
            models.CheckConstraint(
                condition=Q(date_to__isnull=True) | Q(date_to__gte=models.F("date")),
                name="activity_session_dates_in_order",
                violation_error_message="结束日期不能早于开始日期",
            ),
        ]

    def __str__(self):
        return f"{self.activity} 第{self.batch_no}场（批）"

    def check_rules(self, facts):
        if self.activity_id and self.date:
            check_session(self)
