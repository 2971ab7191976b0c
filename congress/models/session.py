from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from congress.choices import SessionKind
from congress.querysets import CongressSessionQuerySet
from congress.rules import check_attendance, quorum_text
from union.chinese import SessionStyle, chinese_numeral, ordinal_session
from union.models import Dated, Qualifier, Record

from .taken import TakenKeys

#: Terms and sessions are counted from one; more are a slip of the keyboard.
COUNTED = [MinValueValidator(1), MaxValueValidator(999)]
KEY = ("kind", "term_no", "session_no")


class CongressSession(Dated, Record):
    """One session of the workers' congress or of a body beside it (职代会、联席会等).

    Its own settings say how proposals of this session are handled.
    """

    kind = models.CharField("会议类型", max_length=16, choices=SessionKind)
    term_no = models.PositiveSmallIntegerField(
        "届", validators=COUNTED, help_text="第几届，填数字"
    )
    session_no = models.PositiveSmallIntegerField(
        "次",
        validators=COUNTED,
        help_text="第几次，填数字；联席会按本届的第几次填",
    )
    name = models.CharField("会议名称", max_length=60, editable=False)
    short_name = models.CharField("会议简称", max_length=40, editable=False)
    place = models.CharField("地点", max_length=60, blank=True)
    topic = models.CharField("主要议题", max_length=200, blank=True)
    chair_post = models.CharField(
        "主持人职务", max_length=40, blank=True, help_text="如“工会主席”"
    )
    delegates_due = models.PositiveIntegerField("应到代表", null=True, blank=True)
    delegates_present = models.PositiveIntegerField("实到代表", null=True, blank=True)
    observers_count = models.PositiveIntegerField("列席人数", null=True, blank=True)
    observer_kinds = models.CharField(
        "列席人员", max_length=100, blank=True, help_text="如“科主任、护士长”"
    )
    attendance_total = models.PositiveIntegerField("到会总人数", null=True, blank=True)
    attendance_qualifier = models.CharField(
        "到会约数", max_length=8, choices=Qualifier, blank=True, default=Qualifier.EXACT
    )
    reports_heard = models.PositiveSmallIntegerField(
        "审议报告数", null=True, blank=True
    )
    items_passed = models.PositiveSmallIntegerField(
        "审议通过事项数", null=True, blank=True
    )
    reply_days = models.PositiveSmallIntegerField(
        "答复期限（天）",
        default=60,
        validators=COUNTED,
        help_text="本次会议的提案自交办之日起多少天内答复，按自然日计",
    )
    seconders_required = models.PositiveSmallIntegerField(
        "附议人数要求", default=2, help_text="一件提案至少须有几名附议人"
    )
    guests = models.CharField(
        "到会嘉宾", max_length=200, blank=True, help_text="单位和职务"
    )
    note = models.TextField("备注", max_length=1000, blank=True)

    objects = CongressSessionQuerySet.as_manager()
    reference_fields = ("short_name", "name")
    offered_order = ("-date", "-pk")
    search_fields = ("name", "short_name", "topic", "place")
    derived_fields = ("name", "short_name")
    computed_labels = {"date_text": "时间", "quorum_text": "法定人数"}

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "职代会会议"
        constraints = [
            models.UniqueConstraint(
                fields=KEY,
                condition=Q(voided_at=None),
                name="session_number_is_unique",
                violation_error_message="该届次的这种会议已登记",
            ),
            models.CheckConstraint(
                condition=Q(delegates_due=None)
                | Q(delegates_present=None)
                | Q(delegates_present__lte=F("delegates_due")),
                name="session_has_no_more_delegates_than_due",
                violation_error_message="实到代表不能多于应到代表",
            ),
            Dated.date_constraint("session_ends_after_it_began"),
        ]
        indexes = [models.Index(fields=["kind", "date"], name="session_by_kind")]

    def __str__(self):
        return self.name

    @property
    def reference(self):
        return self.short_name

    @property
    def quorum_text(self):
        return quorum_text(self)

    def prepare(self):
        self.name = self._name(SessionStyle.LONG)
        self.short_name = self._name(SessionStyle.SHORT)

    def _name(self, style):
        """第十三届第一次职工代表大会 or 十三届一次职代会."""
        long = style is SessionStyle.LONG
        number = ordinal_session(self.term_no, self.session_no, style)
        body = "职工代表大会" if long else "职代会"
        match self.kind:
            case SessionKind.PREPARATORY:
                return f"{number}{body}预备会"
            case SessionKind.MEMBER_CONGRESS:
                return f"{number}{'会员代表大会' if long else '会代会'}"
            case SessionKind.JOINT:
                prefix = "第" if long else ""
                term = f"{prefix}{chinese_numeral(self.term_no)}届"
                return f"{term}{body}第{chinese_numeral(self.session_no)}次联席会"
        return f"{number}{body}"

    @classmethod
    def gather_facts(cls, records):
        terms = {record.term_no for record in records}
        return TakenKeys(cls.objects.valid().filter(term_no__in=terms), KEY)

    def check_rules(self, facts):
        self.check_dates()
        check_attendance(self)
        facts.check(self, "该届次的这种会议已登记")
