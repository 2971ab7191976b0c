from django.db import models
from django.db.models import F, Q

from congress.choices import Audience, DisclosureCategory, Register
from congress.rules import check_disclosure
from members.models import Department
from union.models import Record
from union.querysets import SharedQuerySet


class DisclosureItem(Record):
    """One matter that was made public (院务公开), when, where and to whom."""

    register = models.CharField(
        "登记簿", max_length=8, choices=Register, default=Register.AFFAIRS
    )
    category = models.CharField(
        "公开类别", max_length=12, choices=DisclosureCategory, blank=True
    )
    title = models.CharField("公开事项", max_length=100)
    summary = models.TextField("内容摘要", max_length=2000, blank=True)
    period = models.CharField(
        "所属期间", max_length=30, blank=True, help_text="如“2025年上半年”"
    )
    disclosed_on = models.DateField("公开日期")
    until = models.DateField(
        "公开截止日期", null=True, blank=True, help_text="仍在公开的留空"
    )
    channels = models.CharField("公开形式", max_length=100)
    department = models.ForeignKey(
        Department, models.PROTECT, verbose_name="责任部门", null=True, blank=True
    )
    audience = models.CharField(
        "公开对象", max_length=8, choices=Audience, default=Audience.STAFF
    )
    supervised_by = models.CharField("监督人", max_length=60, blank=True)
    privacy_checked = models.BooleanField(
        "已完成保密和隐私审查",
        default=False,
        help_text="确认不含国家秘密、商业秘密和个人隐私",
    )
    note = models.CharField("备注", max_length=200, blank=True)

    objects = SharedQuerySet.as_manager()
    search_fields = ("title", "summary", "period")
    twin_fields = ("register", "title")
    twin_date, twin_days = "disclosed_on", 31

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "院务公开事项"
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("disclosed_on")),
                name="disclosure_ends_after_it_began",
                violation_error_message="公开截止日期不能早于公开日期",
            ),
        ]
        indexes = [
            models.Index(
                fields=["register", "disclosed_on"], name="disclosure_by_register"
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def channel_names(self):
        return self.channels.split("、") if self.channels else []

    def check_rules(self, facts):
        check_disclosure(self)
