"""The rules of consolations and their standards, without the database."""

import datetime as dt
from decimal import Decimal
from types import SimpleNamespace

import pytest

from union.errors import RuleViolation
from welfare.rules.benefit_rule import check_benefit_rule, overlap
from welfare.rules.consolation import Given, check_consolation

DAY = dt.date(2026, 3, 2)
LATER = dt.date(2027, 1, 1)


def consolation(**values):
    defaults = {
        "beneficiary_id": 1,
        "beneficiary_label": "",
        "occasion": "sick",
        "festival": "",
        "relation": "self",
        "relative_name": "",
        "date": DAY,
        "date_to": None,
        "headcount": 1,
        "headcount_qualifier": "",
        "amount_qualifier": "",
        "household_count": None,
        "per_head": None,
        "cash_amount": Decimal("200.00"),
        "goods_value": Decimal("0.00"),
        "goods": "",
        "visitors": "",
    }
    return SimpleNamespace(**{**defaults, **values})


def standard(**values):
    defaults = {
        "occasion": "sick",
        "scope": "self",
        "form": "either",
        "limit_per_case": Decimal("300.00"),
        "limit_per_year": None,
        "cases_per_year": None,
        "document": "医工〔2025〕3号",
        "since": dt.date(2026, 1, 1),
        "until": None,
    }
    return SimpleNamespace(pk=None, **{**defaults, **values})


def given(day, amount="200.00", **values):
    defaults = {"occasion": "sick", "relation": "self", "relative_name": ""}
    return Given(7, day, amount=Decimal(amount), **{**defaults, **values})


def check(record, rule=None, *, before=(), status="active", today=LATER):
    check_consolation(record, rule=rule, given=list(before), status=status, today=today)


def refusal(record, rule=None, **facts):
    with pytest.raises(RuleViolation) as error:
        check(record, rule, **facts)
    ((field, messages),) = error.value.message_dict.items()
    return field, messages[0]


def test_what_is_not_given_yet_is_not_registered():
    tomorrow = DAY + dt.timedelta(days=1)
    refused = "还没有到：慰问以后再登记，不能晚于今天（2026-03-02），请核对年份和月份"

    check(consolation(date=DAY, date_to=DAY), standard(), today=DAY)
    assert refusal(consolation(date=tomorrow), today=DAY) == (
        "date",
        f"日期 2026-03-03 {refused}",
    )
    assert refusal(consolation(date_to=tomorrow), today=DAY) == (
        "date_to",
        f"结束日期 2026-03-03 {refused}",
    )


def test_the_limit_itself_may_be_given_and_one_fen_more_may_not():
    check(consolation(cash_amount=Decimal("300.00")), standard())

    assert refusal(consolation(cash_amount=Decimal("300.01")), standard()) == (
        "cash_amount",
        "超过标准：“患病（本人）”每人每次不超过 300.00 元（医工〔2025〕3号），"
        "本次 300.01 元。请按标准减少；工会委员会集体研究同意提高的，"
        "请先登记新的慰问标准及其文件号",
    )


def test_money_and_goods_count_together():
    both = consolation(cash_amount=Decimal("200"), goods_value=Decimal("100.01"))

    assert refusal(both, standard())[0] == "cash_amount"


def test_what_was_given_before_counts_against_the_year():
    rule = standard(limit_per_year=Decimal("500.00"))
    before = [given(dt.date(2026, 1, 5)), given(dt.date(2026, 2, 6), "150.50")]

    check(consolation(cash_amount=Decimal("149.50")), rule, before=before)
    assert refusal(consolation(), rule, before=before) == (
        "cash_amount",
        "超过标准：“患病（本人）”每人每年不超过 500.00 元（医工〔2025〕3号），"
        "2026年已登记 2 次、共 350.50 元（1月5日 200.00 元、2月6日 150.50 元），"
        "本次 200.00 元，最多还可慰问 149.50 元。请按标准减少；"
        "工会委员会集体研究同意提高的，请先登记新的慰问标准及其文件号",
    )


def test_the_number_of_times_a_year_is_limited():
    rule = standard(cases_per_year=2)
    once = [given(dt.date(2026, 1, 5))]

    check(consolation(), rule, before=once)
    field, message = refusal(
        consolation(), rule, before=[*once, given(dt.date(2026, 2, 6))]
    )
    assert field == "date"
    assert "每人每年不超过 2 次" in message


def test_a_visit_that_cost_nothing_is_no_case():
    rule = standard(cases_per_year=1)

    check(consolation(), rule, before=[given(dt.date(2026, 1, 5), "0.00")])


def test_money_needs_a_standard_and_a_visit_without_money_does_not():
    check(consolation(cash_amount=Decimal("0.00"), visitors="工会主席"))

    field, message = refusal(consolation())
    assert field == "occasion"
    assert message == (
        "2026-03-02 没有适用于“患病（本人）”的慰问标准，不能登记金额。"
        "请先在“慰问标准”中登记标准及其文件号"
    )


def test_a_row_without_money_and_goods_is_a_visit_that_somebody_paid():
    nothing = {"cash_amount": Decimal(0)}

    check(consolation(**nothing, goods="旧书一箱"))
    check(consolation(**nothing, visitors="工会小组长"))
    assert refusal(consolation(**nothing)) == (
        "cash_amount",
        "没有慰问金也没有慰问品：请填写金额；只上门看望、没有发放的，"
        "请在“慰问人员”中写明谁去看望",
    )


def test_goods_only_means_no_money():
    cake = consolation(occasion="birthday")

    assert refusal(cake, standard(occasion="birthday", form="coupon")) == (
        "cash_amount",
        "“生日”只能发实物提货券，不能发现金（医工〔2025〕3号），请改填慰问品价值",
    )
    check(
        consolation(
            occasion="birthday", cash_amount=Decimal(0), goods_value=Decimal("200.00")
        ),
        standard(occasion="birthday", form="coupon"),
    )


def test_money_only_means_no_goods():
    fruit = consolation(cash_amount=Decimal(0), goods_value=Decimal("100.00"))

    assert refusal(fruit, standard(form="cash"))[0] == "goods_value"


def test_a_group_is_measured_by_the_head():
    group = {"beneficiary_id": None, "beneficiary_label": "患病职工", "headcount": 10}

    check(consolation(**group, cash_amount=Decimal("3000.00")), standard())
    field, message = refusal(
        consolation(**group, cash_amount=Decimal("3005.00")), standard()
    )
    assert field == "cash_amount"
    assert "本次人均 300.50 元" in message


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"beneficiary_id": None}, "beneficiary"),
        ({"beneficiary_label": "困难职工"}, "beneficiary_label"),
        ({"headcount": 2}, "headcount"),
        ({"headcount": 0}, "headcount"),
        ({"relative_name": "李某"}, "relation"),
        ({"occasion": "bereavement"}, "relation"),
        ({"occasion": "marriage", "relation": "child"}, "relation"),
        ({"occasion": "festival"}, "festival"),
        ({"occasion": "festival", "festival": "nurses"}, "festival"),
        ({"household_count": 2}, "household_count"),
        ({"per_head": Decimal("100.00")}, "per_head"),
    ],
)
def test_what_does_not_fit_together_is_refused_at_its_field(values, field):
    assert refusal(consolation(**values), standard(limit_per_case=None))[0] == field


def test_households_of_a_group_in_hardship_are_asked_for():
    group = consolation(
        beneficiary_id=None,
        beneficiary_label="困难职工",
        headcount=9,
        occasion="hardship",
    )
    rule = standard(occasion="hardship")

    assert refusal(group, rule)[0] == "household_count"
    group.household_count = 9
    check(group, rule)


def test_an_average_need_not_agree_with_an_amount_that_is_only_about_right():
    rough = consolation(
        beneficiary_id=None,
        beneficiary_label="离退休职工",
        headcount=9,
        per_head=Decimal("30.00"),
        amount_qualifier="odd",
    )

    check(rough, standard())


@pytest.mark.parametrize(
    ("status", "message"),
    [
        (None, "该会员在 2026-03-02 尚未入会，请核对日期或会籍变动"),
        (
            "transferred_out",
            "该会员在 2026-03-02 的会籍为“转出”，不能慰问，请核对日期",
        ),
        ("deceased", "该会员已去世，请核对；慰问其家属请选择亲属关系"),
    ],
)
def test_only_members_are_consoled(status, message):
    assert refusal(consolation(), standard(), status=status) == ("beneficiary", message)


@pytest.mark.parametrize("status", ["active", "retired", "reserved"])
def test_members_are_consoled_also_when_retired(status):
    check(consolation(), standard(), status=status)


def test_a_dead_member_is_mourned_and_the_family_helped():
    check(consolation(occasion="death"), standard(), status="deceased")
    check(consolation(relation="spouse"), standard(), status="deceased")


def test_the_same_visit_is_registered_once():
    same = [given(DAY)]

    field, message = refusal(consolation(), standard(), before=same)
    assert (field, message[:24]) == (
        "beneficiary",
        "该会员 2026-03-02 已登记过“患病”慰",
    )
    check(consolation(relation="parent"), standard(), before=same)


def test_standards_of_the_same_occasion_may_not_overlap():
    old = (dt.date(2024, 1, 1), None, "医工〔2024〕1号")

    with pytest.raises(RuleViolation) as error:
        check_benefit_rule(standard(), [old])
    assert error.value.message_dict == {
        "since": [
            "与“医工〔2024〕1号”（2024-01-01 起，尚未截止）的标准在时间上重叠，"
            "请先给旧标准填写截止日期，再登记新标准"
        ]
    }
    ended = (dt.date(2024, 1, 1), dt.date(2025, 12, 31), "医工〔2024〕1号")
    check_benefit_rule(standard(), [ended])


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"until": dt.date(2025, 12, 31)}, "until"),
        ({"limit_per_case": None}, "limit_per_case"),
        ({"limit_per_year": Decimal("299.99")}, "limit_per_year"),
        ({"occasion": "festival"}, "form"),
        ({"occasion": "birthday", "form": "cash"}, "form"),
        ({"occasion": "leaving", "form": "cash"}, "form"),
        ({"occasion": "birth", "scope": "relative"}, "scope"),
        ({"occasion": "bereavement"}, "scope"),
    ],
)
def test_an_impossible_standard_is_refused(values, field):
    with pytest.raises(RuleViolation) as error:
        check_benefit_rule(standard(**values), [])
    assert list(error.value.message_dict) == [field]


def test_a_years_limit_may_be_that_of_a_single_case():
    check_benefit_rule(standard(limit_per_year=Decimal("300.00")), [])


@pytest.mark.parametrize(
    ("first", "second", "meets"),
    [
        ((1, 5), (5, 9), True),
        ((5, 9), (1, 5), True),
        ((1, 4), (5, 9), False),
        ((5, 9), (1, 4), False),
        ((1, None), (9, None), True),
        ((5, None), (1, 4), False),
        ((1, 4), (5, None), False),
    ],
)
def test_spans_meet_when_they_share_a_day(first, second, meets):
    def day(number):
        return number and dt.date(2026, 1, number)

    assert overlap(*map(day, first), *map(day, second)) is meets


def test_both_parents_may_be_consoled_on_one_day_and_each_of_them_once():
    parent = {"relation": "parent", "occasion": "sick"}
    father = [given(DAY, **parent, relative_name="李父")]

    check(consolation(**parent, relative_name="李母"), standard(), before=father)
    field, message = refusal(
        consolation(**parent, relative_name="李父"), standard(), before=father
    )
    assert field == "beneficiary"
    assert message.startswith("该会员 2026-03-02 已登记过“患病”慰问")
