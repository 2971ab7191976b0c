"""What every record of the union carries, and the parts that many of them share."""

import calendar
import uuid

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.urls import reverse

from union.errors import RuleViolation
from union.following import Follows


class Record(models.Model):
    """One thing the office keeps. It is voided, never deleted.

    ``version`` counts its changes, so that a form that shows an older state is refused.
    A rule that needs other records gets them as ``facts``, fetched for many records at
    once; typing, batch entry, import and commands all go this one way::

        facts = Consolation.gather_facts(records)
        for record in records:
            record.check_rules(facts)
            facts.add(record)      # the next row sees this one as if it were saved
    """

    created_at = models.DateTimeField("登记时间", auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="登记人",
        null=True,
        editable=False,
        related_name="+",
    )
    updated_at = models.DateTimeField("更新时间", auto_now=True)
    voided_at = models.DateTimeField("作废时间", null=True, editable=False)
    version = models.PositiveIntegerField("版本", default=1, editable=False)

    attachments = GenericRelation("union.Attachment")

    #: The fields by which people and sheets name a record of this kind, best first.
    reference_fields: tuple[str, ...] = ()
    #: What ``pick_hint`` is made of.
    hint_fields: tuple[str, ...] = ()
    #: What is read of a record that others name in a grid or a sheet: what its name is
    #: made of, and what their rules look at. () → all of it.
    named_with: tuple[str, ...] = ()
    #: The fields that ``prepare`` fills in.
    derived_fields: tuple[str, ...] = ()
    #: The fields whose changes are told in the record's own time line.
    told_changes: tuple[str, ...] = ()
    #: {field: Follows}: what another field tells where nobody says otherwise.
    follows: dict[str, Follows] = {}
    #: {field: the one from which ``prepare`` reads it where it is empty}
    read_from: dict[str, str] = {}
    #: {field: what to do} where a name typed there is nobody's on record.
    if_unknown: dict[str, str] = {}
    #: Whether a form names it in a text box with suggestions, not in a list of all.
    picked_by_name = False
    #: What one types there.
    pick_words = "名称"
    #: What the panel beside a form tells about it once it has been picked.
    about_fields: tuple[str, ...] = ()
    #: The fields in which the search box looks.
    search_fields: tuple[str, ...] = ()

    #: The wholes of which this record is a part: voided with them, it stays out of
    #: lists and figures. What merely names a record stops it from being voided.
    goes_with: tuple[str, ...] = ()
    #: In which order forms offer such records, where there are few.
    offered_order: tuple[str, ...] = ("pk",)
    #: What the pages call properties that are no fields: {"date_text": "时间"}.
    computed_labels: dict[str, str] = {}

    #: What makes a new record look like an earlier one (union.twins): these fields are
    #: equal, and the date, where one is named, is at most so many days apart.
    twin_fields: tuple[str, ...] = ()
    #: As they, but both may be empty: one of several ways to say who it was.
    twin_alike: tuple[str, ...] = ()
    twin_date = ""
    twin_days = 0
    #: What tells two such records apart after all, where both have it and it differs.
    twin_apart: tuple[str, ...] = ()

    #: Set where a command of the server brings in what was decided long ago on paper:
    #: rules about who may decide what do not bind it; all others do.
    is_migrated = False
    #: The row of the sheet or grid from which it was read, until it is saved.
    sheet_row: int | None = None

    class Meta:
        abstract = True
        #: Whoever may see records may not for that take them away as a file.
        default_permissions = ("add", "change", "delete", "view", "export")

    def get_absolute_url(self):
        opts = self._meta
        return reverse(f"{opts.app_label}:{opts.model_name}_detail", args=[self.pk])

    @property
    def is_void(self):
        return self.voided_at is not None

    @property
    def void_right(self):
        """The right to void this record, and to restore it."""
        return "delete"

    @property
    def reference(self):
        """How a sheet names this record, so that it is found again."""
        return " ".join(str(getattr(self, name)) for name in self.reference_fields[:2])

    @property
    def called(self):
        """The reference, or what it prints as where it has none."""
        return self.reference or str(self)

    @property
    def pick_hint(self):
        """What tells this record from others of the same name, beside its reference."""
        return ""

    @property
    def told_apart_by(self):
        """Those of ``twin_apart`` that do so for this record."""
        return self.twin_apart

    @classmethod
    def fixed_among(cls, pks):
        """{pk: why} of those records that nobody may change, void or restore any more,
        in one query at most."""
        return {}

    @property
    def locked(self):
        """(names of the fields that cannot be changed in this record's state, why)."""
        return (), ""

    def prepare(self):
        """Fill in what follows from other fields of this record, before it is saved."""

    @classmethod
    def gather_facts(cls, records):
        """What the rules of ``records`` must know, in as few queries as for one."""
        return NoFacts()

    def check_rules(self, facts):
        """Raise RuleViolation where this record, with ``facts``, breaks a rule."""

    def clean(self):
        super().clean()
        self.check_rules(self.gather_facts([self]))


class NoFacts:
    """For records whose rules look at themselves only."""

    def add(self, record):
        """Nothing to remember."""


class SubmissionKey(models.Model):
    """A form's own key: the same form sent twice makes one record."""

    key = models.UUIDField("提交标识", primary_key=True, default=uuid.uuid4)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="用户"
    )
    created_at = models.DateTimeField("时间", auto_now_add=True)
    content_type = models.ForeignKey(
        ContentType, models.PROTECT, null=True, related_name="+"
    )
    object_id = models.BigIntegerField(null=True)
    record = GenericForeignKey()

    class Meta:
        verbose_name = verbose_name_plural = "提交标识"

    def __str__(self):
        return str(self.key)


class Qualifier(models.TextChoices):
    """How near a reported number is; printed with it and carried into sums."""

    EXACT = "", "—"
    NEARLY = "nearly", "近"
    ODD = "odd", "余"
    MANY = "many", "多"
    AT_LEAST = "at_least", "不少于"
    ABOUT = "about", "约"

    def put(self, number, unit=""):
        """近300人、300余人、不少于300人."""
        if self in {self.ODD, self.MANY}:
            return f"{number}{self.label}{unit}"
        return f"{self.label if self.value else ''}{number}{unit}"


class Headcounted(models.Model):
    """A record of one or of many persons, with the number as it was reported."""

    headcount = models.PositiveIntegerField("人数", default=1)
    headcount_qualifier = models.CharField(
        "约数", max_length=8, choices=Qualifier, blank=True, default=Qualifier.EXACT
    )

    class Meta:
        abstract = True


class DatePrecision(models.TextChoices):
    DAY = "day", "日"
    MORNING = "morning", "上午"
    AFTERNOON = "afternoon", "下午"
    EVENING = "evening", "晚上"
    RANGE = "range", "起止日期"
    MONTH = "month", "月"
    LABEL = "label", "按说明（如“中秋前夕”）"


class Dated(models.Model):
    """A day, half a day, some days, a month or “中秋前夕”: a date to sort and count by,
    and how exactly it is known."""

    date = models.DateField("日期")
    date_to = models.DateField("结束日期", null=True, blank=True)
    date_precision = models.CharField(
        "日期精度", max_length=10, choices=DatePrecision, default=DatePrecision.DAY
    )
    date_label = models.CharField("日期说明", max_length=30, blank=True)

    class Meta:
        abstract = True

    @staticmethod
    def date_constraint(name):
        """To be put into ``Meta.constraints`` of each dated record."""
        return models.CheckConstraint(
            condition=Q(date_to__isnull=True) | Q(date_to__gte=models.F("date")),
            name=name,
            violation_error_message="结束日期不能早于开始日期",
        )

    def check_dates(self):
        """The same as the constraint, without asking the database."""
        if self.date_to and self.date and self.date_to < self.date:
            raise RuleViolation({"date_to": "结束日期不能早于开始日期"})
        if self.date_precision == DatePrecision.LABEL and not self.date_label:
            raise RuleViolation({"date_label": "按说明记日期时，请填写日期说明"})

    @property
    def date_text(self):
        """As a sentence says it within its year: 3月20日下午、10月、中秋前夕."""
        day = f"{self.date.month}月{self.date.day}日"
        match self.date_precision:
            case DatePrecision.LABEL:
                return self.date_label
            case DatePrecision.MONTH:
                return self._month_text()
            case DatePrecision.RANGE if self.date_to and self.date_to != self.date:
                return self._range_text(day)
            case DatePrecision.MORNING | DatePrecision.AFTERNOON:
                return day + self.get_date_precision_display()
            case DatePrecision.EVENING:
                return f"{day}晚"
        return day

    def _month_text(self):
        if self.date_to and self.date_to.month != self.date.month:
            return f"{self.date.month}月—{self.date_to.month}月"
        return f"{self.date.month}月"

    def _range_text(self, day):
        if self.date_to.month == self.date.month:
            return f"{self.date.month}月{self.date.day}—{self.date_to.day}日"
        return f"{day}—{self.date_to.month}月{self.date_to.day}日"

    @property
    def last_day(self):
        """The day it is over."""
        if self.date_to:
            return self.date_to
        if self.date_precision == DatePrecision.MONTH:
            days = calendar.monthrange(self.date.year, self.date.month)[1]
            return self.date.replace(day=days)
        return self.date
