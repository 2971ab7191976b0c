"""Who a row is about: 工号 and 姓名 in columns of their own must say the same."""

import datetime as dt
from decimal import Decimal
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activities.records import ACTIVITY_RESULT
from congress.records import PROPOSAL
from members.records import MEMBER, MEMBERSHIP_EVENT
from members.tests.factories import MemberFactory
from union.accounts.command_line import COMMAND_LINE
from union.models import ImportBatch, RememberedColumns
from union.tests.test_import_pages import page_of, upload
from welfare.models import Consolation
from welfare.records import CLAIM, CONSOLATION, ENROLMENT

from .factories import BenefitRuleFactory, ConsolationFactory
from .sheets import brought_in, plan_of

pytestmark = pytest.mark.django_db

SHEET = ["工号", "姓名", "事由", "金额", "日期"]
REST = ["患病", 300, dt.date(2026, 3, 2)]


@pytest.fixture(autouse=True)
def members():
    return {
        number: MemberFactory(staff_no=number, name=name)
        for number, name in [("1440", "曹明"), ("1441", "常磊博"), ("1500", "张伟")]
    }


@pytest.fixture(autouse=True)
def standard():
    return BenefitRuleFactory(
        occasion="sick",
        since=dt.date(2026, 1, 1),
        until=None,
        limit_per_case=Decimal("1000.00"),
        limit_per_year=Decimal("50000.00"),
    )


@pytest.fixture
def client(login):
    actions = ("view", "add", "change", "export")
    rights = [f"welfare.{action}_consolation" for action in actions]
    return login("members.view_all_groups", "members.view_member", *rights)


def told(number, name):
    _, plan = plan_of(CONSOLATION, SHEET, [number, name, *REST])
    return list(plan.error_texts())


def test_number_and_name_of_one_person_are_taken(members):
    brought_in(CONSOLATION, SHEET, ["1440", "曹明", *REST])

    assert Consolation.objects.get().beneficiary == members["1440"]


def test_a_name_with_blanks_is_the_same_name(members):
    brought_in(CONSOLATION, SHEET, [1440, "曹　明", *REST])

    assert Consolation.objects.get().beneficiary == members["1440"]


def test_a_number_and_the_name_of_another_are_refused():
    assert told("1440", "常磊博") == [
        "工作表“慰问” 第2行「工号、姓名」：工号“1440”是“曹明”的，"
        "姓名“常磊博”的工号是“1441”；请核对工号或姓名"
    ]


def test_a_number_and_a_name_that_nobody_has_are_refused():
    assert told("1440", "常磊搏") == [
        "工作表“慰问” 第2行「工号、姓名」：工号“1440”是“曹明”的，"
        "没有姓名“常磊搏”的会员；请核对工号或姓名"
    ]


def test_an_unknown_number_is_refused_with_the_number_of_the_name():
    assert told("9999", "曹明") == [
        "工作表“慰问” 第2行「工号、姓名」：没有工号“9999”的会员，"
        "姓名“曹明”的工号是“1440”；请核对工号或姓名"
    ]


def test_who_is_on_record_neither_by_number_nor_by_name_is_refused():
    assert told("9999", "某某") == [
        "工作表“慰问” 第2行「工号、姓名」：没有找到会员“9999 某某”，请核对后重填；"
        "还没有入会的，先登记为会员；不是会员的不写姓名，按集体慰问登记（新增页面的对象说明）"
    ]


@pytest.mark.parametrize("number", [None, "-"])
def test_a_name_alone_is_enough_where_only_one_has_it(members, number):
    brought_in(CONSOLATION, SHEET, [number, "曹明", *REST])

    assert Consolation.objects.get().beneficiary == members["1440"]


def test_a_name_alone_is_refused_where_two_have_it():
    MemberFactory(staff_no="1501", name="张伟")

    assert told(None, "张伟") == [
        "工作表“慰问” 第2行「工号、姓名」：“张伟”对应 2 个会员"
        "（1500 张伟、1501 张伟），请写明是哪一个"
    ]


def test_the_number_tells_two_of_one_name_apart(members):
    MemberFactory(staff_no="1501", name="张伟")

    brought_in(CONSOLATION, SHEET, ["1500", "张伟", *REST])

    assert Consolation.objects.get().beneficiary == members["1500"]


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        (CONSOLATION, "beneficiary"),
        (ENROLMENT, "member"),
        (CLAIM, "member"),
        (MEMBERSHIP_EVENT, "member"),
        (PROPOSAL, "proposer"),
        (ACTIVITY_RESULT, "member"),
    ],
    ids=["慰问", "互助参保", "互助赔付", "会籍变动", "提案", "活动成绩"],
)
@pytest.mark.parametrize(
    "headers",
    [
        ["工号", "姓名"],
        ["姓名", "职工号"],
        ["人员编号", "职工姓名"],
        ["工号", "对象姓名"],
    ],
    ids="、".join,
)
def test_both_columns_of_a_person_belong_to_one_field(kind, field, headers):
    importer = kind.importer(kind, COMMAND_LINE)

    assert importer.guess(headers) == dict.fromkeys(headers, field)


def test_a_member_is_no_reference_but_has_both():
    guessed = MEMBER.importer(MEMBER, COMMAND_LINE).guess(["工号", "姓名"])

    assert guessed == {"工号": "staff_no", "姓名": "name"}


def test_a_member_by_another_name_is_still_asked_about():
    _, plan = plan_of(MEMBER, ["工号", "姓名"], ["1440", "曹明明"])

    assert [row.number for row in plan.renamed] == [2]


def test_the_columns_page_says_that_the_name_checks_the_number(client):
    upload(client, CONSOLATION, [*SHEET, "说明"], ["1440", "曹明", *REST, "补发"])
    columns = page_of(CONSOLATION, "import_columns")

    page = client.get(columns).content.decode()
    names = ["beneficiary", "beneficiary", "occasion", "cash_amount", "date", ""]
    form = {f"column_{index}": name for index, name in enumerate(names)}
    preview = client.post(columns, form, follow=True)

    assert "与「姓名」列互相核对：须是同一个人" in page
    assert "与「工号」列互相核对：须是同一个人" in page
    assert preview.context["counts"]["new"] == 1
    assert [column.header for column in preview.context["plan"].unread] == ["说明"]
    assert RememberedColumns.objects.get().mapping[:2] == [
        ["工号", "beneficiary"],
        ["姓名", "beneficiary"],
    ]


def test_any_other_field_has_one_column(client):
    upload(client, CONSOLATION, [*SHEET, "说明"], ["1440", "曹明", *REST, "补发"])
    names = ["beneficiary", "beneficiary", "occasion", "cash_amount", "date", "date"]
    form = {f"column_{index}": name for index, name in enumerate(names)}

    page = client.post(page_of(CONSOLATION, "import_columns"), form)

    assert "“日期”选了两次，一个项目只能对应一列" in page.content.decode()


def test_an_export_comes_back_without_a_change(client, members):
    ConsolationFactory(beneficiary=members["1440"], beneficiary_label="")
    export = client.get(CONSOLATION.url("list"), {"export": "xlsx"})
    file = BytesIO(b"".join(export.streaming_content))
    file.name = "慰问.xlsx"

    client.post(CONSOLATION.url("import"), {"file": file})
    page = client.get(page_of(CONSOLATION))

    mapping = dict(ImportBatch.objects.get().mapping)
    assert (mapping["工号"], mapping["姓名"]) == ("beneficiary", "beneficiary")
    assert page.context["counts"]["unchanged"] == 1
    assert page.context["counts"]["error"] == 0


def test_many_persons_cost_as_many_queries_as_one():
    def queries(count):
        days = [dt.date(2026, 1, day) for day in range(1, count)]
        rows = [["1440", "曹明", "患病", 10, day] for day in days]
        rows += [["1441", "曹明", *REST], [None, "张伟", *REST], ["1", "曹明", *REST]]
        with CaptureQueriesContext(connection) as captured:
            plan_of(CONSOLATION, SHEET, *rows)
        return len(captured)

    queries(2)

    assert queries(30) == queries(2)
