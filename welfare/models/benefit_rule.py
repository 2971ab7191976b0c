from collections import defaultdict

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from union.fields import MoneyField
from union.models import Record
from welfare.choices import BenefitForm, Occasion, RuleScope
from welfare.querysets import BenefitRuleQuerySet
from welfare.rules.benefit_rule import check_benefit_rule, yuan


class BenefitRule(Record):
    """What a document allows to be given on an occasion, from when to when (慰问标准).

    Limits are in yuan for each person; an empty one does not limit.
    """

    occasion = models.CharField("事由", max_length=16, choices=Occasion)
    scope = models.CharField(
        "适用对象", max_length=10, choices=RuleScope, default=RuleScope.SELF
    )
    form = models.CharField("形式", max_length=8, choices=BenefitForm)
    limit_per_case = MoneyField("每次限额（元）", null=True, blank=True)
    limit_per_year = MoneyField("每年限额（元）", null=True, blank=True)
    cases_per_year = models.PositiveSmallIntegerField(
        "每年次数", null=True, blank=True, validators=[MinValueValidator(1)]
    )
    region = models.CharField("适用地区", max_length=30, blank=True)
    document = models.CharField(
        "文件号", max_length=60, help_text="如“医工〔2025〕3号”，超标准时会引用"
    )
    since = models.DateField("起始日期")
    until = models.DateField("截止日期", null=True, blank=True)
    note = models.CharField("备注", max_length=200, blank=True)

    objects = BenefitRuleQuerySet.as_manager()
    search_fields = ("document", "region", "note")
    computed_labels = {"limits_text": "限额"}

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "慰问标准"
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="benefit_rule_ends_after_it_begins",
                violation_error_message="截止日期不能早于起始日期",
            ),
            models.UniqueConstraint(
                fields=["occasion", "scope", "since"],
                condition=Q(voided_at=None),
                name="benefit_rule_begins_once",
                violation_error_message="该事由和对象自同一天起已有标准",
            ),
        ]

    def __str__(self):
        occasion, scope = self.get_occasion_display(), self.get_scope_display()
        return f"{occasion}（{scope}）{self.document}"

    @property
    def limits_text(self):
        """每次不超过 500.00 元，每年不超过 2 次."""
        parts = []
        if self.limit_per_case is not None:
            parts.append(f"每次不超过 {yuan(self.limit_per_case)}")
        if self.limit_per_year is not None:
            parts.append(f"每年不超过 {yuan(self.limit_per_year)}")
        if self.cases_per_year:
            parts.append(f"每年不超过 {self.cases_per_year} 次")
        return "，".join(parts)

    @classmethod
    def gather_facts(cls, records):
        occasions = {record.occasion for record in records}
        return BenefitRuleFacts(cls.objects.valid().filter(occasion__in=occasions))

    def check_rules(self, facts):
        if not (self.occasion and self.scope and self.form and self.since):
            return  # the field's own error says it
        check_benefit_rule(self, facts.others(self))


class BenefitRuleFacts:
    """The standards of the occasions concerned."""

    def __init__(self, rules):
        self.known = defaultdict(dict)
        for rule in rules:
            self.add(rule)

    def others(self, rule):
        same = self.known[rule.occasion, rule.scope]
        return [
            (other.since, other.until, other.document)
            for key, other in same.items()
            if key != rule.pk
        ]

    def add(self, rule):
        for same in self.known.values():
            same.pop(rule.pk, None)
        same = self.known[rule.occasion, rule.scope]
        same[rule.pk or -len(same) - 1] = rule
