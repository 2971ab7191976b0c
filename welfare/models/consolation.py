from collections import defaultdict
from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils import timezone

from members.models import Member
from union.fields import MoneyField
from union.models import Dated, Headcounted, Qualifier, Record
from welfare.choices import Festival, Occasion, Relation, RuleScope
from welfare.histories import Histories
from welfare.querysets import ConsolationQuerySet
from welfare.rules.benefit_rule import overlap
from welfare.rules.consolation import Given, check_consolation, total_of

from .benefit_rule import BenefitRule

ZERO = Decimal("0.00")
#: The log of a batch names each row: ``get_occasion_display`` would take ten times as
#: long.
OCCASIONS = dict(Occasion.choices)
#: What the rules look at of earlier ones.
KNOWN = (
    "pk",
    "beneficiary_id",
    "date",
    "occasion",
    "relation",
    "relative_name",
    "cash_amount",
    "goods_value",
)


class Consolation(Dated, Headcounted, Record):
    """A visit or a gift of the union (慰问): to one member or their family, or to many
    who are counted but not named. ``amount`` is money and goods together, in yuan."""

    festival = models.CharField("节日", max_length=16, choices=Festival, blank=True)
    occasion = models.CharField(
        "事由",
        max_length=16,
        choices=Occasion,
        help_text="会员本人去世选“去世”，亲属去世选“丧事”",
    )
    beneficiary = models.ForeignKey(
        Member,
        models.PROTECT,
        verbose_name="慰问对象",
        null=True,
        blank=True,
        related_name="consolations",
        db_index=False,  # the index below starts with it
    )
    beneficiary_label = models.CharField(
        "对象说明",
        max_length=60,
        blank=True,
        help_text="不写姓名的集体慰问，如“困难职工”“除夕值班职工”",
    )
    relation = models.CharField(
        "与会员关系", max_length=8, choices=Relation, default=Relation.SELF
    )
    relative_name = models.CharField("亲属姓名", max_length=50, blank=True)
    household_count = models.PositiveIntegerField("户数", null=True, blank=True)
    cash_amount = MoneyField("慰问金（元）", default=ZERO, blank=True)
    goods_value = MoneyField("慰问品价值（元）", default=ZERO, blank=True)
    amount = MoneyField("合计金额（元）", default=ZERO, editable=False)
    goods = models.CharField("慰问品", max_length=100, blank=True)
    per_head = MoneyField("人均标准（元）", null=True, blank=True)
    amount_qualifier = models.CharField(
        "金额约数",
        max_length=8,
        choices=Qualifier,
        blank=True,
        default=Qualifier.EXACT,
        help_text="金额只知道大概时选择，如“800 余元”",
    )
    visitors = models.CharField(
        "慰问人员", max_length=100, blank=True, help_text="职务或单位，如“院领导”"
    )
    voucher_no = models.CharField("凭证号", max_length=30, blank=True)
    note = models.CharField("备注", max_length=200, blank=True)

    objects = ConsolationQuerySet.as_manager()
    if_unknown = {
        "beneficiary": "还没有入会的，先登记为会员；"
        "不是会员的不写姓名，按集体慰问登记（新增页面的对象说明）"
    }
    search_fields = ("beneficiary", "beneficiary_label", "voucher_no")
    twin_fields = ("beneficiary", "occasion", "relation")
    twin_date, twin_days = "date", 31
    twin_apart = ("festival", "relative_name")
    derived_fields = ("amount", "household_count", "cash_amount", "goods_value")
    computed_labels = {"date_text": "时间", "department": "科室"}

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "慰问"
        constraints = [
            Dated.date_constraint("consolation_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(beneficiary__isnull=False, beneficiary_label="")
                | (Q(beneficiary__isnull=True) & ~Q(beneficiary_label="")),
                name="consolation_is_for_a_member_or_a_group",
                violation_error_message="请填写慰问对象，或集体慰问的对象说明",
            ),
        ]
        indexes = [
            models.Index(
                fields=["beneficiary", "date"], name="consolations_of_a_member"
            ),
            models.Index(fields=["occasion", "date"], name="consolations_by_occasion"),
            # With what list and figures sum up: page and totals are read from it alone.
            models.Index(
                fields=["date", "id", "headcount", "amount", "voided_at"],
                condition=Q(voided_at=None),
                name="consolations_listed_and_summed",
            ),
        ]

    def __str__(self):
        relation = "" if self.relation == Relation.SELF else self.get_relation_display()
        occasion = OCCASIONS.get(self.occasion, "")
        return f"{self.date} {self.who}{relation}{occasion}慰问"

    @property
    def told_apart_by(self):
        """One has but one spouse, whatever name is written."""
        names = super().told_apart_by
        if self.relation == Relation.SPOUSE:
            return [name for name in names if name != "relative_name"]
        return names

    @property
    def who(self):
        return str(self.beneficiary) if self.beneficiary_id else self.beneficiary_label

    @property
    def department(self):
        return str(self.beneficiary.department) if self.beneficiary_id else ""

    def prepare(self):
        self.cash_amount = self.cash_amount or ZERO
        self.goods_value = self.goods_value or ZERO
        self.amount = total_of(self)
        is_household = self.occasion == Occasion.HARDSHIP and self.beneficiary_id
        if is_household and self.household_count is None:
            self.household_count = 1

    @classmethod
    def gather_facts(cls, records):
        members = {r.beneficiary_id for r in records if r.beneficiary_id}
        days = [r.date for r in records if r.date]
        occasions = {r.occasion for r in records}
        facts = ConsolationFacts(Histories(members))
        if days:
            rules = BenefitRule.objects.valid().filter(occasion__in=occasions)
            facts.rules = list(rules)
        if members and days:
            # Of any occasion: by its index SQLite would go through everybody's.
            known = cls.objects.valid().filter(beneficiary_id__in=members)
            known = known.in_years(min(days).year, max(days).year)
            for row in known.values_list(*KNOWN, named=True):
                facts.add(row)
        return facts

    def check_rules(self, facts):
        if not (self.date and self.occasion and self.relation):
            return  # the field's own error says it
        self.check_dates()
        check_consolation(
            self,
            rule=facts.rule_for(self),
            given=facts.given(self),
            status=facts.status(self),
            today=facts.today,
        )


class ConsolationFacts:
    """The standards, and what the members concerned have got and have been."""

    def __init__(self, histories):
        self.histories = histories
        self.today = timezone.localdate()
        self.rules = []
        self.known = defaultdict(dict)  # {member: {pk: Given}}
        self.owners = {}  # {pk: member}

    def status(self, record):
        if not record.beneficiary_id:
            return None
        return self.histories.status_on(record.beneficiary_id, record.date)

    def rule_for(self, record):
        wanted, day = (record.occasion, RuleScope.of(record.relation)), record.date
        for rule in self.rules:
            same = (rule.occasion, rule.scope) == wanted
            if same and overlap(rule.since, rule.until, day, day):
                return rule
        return None

    def given(self, record):
        """What counts against the same yearly limits."""
        scope, year = RuleScope.of(record.relation), record.date.year
        return [
            given
            for pk, given in self.known[record.beneficiary_id].items()
            if pk != record.pk
            and given.date.year == year
            and (given.occasion, RuleScope.of(given.relation))
            == (record.occasion, scope)
        ]

    def add(self, record):
        if not record.beneficiary_id:
            return
        self.known[self.owners.get(record.pk)].pop(record.pk, None)
        mine = self.known[record.beneficiary_id]
        if record.pk:
            self.owners[record.pk] = record.beneficiary_id
        mine[record.pk or -len(mine) - 1] = Given(
            record.pk,
            record.date,
            record.occasion,
            record.relation,
            record.relative_name,
            total_of(record),
            None if record.pk else record.sheet_row,
        )
