import datetime as dt
from decimal import Decimal

import factory

from members.tests.factories import MemberFactory
from union.tests.factories import RecordFactory
from welfare.choices import RuleScope
from welfare.models import (
    BenefitRule,
    Consolation,
    MutualAidClaim,
    MutualAidEnrolment,
    MutualAidPlan,
)


class BenefitRuleFactory(RecordFactory):
    """Standards of one occasion that follow each other, a year each."""

    class Meta:
        model = BenefitRule

    occasion = "hospital"
    form = "either"
    limit_per_case = Decimal("1000.00")
    document = "医工〔2020〕3号"
    since = factory.Sequence(lambda n: dt.date(1900 + n % 100, 1, 1))
    until = factory.LazyAttribute(lambda rule: rule.since.replace(month=12, day=31))


class ConsolationFactory(RecordFactory):
    """A visit to a sick member, with a standard that allows it."""

    class Meta:
        model = Consolation

    beneficiary = factory.SubFactory(MemberFactory)
    occasion = "sick"
    date = dt.date(2026, 2, 3)
    cash_amount = Decimal("200.00")

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        record = super()._create(model_class, *args, **kwargs)
        rules = BenefitRule.objects
        if not rules.in_force(record.occasion, record.relation, record.date):
            BenefitRuleFactory(
                occasion=record.occasion,
                scope=RuleScope.of(record.relation),
                since=dt.date(2000, 1, 1),
                until=None,
            )
        return record


class MutualAidPlanFactory(RecordFactory):
    class Meta:
        model = MutualAidPlan

    name = factory.Sequence(lambda n: f"综合互助保障（{n}）")
    kind = "general"
    period_from = dt.date(2026, 1, 1)
    period_to = dt.date(2026, 12, 31)
    premium = Decimal("60.00")
    max_payout = Decimal("5000.00")
    claim_deadline_days = 180


class MutualAidEnrolmentFactory(RecordFactory):
    class Meta:
        model = MutualAidEnrolment

    plan = factory.SubFactory(MutualAidPlanFactory)
    member = factory.SubFactory(MemberFactory)
    kind = "new"


class MutualAidClaimFactory(RecordFactory):
    """Of a member who is in the plan, together with all others."""

    class Meta:
        model = MutualAidClaim

    plan = factory.SubFactory(MutualAidPlanFactory)
    member = factory.SubFactory(MemberFactory)
    member_status = "in_service"
    event_type = "hospital"
    event_date = dt.date(2026, 2, 1)
    filed_on = dt.date(2026, 2, 20)
    amount_claimed = Decimal("800.00")

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        claim = super()._create(model_class, *args, **kwargs)
        if claim.member_id and not cls.is_covered(claim):
            MutualAidEnrolmentFactory(plan=claim.plan, member=None, label="全院职工")
        return claim

    @staticmethod
    def is_covered(claim):
        covers = MutualAidEnrolment.objects.valid().filter(plan=claim.plan)
        return covers.may_cover([claim.member_id]).exists()
