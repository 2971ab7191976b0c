import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from reports.choices import DateWriting, NumberStyle, Preset, ReportStatus
from reports.rules import check_report, void_right
from union.models import Record
from union.periods import Period
from union.querysets import SharedQuerySet

DEFAULT_OPENING = (
    "{{year}}，{{self_word}}工会在{{superior}}和{{party}}的领导下，围绕医院中心工作，"
    "依法履行维护职工合法权益、竭诚服务职工群众的基本职责。{{thought}}。"
    "现将{{year}}工作情况总结如下。"
)
DEFAULT_GUIDING = (
    "围绕医院中心工作，依法履行维护职工合法权益、竭诚服务职工群众的基本职责，"
    "听取职工意见，做好各项工作。"
)
DEFAULT_CLOSING = (
    "今后，我们将继续听取职工意见，改进工作，更好地服务职工、服务医院发展。"
)


class AnnualReport(Record):
    """A year's summary with next year's plan: living text until it is signed, then
    frozen with its numbers. The texts may hold figure tokens (reports.tokens)."""

    year = models.PositiveSmallIntegerField("总结年度")
    plan_year = models.PositiveSmallIntegerField("计划年度")
    as_of = models.DateField(
        "数据截止日", null=True, blank=True, help_text="留空则统计到年底"
    )
    preset = models.CharField(
        "体例", max_length=10, choices=Preset, default=Preset.THEME
    )
    title = models.TextField(
        "标题",
        max_length=120,
        blank=True,
        help_text="按意义分行；留空则用“简称＋年度工作总结和工作计划”",
    )
    thought = models.TextField(
        "本年指导思想",
        max_length=500,
        blank=True,
        help_text="写进总结的开头，如“坚持以……为指导，贯彻……精神”",
    )
    opening = models.TextField(
        "开头", max_length=2000, blank=True, default=DEFAULT_OPENING
    )
    guiding_thought = models.TextField(
        "下年指导思想", max_length=2000, blank=True, default=DEFAULT_GUIDING
    )
    closing = models.TextField(
        "结尾", max_length=2000, blank=True, default=DEFAULT_CLOSING
    )
    number_style = models.CharField(
        "数字写法", max_length=10, choices=NumberStyle, default=NumberStyle.ARABIC
    )
    money_in_wan = models.BooleanField("一万元以上写作万元", default=False)
    anonymise = models.BooleanField(
        "隐去个人姓名",
        default=True,
        help_text="获奖等事项中的姓名写作“某职工”",
    )
    issuer = models.CharField(
        "落款单位", max_length=60, blank=True, help_text="留空则用工会全称"
    )
    signed_on = models.DateField("落款日期", null=True, blank=True)
    date_writing = models.CharField(
        "落款日期写法", max_length=10, choices=DateWriting, default=DateWriting.ARABIC
    )
    wrapped = models.BooleanField(
        "以“报告”形式报送", default=False, help_text="总结和计划作为附件"
    )
    doc_number = models.CharField(
        "发文字号", max_length=30, blank=True, help_text="如“滨医工〔2026〕5号”"
    )
    recipient = models.CharField("主送机关", max_length=60, blank=True)
    signer = models.CharField("签发人", max_length=30, blank=True)
    status = models.CharField(
        "状态",
        max_length=10,
        choices=ReportStatus,
        default=ReportStatus.DRAFT,
        editable=False,
    )
    #: Whether the draft is with the chair; until then it is with who writes it.
    is_submitted = models.BooleanField("已送审", default=False, editable=False)
    return_reason = models.CharField(
        "退回修改意见", max_length=200, blank=True, editable=False
    )
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="签发账号",
        null=True,
        editable=False,
        related_name="+",
    )
    signed_at = models.DateTimeField("签发时间", null=True, editable=False)
    #: What was signed: reports.frozen writes and reads it.
    frozen = models.JSONField("签发内容", null=True, editable=False)
    #: {figure key: number} of the later changes that the chair has taken note of.
    seen_changes = models.JSONField("已阅的变化", default=dict, editable=False)

    objects = SharedQuerySet.as_manager()
    reference_fields = ("year",)

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "年度总结"
        permissions = [("sign_annualreport", "签发年度总结")]
        constraints = [
            models.UniqueConstraint(
                fields=["year"],
                condition=Q(voided_at=None),
                name="one_annual_report_a_year",
                violation_error_message="这一年的总结已经建立",
            )
        ]

    def __str__(self):
        return f"{self.year}年工作总结"

    @property
    def is_signed(self):
        return self.status == ReportStatus.SIGNED

    @property
    def void_right(self):
        return void_right(self.status)

    @property
    def period(self):
        """Up to today at most: a year that is not over has no numbers of its end."""
        days = [self.as_of] if self.as_of else []
        today = timezone.localdate()
        if today.year == self.year and not self.is_signed:
            days.append(today)
        return Period.of_year(self.year, min(days, default=None))

    @property
    def last_day(self) -> dt.date:
        """The day up to which its figures count."""
        return self.period.end

    def check_rules(self, facts):
        if self.year is None or self.plan_year is None:
            return  # the fields' own errors say it
        check_report(self)


class ReportSection(Record):
    """A section of a report: a heading and paragraphs with figure tokens.

    ``generated`` is the text as the program last wrote it; where ``text`` differs, a
    person has edited it.
    """

    OWN = "own"

    report = models.ForeignKey(
        AnnualReport, models.PROTECT, verbose_name="总结", related_name="sections"
    )
    key = models.CharField("来源", max_length=10)  # S1 … S13, or OWN
    order = models.PositiveSmallIntegerField("次序")
    heading = models.CharField("标题", max_length=60)
    text = models.TextField("正文", max_length=20000, blank=True)
    generated = models.TextField("生成的正文", blank=True, editable=False)

    objects = SharedQuerySet.as_manager()
    goes_with = ("report",)

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "总结章节"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "key"],
                condition=Q(voided_at=None) & ~Q(key="own"),
                name="generated_section_once_a_report",
            )
        ]

    def __str__(self):
        return self.heading

    @property
    def is_edited(self):
        return self.text != self.generated

    @property
    def is_own(self):
        return self.key == self.OWN
