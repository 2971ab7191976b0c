from django.core.validators import MinValueValidator
from django.db import models

from activities.querysets import PrizeRuleQuerySet
from activities.rules import check_prize_rule, strictest
from union.fields import MoneyField
from union.models import Record


class PrizeRule(Record):
    """How many of the participants of an own event may win a prize (获奖比例), and how
    much one person's prize may be worth; from ``since`` to ``until``, both included."""

    region = models.CharField(
        "适用范围", max_length=30, help_text="如“全国”“湖北省”“本院”"
    )
    document = models.CharField("依据文件", max_length=80)
    numerator = models.PositiveSmallIntegerField(
        "获奖比例（分子）", validators=[MinValueValidator(1)]
    )
    denominator = models.PositiveSmallIntegerField(
        "获奖比例（分母）", validators=[MinValueValidator(1)]
    )
    individual_limit = MoneyField("个人奖品上限", null=True, blank=True)
    since = models.DateField("生效日期")
    until = models.DateField("失效日期", null=True, blank=True)
    note = models.CharField("备注", max_length=200, blank=True)

    objects = PrizeRuleQuerySet.as_manager()
    twin_fields = ("region", "document", "since")
    search_fields = ("region", "document")
    computed_labels = {"ratio": "获奖比例"}

    class Meta(Record.Meta):
        verbose_name = verbose_name_plural = "获奖比例标准"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(numerator__lte=models.F("denominator")),
                name="prize_ratio_at_most_one",
                violation_error_message="获奖比例不能超过 1",
            )
        ]

    def __str__(self):
        return f"{self.region} {self.ratio}（{self.document}）"

    @property
    def ratio(self):
        return f"{self.numerator}/{self.denominator}"

    def check_rules(self, facts):
        check_prize_rule(self)


class PrizeFacts:
    """The prize rules that were in force on some day."""

    def __init__(self):
        self.rules = list(PrizeRule.objects.valid())

    def in_force(self, day):
        return [
            rule
            for rule in self.rules
            if rule.since <= day and (rule.until is None or rule.until >= day)
        ]

    def ratio_on(self, day):
        return strictest(self.in_force(day))

    def limits_on(self, day):
        return [
            rule for rule in self.in_force(day) if rule.individual_limit is not None
        ]
