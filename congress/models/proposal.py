from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from congress.choices import (
    Category,
    Decision,
    ProposalKind,
    ProposalStatus,
    ReplyCategory,
    Satisfaction,
)
from congress.querysets import ProposalQuerySet
from congress.rules import (
    check_entry,
    check_handling,
    check_paper,
    seconders_of,
    status_of,
)
from members.models import Department, Member
from union.models import Record

from .session import CongressSession
from .taken import TakenKeys

KEY = ("session_id", "number")


class Proposal(Record):
    """One paper (份) of a delegate: a proposal, an opinion, or what was said in the
    discussion. A new one enters in the state that its facts show; afterwards
    ``congress.actions`` alone bring it on."""

    session = models.ForeignKey(
        CongressSession,
        models.PROTECT,
        verbose_name="届次",
        related_name="proposals",
        db_index=False,  # the index below starts with it
    )
    number = models.PositiveIntegerField(
        "提案号",
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text="留空则接着本届次的最大号自动编号",
    )
    kind = models.CharField(
        "种类", max_length=12, choices=ProposalKind, default=ProposalKind.PROPOSAL
    )
    title = models.CharField("案由", max_length=100)
    category = models.CharField("类别", max_length=12, choices=Category)
    proposer = models.ForeignKey(
        Member,
        models.PROTECT,
        verbose_name="提案人",
        null=True,
        blank=True,
        related_name="proposals",
    )
    delegation = models.CharField(
        "代表团",
        max_length=40,
        blank=True,
        help_text="以代表团名义提出，或讨论意见没有具体提案人时填写",
    )
    seconders = models.CharField(
        "附议人", max_length=200, blank=True, help_text="姓名之间用顿号隔开"
    )
    seconder_count = models.PositiveSmallIntegerField(
        "附议人数", null=True, blank=True, help_text="留空则按附议人姓名计数"
    )
    grounds = models.TextField("理由", max_length=5000, blank=True)
    suggested_measures = models.TextField("建议措施", max_length=5000, blank=True)
    submitted_on = models.DateField(
        "提交日期", null=True, blank=True, help_text="留空则存为草稿，不计入统计"
    )
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="提交登记人",
        null=True,
        editable=False,
        related_name="+",
    )
    return_reason = models.CharField("退回补正原因", max_length=200, blank=True)

    decision = models.CharField("审查结果", max_length=12, choices=Decision, blank=True)
    decided_on = models.DateField("审查日期", null=True, blank=True)
    decision_reason = models.TextField("审查意见", max_length=500, blank=True)

    handling_department = models.ForeignKey(
        Department,
        models.PROTECT,
        verbose_name="承办部门",
        null=True,
        blank=True,
        related_name="proposals",
    )
    assigned_on = models.DateField("交办日期", null=True, blank=True)
    due_on = models.DateField("答复期限", null=True, blank=True)
    reply = models.TextField("答复内容", max_length=5000, blank=True)
    reply_category = models.CharField(
        "办理结果", max_length=12, choices=ReplyCategory, blank=True
    )
    replied_on = models.DateField("答复日期", null=True, blank=True)
    second_handling = models.BooleanField("二次办理", default=False)
    second_reason = models.CharField("二次办理原因", max_length=200, blank=True)
    second_reply = models.TextField("二次答复内容", max_length=5000, blank=True)
    second_replied_on = models.DateField("二次答复日期", null=True, blank=True)
    satisfaction = models.CharField(
        "提案人反馈", max_length=12, choices=Satisfaction, blank=True
    )
    feedback_note = models.CharField("反馈说明", max_length=500, blank=True)
    closed_on = models.DateField("办结日期", null=True, blank=True)
    status = models.CharField(
        "状态",
        max_length=12,
        choices=ProposalStatus,
        default=ProposalStatus.DRAFT,
        editable=False,
    )

    objects = ProposalQuerySet.as_manager()
    computed_labels = {"seconders_counted": "附议人数"}
    twin_fields = ("session", "title")
    search_fields = ("title", "proposer", "session__short_name", "delegation")

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "提案"
        permissions = [
            ("decide_proposal", "审查提案（立案、不予立案）"),
            ("check_proposal", "办理提案（交办、答复、反馈）"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "number"],
                condition=Q(voided_at=None),
                name="proposal_number_is_unique",
                violation_error_message="本届次已有这个提案号",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | ~Q(satisfaction=""),
                name="proposal_closed_with_feedback",
                violation_error_message="收到提案人反馈后才能办结",
            ),
        ]
        indexes = [
            models.Index(fields=["session", "kind"], name="proposal_by_session"),
            models.Index(fields=["status", "due_on"], name="proposal_by_status"),
        ]

    def __str__(self):
        return f"{self.number}号 {self.title}" if self.number else self.title

    @property
    def seconders_counted(self):
        return seconders_of(self)

    def prepare(self):
        if self._state.adding and self.status == ProposalStatus.DRAFT:
            self.status = status_of(self)

    @classmethod
    def gather_facts(cls, records):
        sessions = {record.session_id for record in records}
        papers = cls.objects.valid().filter(session__in=sessions)
        return TakenKeys(papers.exclude(number=None), KEY)

    def check_rules(self, facts):
        if not self.session_id:
            return  # the field's own error says it
        check_paper(self, seconders_required=self.session.seconders_required)
        check_handling(self)
        if self.pk is None and self.session.date and not self.is_migrated:
            year, today = self.session.date.year, timezone.localdate()
            check_entry(self, session_year=year, today=today)
        if self.number:
            facts.check(self, f"本届次已有 {self.number} 号提案")
