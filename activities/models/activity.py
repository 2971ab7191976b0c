from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from activities.choices import (
    ActivityStatus,
    Category,
    Frequency,
    HostLevel,
)
from activities.querysets import ActivityQuerySet
from activities.rules import check_activity
from activities.sentences import sentence
from union.fields import MoneyField
from union.models import Dated, DatePrecision, Headcounted, Qualifier, Record

from .activity_facts import ActivityFacts


def count_field(label, **kwargs):
    return models.PositiveIntegerField(label, null=True, blank=True, **kwargs)


def qualifier_field(label):
    return models.CharField(
        label, max_length=8, choices=Qualifier, blank=True, default=Qualifier.EXACT
    )


class Activity(Headcounted, Dated, Record):
    """A cultural or sports event (文体活动), own or joined; planned, held or cancelled.

    An event may belong to a series (``parent``), with which it is counted. Empty
    numbers mean that nobody has reported them.
    """

    title = models.CharField("名称", max_length=80)
    category = models.CharField("类别", max_length=12, choices=Category)
    subtype = models.CharField(
        "形式", max_length=20, blank=True, help_text="如“拔河”“座谈会”“征文”"
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name="所属系列活动",
        related_name="parts",
        null=True,
        blank=True,
        help_text="填系列活动的名称；统计次数时与系列合计一次",
    )
    series_name = models.CharField(
        "系列或杯赛名", max_length=40, blank=True, help_text="如“健身活动月”“同仁杯”"
    )
    series_no = models.PositiveSmallIntegerField(
        "届次",
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text="第几届；首届填 1",
    )
    time_text = models.CharField(
        "时间说明", max_length=30, blank=True, help_text="如“18:00—20:00”"
    )
    festival = models.CharField("节日", max_length=20, blank=True)
    theme = models.CharField("主题", max_length=60, blank=True)
    location = models.CharField("地点", max_length=60, blank=True)
    campus = models.CharField("院区", max_length=30, blank=True)
    host_level = models.CharField(
        "主办级别", max_length=10, choices=HostLevel, default=HostLevel.OWN
    )
    host_org = models.CharField("主办单位", max_length=60, blank=True)
    co_organiser = models.CharField("协办单位", max_length=60, blank=True)
    scope = models.CharField(
        "参加范围",
        max_length=60,
        blank=True,
        help_text="如“全院职工”“14 岁以下职工子女”",
    )
    guests = models.CharField("嘉宾或主讲", max_length=100, blank=True)
    basis_document = models.CharField("依据文件", max_length=100, blank=True)

    headcount = count_field("参加人数")
    headcount_qualifier = qualifier_field("人数约数")
    person_times = count_field("人次（一人多次的）")
    person_times_qualifier = qualifier_field("人次约数")
    team_count = count_field("参赛队数")
    programme_count = count_field("节目数")
    performers = count_field("表演人数")
    works_count = count_field("作品数")
    works_qualifier = qualifier_field("作品约数")
    works_unit = models.CharField(
        "作品单位", max_length=4, blank=True, help_text="件、封、幅、篇……"
    )
    served_count = count_field("服务人次", help_text="义诊、志愿服务的受益人次")

    session_count = count_field(
        "场次（批次）数", help_text="逐场登记的不必填；观影按场、疗休养按批"
    )
    days = count_field("每批天数", validators=[MinValueValidator(1)])
    cost = MoneyField("支出", null=True, blank=True)

    recurrence = models.CharField(
        "经常性活动说明", max_length=60, blank=True, help_text="如“每晚6点到8点”"
    )
    period = models.CharField("周期", max_length=8, choices=Frequency, blank=True)
    times_per_period = count_field("每期次数")
    times_qualifier = qualifier_field("次数约数")

    content = models.TextField(
        "内容与规则", max_length=500, blank=True, help_text="项目、形式、组队办法等"
    )
    effect_text = models.TextField("效果与反响", max_length=500, blank=True)
    note = models.CharField("备注", max_length=200, blank=True)
    status = models.CharField(
        "状态",
        max_length=10,
        choices=ActivityStatus,
        blank=True,
        help_text="留空：日期已到的记为已举办，未到的记为计划",
    )

    # What follows from the above and from the sessions; lists and figures sum it up.
    label = models.CharField("活动标识", max_length=100, editable=False, db_index=True)
    ends_on = models.DateField("最后一天", editable=False)
    attendance = models.PositiveIntegerField("计入人次", default=0, editable=False)
    attendance_qualifier = models.CharField(
        "计入人次约数", max_length=8, blank=True, editable=False
    )
    session_total = models.PositiveIntegerField("计入场次", default=1, editable=False)
    cost_total = MoneyField("计入支出", default=0, editable=False)

    objects = ActivityQuerySet.as_manager()
    reference_fields = ("label", "title")
    hint_fields = ("category",)
    search_fields = ("title", "series_name", "location", "theme", "host_org")
    twin_fields = ("title",)
    twin_date, twin_days = "date", 31
    derived_fields = (
        "label",
        "ends_on",
        "date_precision",
        "status",
        "attendance",
        "attendance_qualifier",
        "session_total",
        "cost_total",
    )
    picked_by_name = True
    computed_labels = {
        "date_text": "时间",
        "headcount_shown": "参加人数",
        "person_times_shown": "人次",
        "works_shown": "征集作品",
        "frequency": "频次",
    }

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "文体活动"
        constraints = [
            models.UniqueConstraint(
                fields=["title", "date"],
                condition=Q(voided_at=None),
                name="activity_title_once_a_day",
                violation_error_message="这一天已登记同名活动",
            ),
            Dated.date_constraint("activity_dates_in_order"),
            models.CheckConstraint(
                condition=~Q(parent=models.F("id")),
                name="activity_is_no_part_of_itself",
                violation_error_message="活动不能属于它自己",
            ),
        ]
        indexes = [
            models.Index(
                fields=["status", "category", "date"], name="activities_by_category"
            ),
            models.Index(fields=["status", "date"], name="activities_in_time"),
        ]

    def __str__(self):
        return self.title

    @property
    def reference(self):
        return self.label

    @property
    def pick_hint(self):
        return self.get_category_display()

    @property
    def key(self):
        """What tells it from others, also before it is saved."""
        return self.pk or id(self)

    @property
    def parent_key(self):
        parent = None if self.parent_id else self.parent
        return self.parent_id or (id(parent) if parent else None)

    def prepare(self):
        if self.date_precision == DatePrecision.DAY and self.date_to not in (
            None,
            self.date,
        ):
            self.date_precision = DatePrecision.RANGE
        self.ends_on = self.last_day
        self.label = f"{self.title}（{self.date.isoformat()}）"
        if not self.status:
            over = self.date <= timezone.localdate()
            self.status = ActivityStatus.HELD if over else ActivityStatus.PLANNED
        self.sum_up()

    def sum_up(self, sessions=0, persons=None, cost=None):
        """Set the totals; what its sessions say counts where the activity itself says
        nothing, except for their number."""
        self.attendance, self.attendance_qualifier = 0, ""
        if self.person_times is not None:
            self.attendance = self.person_times
            self.attendance_qualifier = self.person_times_qualifier
        elif self.headcount is not None:
            self.attendance = self.headcount
            self.attendance_qualifier = self.headcount_qualifier
        elif persons is not None:
            self.attendance = persons
        self.session_total = sessions or self.session_count or 1
        self.cost_total = (cost or 0) if self.cost is None else self.cost

    @classmethod
    def gather_facts(cls, records):
        return ActivityFacts(cls, records)

    def check_rules(self, facts):
        if not (self.title and self.category and self.date):
            return  # the field's own error says it
        self.check_dates()
        check_activity(self, today=timezone.localdate())
        facts.check(self)

    @property
    def headcount_shown(self):
        return shown(self.headcount, self.headcount_qualifier, "人")

    @property
    def person_times_shown(self):
        return shown(self.person_times, self.person_times_qualifier, "人次")

    @property
    def works_shown(self):
        return shown(self.works_count, self.works_qualifier, self.works_unit or "件")

    @property
    def frequency(self):
        """每周不少于2次."""
        times = shown(self.times_per_period, self.times_qualifier, "次")
        return f"{self.get_period_display()}{times}" if times else ""

    def summary_sentence(self):
        """The event as the annual summary tells it."""
        results = self.results.valid().select_related("member", "department")
        return sentence(self, results.order_by("place", "pk"))


def shown(number, qualifier, unit):
    """300余人; nothing where no number was reported."""
    return "" if number is None else Qualifier(qualifier).put(number, unit)
