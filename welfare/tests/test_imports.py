import datetime as dt
from decimal import Decimal

import pytest

from members.tests.factories import MemberFactory, MembershipEventFactory
from union.imports.preview import first_rows
from welfare.models import Consolation, MutualAidClaim, MutualAidEnrolment
from welfare.records import BENEFIT_RULE, CLAIM, CONSOLATION, ENROLMENT

from .factories import BenefitRuleFactory, ConsolationFactory, MutualAidPlanFactory
from .sheets import brought_in, plan_of

pytestmark = pytest.mark.django_db

LEDGER = ["工号", "日期", "事由", "金额"]


@pytest.fixture
def member():
    return MemberFactory(staff_no="1001", name="张一")


@pytest.fixture
def standard():
    return BenefitRuleFactory(
        occasion="sick",
        since=dt.date(2026, 1, 1),
        until=None,
        limit_per_case=Decimal("300.00"),
        limit_per_year=Decimal("500.00"),
        document="医工〔2026〕3号",
    )


def errors(kind, headers, *rows):
    return list(plan_of(kind, headers, *rows)[1].error_texts())


def test_a_plain_ledger_is_enough(member, standard):
    counts = brought_in(CONSOLATION, LEDGER, ["1001", "2026-03-02", "患病", "300元"])

    record = Consolation.objects.get()
    assert counts["new"] == 1
    assert (record.beneficiary, record.relation) == (member, "self")
    assert (record.amount, record.headcount) == (Decimal("300.00"), 1)


def test_the_same_ledger_again_changes_nothing(member, standard):
    row = ["1001 张一", "2026-03-02", "患病", 300]
    brought_in(CONSOLATION, LEDGER, row)

    counts = brought_in(CONSOLATION, LEDGER, row)

    assert (counts["new"], counts["changed"], counts["unchanged"]) == (0, 0, 1)


def test_a_group_is_known_again_by_its_day_and_words(standard):
    headers = ["日期", "事由", "慰问对象", "对象说明", "人数", "慰问金"]
    row = ["2026-03-02", "患病", None, "患病职工", 3, 600]
    brought_in(CONSOLATION, headers, row)

    counts = brought_in(CONSOLATION, headers, [*row[:4], 2, 600])

    assert (counts["new"], counts["changed"]) == (0, 1)
    assert Consolation.objects.get().headcount == 2


def test_a_row_sees_what_the_rows_before_it_give(member, standard):
    assert errors(
        CONSOLATION,
        LEDGER,
        ["1001", "2026-03-02", "患病", "300"],
        ["1001", "2026-04-02", "患病", "200"],
        ["1001", "2026-05-02", "患病", "0.01"],
    ) == [
        "工作表“慰问” 第4行「金额」：超过标准：“患病（本人）”每人每年不超过 "
        "500.00 元（医工〔2026〕3号），2026年已登记 2 次、共 500.00 元"
        "（3月2日 300.00 元、4月2日 200.00 元），本次 0.01 元，最多还可慰问 0.00 元。"
        "请按标准减少；工会委员会集体研究同意提高的，请先登记新的慰问标准及其文件号"
    ]


def test_a_changed_row_frees_what_it_gave_before(member, standard):
    first = ConsolationFactory(beneficiary=member, cash_amount=Decimal("300.00"))
    ConsolationFactory(
        beneficiary=member, date=dt.date(2026, 2, 9), cash_amount=Decimal("200.00")
    )

    assert (
        errors(
            CONSOLATION,
            ["编号", *LEDGER],
            [first.pk, "1001", "2026-02-03", "患病", "100"],
            [None, "1001", "2026-05-02", "患病", "200"],
        )
        == []
    )


def test_a_row_moved_to_another_member_frees_the_first(member, standard):
    moved = ConsolationFactory(beneficiary=member, cash_amount=Decimal("300.00"))
    MemberFactory(staff_no="2002")

    assert (
        errors(
            CONSOLATION,
            ["编号", *LEDGER],
            [moved.pk, "2002", "2026-02-03", "患病", "300"],
            [None, "1001", "2026-05-02", "患病", "300"],
            [None, "1001", "2026-06-02", "患病", "200"],
        )
        == []
    )


def test_importing_equals_typing(member, standard, login):
    row = ["1001", "2026-03-02", "患病", "1,000"]
    client = login(
        "welfare.add_consolation",
        "welfare.view_consolation",
        "members.view_all_groups",
        "members.view_member",
    )

    page = client.post(
        CONSOLATION.url("create"),
        {
            "beneficiary": "1001",
            "date": "2026-03-02",
            "occasion": "sick",
            "cash_amount": "1,000",
            "relation": "self",
            "headcount": "1",
            "date_precision": "day",
        },
    )

    (typed,) = page.context["form"].errors["cash_amount"]
    (imported,) = errors(CONSOLATION, LEDGER, row)
    assert imported == f"工作表“慰问” 第2行「金额」：{typed}"


def test_ten_rows_take_as_many_queries_as_one(standard, django_assert_max_num_queries):
    people = MemberFactory.create_batch(10)
    rows = [[p.staff_no, "2026-03-02", "患病", "100"] for p in people]

    with django_assert_max_num_queries(7):
        _, plan = plan_of(CONSOLATION, LEDGER, *rows)
    assert plan.counts["new"] == 10


def test_rows_of_standards_see_each_other():
    headers = ["事由", "适用对象", "形式", "每次限额", "文件号", "起始日期", "截止日期"]
    first = ["患病", "本人", "慰问金", 300, "医工〔2025〕1号", "2025-01-01", None]
    second = ["患病", "本人", "慰问金", 500, "医工〔2026〕1号", "2026-01-01", None]

    (error,) = errors(BENEFIT_RULE, headers, first, second)
    assert error.startswith(
        "工作表“慰问标准” 第3行「起始日期」：与“医工〔2025〕1号”（2025-01-01 起，"
        "尚未截止）的标准在时间上重叠"
    )
    first[-1] = "2025-12-31"
    assert brought_in(BENEFIT_RULE, headers, first, second)["new"] == 2


def test_an_enrolment_takes_term_and_premium_from_its_plan(member):
    MutualAidPlanFactory(name="综合互助（2026年度）")
    headers = ["工号", "计划", "参保类别", "份数"]
    row = ["1001", "综合互助（2026年度）", "新参保", 2]

    brought_in(ENROLMENT, headers, row)

    record = MutualAidEnrolment.objects.get()
    assert (record.period_from, record.period_to) == (
        dt.date(2026, 1, 1),
        dt.date(2026, 12, 31),
    )
    assert record.premium == Decimal("120.00")
    assert brought_in(ENROLMENT, headers, row)["unchanged"] == 1


def test_an_empty_term_is_the_plans_also_when_the_row_comes_again(member):
    MutualAidPlanFactory(name="综合互助（2026年度）")
    headers = ["工号", "计划", "参保类别", "保障期起"]
    row = ["1001", "综合互助（2026年度）", "新参保", None]
    brought_in(ENROLMENT, headers, row)

    assert brought_in(ENROLMENT, headers, row)["unchanged"] == 1


@pytest.mark.time_machine(dt.datetime(2027, 1, 4, 4, tzinfo=dt.UTC))
def test_paid_claims_of_the_past_come_in_with_their_payment(member):
    MutualAidPlanFactory(name="综合互助（2026年度）")
    MembershipEventFactory(member=member, date=dt.date(2026, 2, 1))
    headers = [
        "工号", "计划", "申报日期", "事件类别", "事件日期",
        "赔付金额", "赔付日期", "批次号",
    ]  # fmt: skip

    brought_in(
        CLAIM,
        headers,
        ["1001", "综合互助（2026年度）", "2026-02-20", "住院", "2026-02-01", 812.5,
         "2026-03-10", "第3批"],
    )  # fmt: skip

    claim = MutualAidClaim.objects.get()
    assert (claim.status, claim.is_backfilled) == ("paid", True)
    assert (claim.amount_paid, claim.days_taken) == (Decimal("812.50"), 18)
    assert claim.member_status == "retired"
    assert claim.due_on == dt.date(2026, 7, 31)


def test_a_preview_tells_the_sum_the_days_and_whom_each_row_is_about(member, standard):
    rows = [
        ["1001", "2026-03-02", "患病", 150],
        ["1001", "2026-01-05", "患病", 100.5],
        ["9999", "2020-01-01", "患病", 999],
    ]

    importer, plan = plan_of(CONSOLATION, LEDGER, *rows)

    assert plan.summary == (
        "新增的 2 条：合计金额 250.50 元；日期 2026-01-05 至 2026-03-02"
    )
    table = first_rows(importer, plan)
    assert [cells[table.headings.index("慰问对象")] for _, cells in table.rows] == [
        "1001 张一",
        "1001 张一",
    ]


def test_a_preview_without_new_rows_sums_up_nothing(member, standard):
    row = ["1001 张一", "2026-03-02", "患病", 300]
    brought_in(CONSOLATION, LEDGER, row)

    assert plan_of(CONSOLATION, LEDGER, row)[1].summary == ""
