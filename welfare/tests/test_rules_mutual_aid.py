"""The rules of enrolments and claims, without the database."""

import datetime as dt
from decimal import Decimal
from types import SimpleNamespace

import pytest

from union.errors import RuleViolation
from welfare.choices import ClaimStatus
from welfare.models import MutualAidClaim, MutualAidEnrolment, MutualAidPlan
from welfare.rules.membership import service_status, status_on
from welfare.rules.mutual_aid import (
    MOVES,
    check_approved_amount,
    check_claim,
    check_enrolment,
    check_fits,
    check_payment,
    check_plan,
    days_between,
    deadline_of,
    warnings_of,
)

YEAR = (dt.date(2026, 1, 1), dt.date(2026, 12, 31))


class Plan(SimpleNamespace):
    def __str__(self):
        return "女工安康"


def plan(**values):
    defaults = {
        "sex": "",
        "age_min": None,
        "age_max": None,
        "max_payout": Decimal("5000.00"),
        "claim_deadline_days": 180,
        "period_from": YEAR[0],
        "period_to": YEAR[1],
    }
    return Plan(**{**defaults, **values})


def enrolment(**values):
    defaults = {
        "member_id": 1,
        "label": "",
        "headcount": 1,
        "period_from": YEAR[0],
        "period_to": YEAR[1],
    }
    return SimpleNamespace(**{**defaults, **values})


def member(sex="female", birth=dt.date(1990, 5, 6)):
    return SimpleNamespace(sex=sex, birth_date=birth)


def claim(**values):
    defaults = {
        "member_id": 1,
        "label": "",
        "headcount": 1,
        "person_times": 1,
        "member_status": "",
        "event_date": dt.date(2026, 2, 1),
        "filed_on": dt.date(2026, 2, 20),
        "amount_claimed": Decimal("800.00"),
        "amount_paid": None,
        "paid_on": None,
        "batch_no": "",
        "is_migrated": False,
    }
    return SimpleNamespace(**{**defaults, **values})


def refused(function, *args, **kwargs):
    with pytest.raises(RuleViolation) as error:
        function(*args, **kwargs)
    ((field, messages),) = error.value.message_dict.items()
    return field, messages[0]


def enrol(record, *, to=None, who=None, others=(), status="active"):
    check_enrolment(
        record,
        plan=to or plan(),
        member=(who or member()) if record.member_id else None,
        others=others,
        status=status,
    )


def file_claim(record, *, status="active", stored=None):
    today = dt.date(2027, 1, 1)
    check_claim(record, plan=plan(), status=status, stored=stored, today=today)


def pay(*args, today=dt.date(2027, 1, 1)):
    check_payment(*args, today=today)


def fit(record, *, to=None, who=None, is_covered=True, stored=None):
    to, who = to or plan(), who or member()
    check_fits(record, plan=to, member=who, is_covered=is_covered, stored=stored)


def test_a_claim_needs_a_member_of_the_plan_and_of_its_sex():
    fit(claim())
    women = plan(sex="female")
    field, text = refused(fit, claim(), to=women, who=member(sex="male"))
    assert (field, "只限女职工" in text) == ("member", True)
    fit(claim(), to=women, who=member(sex="female"))
    field, text = refused(fit, claim(), is_covered=False)
    assert (field, "在 2026-02-01 没有参加" in text) == ("member", True)


def test_what_was_paid_or_checked_before_needs_no_enrolment_on_record():
    fit(claim(paid_on=dt.date(2025, 3, 1)), is_covered=False)
    fit(claim(is_migrated=True), is_covered=False)
    fit(claim(), is_covered=False, stored=("unit_checked", {}))
    assert refused(fit, claim(), is_covered=False, stored=("draft", {}))[0] == "member"


def test_nothing_is_filed_or_paid_before_its_day():
    late = claim(filed_on=dt.date(2027, 1, 2))
    assert refused(file_claim, late) == (
        "filed_on",
        "申报日期不能晚于今天（2027-01-01），请核对年份和月份",
    )
    file_claim(claim(filed_on=dt.date(2027, 1, 1)))
    pay(plan(), claim(), Decimal("1"), dt.date(2027, 1, 1))
    day = dt.date(2027, 1, 2)
    assert refused(pay, plan(), claim(), Decimal("1"), day) == (
        "paid_on",
        "赔付日期不能晚于今天（2027-01-01）：到账后再登记",
    )


def test_a_plan_for_women_takes_no_men():
    enrol(enrolment(), to=plan(sex="female"))

    assert refused(
        enrol, enrolment(), to=plan(sex="female"), who=member(sex="male")
    ) == ("member", "“女工安康”只限女职工参加")


@pytest.mark.parametrize(
    ("birth", "fits"),
    [
        (dt.date(2010, 1, 1), True),  # 16 on the first day
        (dt.date(2010, 1, 2), False),
        (dt.date(1965, 1, 2), True),  # 60 until the day after
        (dt.date(1965, 1, 1), False),  # 61 on the first day
        (None, True),
    ],
)
def test_the_age_on_the_first_day_decides(birth, fits):
    limits = plan(age_min=16, age_max=60)

    if fits:
        enrol(enrolment(), to=limits, who=member(birth=birth))
    else:
        field, message = refused(enrol, enrolment(), to=limits, who=member(birth=birth))
        assert field == "member"
        assert message.endswith("不符合“女工安康”的年龄条件（16 至 60 周岁）")


def test_an_empty_premium_is_the_plans_for_each_share_of_each_person():
    general = MutualAidPlan(premium=Decimal("60.00"))
    cover = MutualAidEnrolment(plan=general, shares=2, headcount=3)

    cover.prepare()

    assert cover.premium == Decimal("360.00")


def test_two_covers_of_one_plan_do_not_overlap():
    enrol(enrolment(), others=[(dt.date(2025, 1, 1), dt.date(2025, 12, 31))])

    assert refused(
        enrol, enrolment(), others=[(dt.date(2025, 7, 1), dt.date(2026, 1, 1))]
    ) == (
        "member",
        "该会员已参加“女工安康”（2025-07-01 至 2026-01-01），同一计划的保障期不能重叠",
    )


@pytest.mark.parametrize("status", [None, "withdrawn", "deceased"])
def test_only_members_join(status):
    assert refused(enrol, enrolment(), status=status)[0] == "member"


def test_a_group_joins_by_its_number():
    enrol(enrolment(member_id=None, label="全院女职工", headcount=378))

    for record, field in (
        (enrolment(member_id=None), "member"),
        (enrolment(label="全院女职工"), "label"),
        (enrolment(headcount=2), "headcount"),
        (enrolment(period_to=dt.date(2025, 12, 31)), "period_to"),
    ):
        assert refused(enrol, record)[0] == field


def test_a_plan_has_its_ends_in_order():
    check_plan(plan(age_min=18, age_max=18))

    assert refused(check_plan, plan(period_to=dt.date(2025, 1, 1)))[0] == "period_to"
    assert refused(check_plan, plan(age_min=18, age_max=17))[0] == "age_max"


def test_a_claim_follows_the_event():
    file_claim(claim(event_date=dt.date(2026, 2, 20)))

    later = claim(event_date=dt.date(2026, 2, 21))
    assert refused(file_claim, later)[0] == "event_date"


def test_a_group_of_claims_has_at_least_as_many_times_as_heads():
    group = {"member_id": None, "label": "退休职工", "member_status": "retired"}

    file_claim(claim(**group, headcount=20, person_times=25))
    few = claim(**group, headcount=20, person_times=19)
    assert refused(file_claim, few)[0] == "person_times"
    unknown = claim(**{**group, "member_status": ""}, headcount=2, person_times=2)
    assert refused(file_claim, unknown)[0] == "member_status"


def test_a_named_claim_is_one_time():
    assert refused(file_claim, claim(person_times=2))[0] == "person_times"


def test_in_service_or_retired_follows_from_the_membership():
    file_claim(claim(member_status="retired"), status="retired")

    assert refused(file_claim, claim(member_status="retired")) == (
        "member_status",
        "按会籍变动，该会员在 2026-02-20 为“在职”，请改正或留空",
    )
    assert refused(file_claim, claim(), status=None)[0] == "member"


def test_what_was_paid_in_an_earlier_year_is_no_more_than_was_claimed():
    then = {"paid_on": dt.date(2026, 3, 1), "batch_no": "医工〔2026〕3号"}

    file_claim(claim(**then, amount_paid=Decimal("800.00")))
    file_claim(claim(**then, amount_paid=Decimal("900.00"), amount_claimed=None))
    assert refused(file_claim, claim(**then, amount_paid=Decimal("800.01"))) == (
        "amount_paid",
        "赔付金额 800.01 元大于申请金额 800.00 元，请核对；"
        "当年的申请金额查不到的请留空",
    )


def test_what_was_submitted_cannot_be_changed():
    stated = {"amount_claimed": Decimal("800.00")}
    more = claim(amount_claimed=Decimal("900.00"))

    file_claim(more, stored=("draft", stated))
    file_claim(more, stored=("supplement", stated))
    file_claim(claim(), stored=("submitted", stated))
    field, message = refused(file_claim, more, stored=("submitted", stated))
    assert field == "amount_claimed"
    assert message.startswith("该申请“待初审”，申请内容已不能修改")


def test_an_old_claim_is_entered_with_its_payment_and_approval():
    paid = {"amount_paid": Decimal("500.00"), "paid_on": dt.date(2026, 3, 1)}

    file_claim(claim(**paid, batch_no="2026-01"))
    assert refused(file_claim, claim(**paid))[0] == "batch_no"
    no_day = claim(amount_paid=Decimal("500.00"), batch_no="2026-01")
    assert refused(file_claim, no_day)[0] == "paid_on"
    no_amount = claim(paid_on=dt.date(2026, 3, 1), batch_no="2026-01")
    assert refused(file_claim, no_amount)[0] == "amount_paid"


def test_only_what_was_paid_in_an_earlier_year_is_entered_as_paid():
    def enter(paid_on):
        paid = {"amount_paid": Decimal("500.00"), "paid_on": paid_on}
        file_claim(claim(**paid, batch_no="2026-01"))

    enter(dt.date(2026, 12, 31))
    field, message = refused(enter, dt.date(2027, 1, 1))
    assert field == "paid_on"
    assert message.startswith("补录只用于往年赔付的申请；本年的申请请提交后")


def test_a_claim_over_the_cap_or_after_the_deadline_is_told_until_it_is_settled():
    late = {"event_date": dt.date(2025, 2, 1), "status": "draft"}
    warnings = list(
        warnings_of(claim(**late, amount_claimed=Decimal("99999.00")), plan())
    )

    assert warnings == [
        "申报日期已过申报截止日（2025-07-31），可能不予受理，请尽快与承办单位联系。",
        "申请金额 99,999.00 元超过“女工安康”的最高赔付 5,000.00 元，"
        "最多按 5,000.00 元赔付，请核对。",
    ]
    fits = {"amount_claimed": Decimal("5000.00"), "status": "draft"}
    fits["event_date"] = dt.date(2025, 8, 24)  # 180 days before it is filed
    assert list(warnings_of(claim(**fits), plan())) == []
    both = claim(person_times=2, amount_claimed=Decimal("10000.00"), status="draft")
    assert list(warnings_of(both, plan())) == []
    paid = claim(amount_claimed=Decimal("5000.01"), status="paid")
    assert list(warnings_of(paid, plan())) == []


def test_a_payment_may_be_all_that_was_approved_and_no_fen_more():
    check_approved_amount(claim(), Decimal("800.00"))
    field, _ = refused(check_approved_amount, claim(), Decimal("800.01"))
    assert field == "amount_paid"


def test_payment_stays_under_the_cap_and_after_the_filing():
    filed = dt.date(2026, 2, 20)

    pay(plan(), claim(), Decimal("5000.00"), filed)
    assert refused(pay, plan(), claim(), Decimal("5000.01"), filed) == (
        "amount_paid",
        "赔付金额 5,000.01 元超过“女工安康”的最高赔付 5,000.00 元，请核对",
    )
    early = dt.date(2026, 2, 19)
    assert refused(pay, plan(), claim(), Decimal("1"), early)[0] == "paid_on"
    pay(plan(), claim(person_times=2), Decimal("10000.00"), filed)
    pay(plan(max_payout=None), claim(), Decimal("99999.00"), filed)


def test_the_deadline_counts_from_the_event():
    assert deadline_of(plan(), dt.date(2026, 1, 1)) == dt.date(2026, 6, 30)
    assert deadline_of(plan(claim_deadline_days=None), dt.date(2026, 1, 1)) is None


def test_a_claim_paid_on_the_day_took_no_days():
    day = dt.date(2026, 2, 20)

    assert days_between(day, day) == 0
    assert days_between(day, dt.date(2026, 3, 1)) == 9
    assert days_between(day, None) is None


def test_every_state_of_a_claim_can_be_reached_and_left_but_the_last():
    assert set(MOVES) == set(ClaimStatus)
    assert set().union(*MOVES.values()) == set(ClaimStatus) - {ClaimStatus.DRAFT}
    assert [state for state, after in MOVES.items() if not after] == ["closed"]


def test_status_on_a_day_is_that_of_the_last_event():
    history = [(dt.date(2020, 1, 1), "active"), (dt.date(2026, 3, 1), "retired")]

    assert status_on(history, dt.date(2019, 12, 31)) is None
    assert status_on(history, dt.date(2026, 2, 28)) == "active"
    assert status_on(history, dt.date(2026, 3, 1)) == "retired"
    assert service_status("retired") == "retired"
    assert service_status("reserved") == "in_service"


@pytest.mark.parametrize(("is_new", "status"), [(True, "paid"), (False, "draft")])
def test_only_a_new_claim_takes_its_state_from_its_payment(is_new, status):
    days = {"event_date": dt.date(2025, 2, 1), "filed_on": dt.date(2025, 2, 20)}
    claim = MutualAidClaim(plan=MutualAidPlan(), paid_on=dt.date(2025, 3, 1), **days)
    claim._state.adding = is_new

    claim.prepare()

    assert (claim.status, claim.is_backfilled) == (status, is_new)
