import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from members.tests.factories import MemberFactory, MembershipEventFactory
from union import actions as record_actions
from union import undo
from union.errors import Conflict, RuleViolation
from union.models import AuditEntry
from union.tests.factories import UserFactory
from welfare import actions
from welfare.models import (
    BenefitRule,
    Consolation,
    MutualAidClaim,
    MutualAidEnrolment,
)

from .factories import (
    BenefitRuleFactory,
    ConsolationFactory,
    MutualAidClaimFactory,
    MutualAidEnrolmentFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk():
    return UserFactory(username="clerk")


@pytest.fixture
def colleague():
    return UserFactory(username="colleague")


@pytest.fixture
def claim():
    claim = MutualAidClaimFactory()
    MutualAidEnrolmentFactory(plan=claim.plan, member=claim.member)
    return claim


def at(status, **values):
    return MutualAidClaimFactory(status=status, **values)


def test_a_claim_goes_all_the_way(claim, clerk, colleague):
    chair = UserFactory(username="chair")

    actions.submit(claim, actor=clerk)
    assert claim.submitted_by == clerk
    actions.check(claim, actor=colleague)
    actions.report_up(claim, actor=clerk, batch_no="第3批")
    actions.approve(claim, actor=chair)
    actions.pay(
        claim, actor=clerk, amount_paid=Decimal("700.00"), paid_on=dt.date(2026, 3, 12)
    )
    actions.close(claim, actor=clerk)

    claim.refresh_from_db()
    assert (claim.status, claim.batch_no) == ("closed", "第3批")
    assert (claim.amount_paid, claim.days_taken) == (Decimal("700.00"), 20)
    moves = AuditEntry.objects.about(claim).filter(action="move")
    assert [move.changes["办理状态"][1] for move in moves] == [
        "已归档",
        "已赔付",
        "同意赔付",
        "已上报",
        "已初审",
        "待初审",
    ]


def test_reporting_without_a_batch_keeps_that_of_the_claim(clerk):
    claim = at("unit_checked", batch_no="2026-11")

    actions.report_up(claim, actor=clerk, batch_no="")

    assert (claim.status, claim.batch_no) == ("reported_up", "2026-11")


def test_nobody_checks_or_decides_what_they_submitted(claim, clerk, colleague):
    actions.submit(claim, actor=clerk)
    with pytest.raises(RuleViolation, match="不能办理本人提交的事项"):
        actions.check(claim, actor=clerk)

    actions.check(claim, actor=colleague)
    actions.report_up(claim, actor=clerk, batch_no="")
    with pytest.raises(RuleViolation, match="不能办理本人提交的事项"):
        actions.approve(claim, actor=clerk)
    with pytest.raises(RuleViolation, match="不能办理本人提交的事项"):
        actions.refuse(claim, actor=clerk, reason="不符合条件")


def test_who_was_not_covered_does_not_pass_the_check(clerk, colleague):
    claim = MutualAidClaimFactory()
    other = MutualAidClaimFactory()
    actions.submit(claim, actor=clerk)
    MutualAidEnrolment.objects.update(voided_at=timezone.now())

    with pytest.raises(RuleViolation, match="没有参加"):
        actions.check(claim, actor=colleague)
    with pytest.raises(RuleViolation, match="没有参加"):
        actions.submit(other, actor=clerk)

    MutualAidEnrolmentFactory(
        plan=claim.plan, member=None, label="全院职工", headcount=400
    )
    actions.check(claim, actor=colleague)
    assert claim.status == "unit_checked"


def test_a_claim_comes_back_for_a_supplement_with_its_reason(claim, clerk, colleague):
    actions.submit(claim, actor=clerk)

    actions.request_supplement(claim, actor=colleague, reason="缺出院小结")

    assert (claim.status, claim.decision_note) == ("supplement", "缺出院小结")
    assert AuditEntry.objects.about(claim).first().note == "缺出院小结"
    actions.submit(claim, actor=clerk)
    assert claim.status == "submitted"


def test_a_refusal_keeps_its_reason(clerk):
    claim = at("reported_up")

    actions.refuse(claim, actor=clerk, reason="不在保障范围")

    assert (claim.status, claim.decision_note) == ("refused", "不在保障范围")


def test_a_payment_over_the_cap_is_refused(clerk):
    claim = at("approved")

    with pytest.raises(RuleViolation, match="超过"):
        actions.pay(
            claim,
            actor=clerk,
            amount_paid=Decimal("5000.01"),
            paid_on=dt.date(2026, 3, 1),
        )
    claim.refresh_from_db()
    assert (claim.status, claim.amount_paid) == ("approved", None)


def test_what_was_paid_over_the_approved_amount_goes_back_to_the_chair(
    clerk, colleague
):
    claim = at("approved", submitted_by=clerk)
    paid = {"amount_paid": Decimal("900.00"), "paid_on": dt.date(2026, 3, 12)}
    with pytest.raises(RuleViolation, match="大于主席审定的申请金额"):
        actions.pay(claim, actor=clerk, **paid)

    actions.request_supplement(claim, actor=clerk, reason="承办单位多赔")
    claim.amount_claimed = Decimal("900.00")
    claim.full_clean()
    claim.save()
    actions.submit(claim, actor=clerk)
    actions.check(claim, actor=colleague)
    actions.report_up(claim, actor=clerk, batch_no="")
    actions.approve(claim, actor=UserFactory(username="chair"))
    actions.pay(claim, actor=clerk, **paid)

    assert (claim.status, claim.amount_paid) == ("paid", Decimal("900.00"))


@pytest.mark.parametrize("amount", [None, Decimal(0)])
def test_a_claim_without_an_amount_is_neither_handed_in_nor_paid(clerk, amount):
    blank = MutualAidClaimFactory(amount_claimed=amount)
    old = at("approved", amount_claimed=None)

    with pytest.raises(RuleViolation, match="还没有填写申请金额"):
        actions.submit(blank, actor=clerk)
    with pytest.raises(RuleViolation, match="没有审定过金额"):
        actions.pay(
            old, actor=clerk, amount_paid=Decimal(1), paid_on=dt.date(2026, 3, 1)
        )


def test_two_payments_at_once_are_one(clerk):
    claim = at("approved")
    other = MutualAidClaim.objects.get(pk=claim.pk)
    payment = {"amount_paid": Decimal("500.00"), "paid_on": dt.date(2026, 3, 1)}
    actions.pay(claim, actor=clerk, **payment)

    with pytest.raises(Conflict):
        actions.pay(other, actor=clerk, **payment)


@pytest.mark.parametrize(
    ("status", "action"),
    [
        ("draft", "check"),
        ("submitted", "approve"),
        ("unit_checked", "close"),
        ("paid", "submit"),
        ("closed", "submit"),
    ],
)
def test_no_step_is_left_out(status, action, clerk):
    claim = at(status)
    MutualAidEnrolmentFactory(plan=claim.plan, member=claim.member)

    with pytest.raises(RuleViolation, match="状态下不能转为"):
        getattr(actions, action)(claim, actor=clerk)


def test_a_claims_member_status_is_that_of_the_day_of_filing(clerk):
    claim = MutualAidClaimFactory.build(member=None, plan=None)
    claim.plan = MutualAidClaimFactory().plan
    claim.member = MembershipEventFactory(date=dt.date(2026, 2, 20)).member
    claim.member_status = ""

    record_actions.create(claim, actor=clerk)

    claim.refresh_from_db()
    assert claim.member_status == "retired"


def test_limits_are_checked_again_when_it_is_saved(clerk):
    """Between the check of the form and the saving another may have given something."""
    first = ConsolationFactory(cash_amount=Decimal("300.00"))
    rule = BenefitRuleFactory(
        occasion="hospital",
        since=dt.date(2026, 1, 1),
        until=None,
        limit_per_year=Decimal("500.00"),
        limit_per_case=None,
    )
    mine, theirs = (
        Consolation(
            beneficiary=first.beneficiary,
            occasion=rule.occasion,
            date=dt.date(2026, 3, day),
            cash_amount=Decimal("300.00"),
        )
        for day in (1, 2)
    )
    mine.full_clean()
    theirs.full_clean()
    record_actions.create(theirs, actor=clerk)

    with pytest.raises(RuleViolation, match="每人每年不超过 500"):
        record_actions.create(mine, actor=clerk, twin_reason="第二次住院")
    assert Consolation.objects.filter(occasion="hospital").count() == 1


def test_a_void_consolation_frees_the_limit_and_restoring_it_needs_room(clerk):
    record = ConsolationFactory(cash_amount=Decimal("1000.00"))
    BenefitRule.objects.update(cases_per_year=1)
    staff = UserFactory(role="staff")
    batch = record_actions.void(record, actor=staff, reason="登记错误")
    second = Consolation(
        beneficiary=record.beneficiary,
        occasion="sick",
        date=dt.date(2026, 3, 1),
        cash_amount=Decimal("100.00"),
    )
    second.full_clean()
    record_actions.create(second, actor=clerk)

    with pytest.raises(RuleViolation, match="每人每年不超过 1 次"):
        record_actions.restore(record, actor=clerk)
    with pytest.raises(RuleViolation, match=r"不能撤销：.*每人每年不超过 1 次"):
        undo.revert(batch, actor=staff)


@pytest.mark.parametrize("whose", ["own", "group"])
@pytest.mark.parametrize(
    ("event_date", "is_covered"),
    [
        (dt.date(2026, 1, 31), False),
        (dt.date(2026, 2, 1), True),
        (dt.date(2026, 6, 30), True),
        (dt.date(2026, 7, 1), False),
    ],
)
def test_a_cover_holds_from_its_first_to_its_last_day(whose, event_date, is_covered):
    member = MemberFactory()
    named = {"member": member} if whose == "own" else {"member": None, "label": "全院"}
    cover = MutualAidEnrolmentFactory(
        **named, period_from=dt.date(2026, 2, 1), period_to=dt.date(2026, 6, 30)
    )
    claim = MutualAidClaim(plan=cover.plan, member=member, event_date=event_date)

    assert MutualAidClaim.gather_facts([claim]).is_covered(claim) is is_covered


@pytest.mark.parametrize(
    ("values", "households"),
    [
        ({}, 1),
        ({"occasion": "sick"}, None),
        ({"beneficiary": None, "beneficiary_label": "困难职工"}, None),
    ],
)
def test_a_named_member_in_hardship_is_one_household(values, households):
    aid = ConsolationFactory(**{"occasion": "hardship", **values})

    assert aid.household_count == households


def test_what_was_lacking_once_is_no_reason_of_an_approved_claim(clerk):
    claim = at("reported_up", decision_note="缺出院小结")

    actions.approve(claim, actor=clerk)

    claim.refresh_from_db()
    assert (claim.status, claim.decision_note) == ("approved", "")
