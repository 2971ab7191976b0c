"""成批录入: what was typed into a grid, checked and saved at one stroke."""

import datetime as dt
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from members.records import MEMBER
from members.tests.factories import MemberFactory
from union.errors import RuleViolation
from union.models import AuditEntry, UndoBatch
from welfare.models import Consolation
from welfare.records import CONSOLATION
from welfare.tests.factories import BenefitRuleFactory, ConsolationFactory

pytestmark = pytest.mark.django_db

URL = "/welfare/consolations/batch/"
JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def office(login):
    """Somebody who enters consolations; a visit to a sick member may cost 500 元."""
    BenefitRuleFactory(
        occasion="sick",
        limit_per_case=Decimal("500.00"),
        since=dt.date(2020, 1, 1),
        until=None,
    )
    return login(
        "welfare.add_consolation", "welfare.view_consolation", "members.view_all_groups"
    )


def grid(*rows, do="check", **others):
    """A posted grid; a row is (慰问对象, 慰问金) or a dict of its cells."""
    cells = [
        row if isinstance(row, dict) else {"beneficiary": row[0], "cash_amount": row[1]}
        for row in rows
    ]
    names = CONSOLATION.grid.columns
    columns = {name: [row.get(name, "") for row in cells] for name in names}
    shared = {"head-occasion": "患病", "head-date": "2026-02-03"}
    return {"submission": str(uuid4()), "do": do} | shared | columns | others


def people(number):
    """1001 张伟, 1002 张伟, …"""
    return [MemberFactory(staff_no=f"{1001 + n}", name="张伟") for n in range(number)]


def marks(response):
    """{number of the row: (state, errors)} of what the page was told."""
    checked = response.context["page"].checked
    return {index + 1: (m.state, m.errors) for index, m in checked.marks.items()}


def texts(response, name="beneficiary"):
    return [row[name] for row in response.context["page"].typed.rows if row[name]]


def test_fifty_rows_are_saved_in_one_post_and_can_be_taken_back(office):
    people(50)
    rows = [(f"{1001 + n}", "200") for n in range(50)]

    page = office.post(URL, grid(*rows, do="save"), follow=True)

    assert Consolation.objects.valid().count() == 50
    text = page.content.decode()
    assert "已保存 50 条慰问" in text
    assert "10,000.00" in text  # the list of just these, with their sum
    batch = UndoBatch.objects.get()
    assert batch.title == "成批录入慰问 50 条"
    assert AuditEntry.objects.filter(batch=batch.pk).count() == 50
    office.post(f"/undo/{batch.pk}/")
    assert Consolation.objects.valid().count() == 0


@pytest.mark.parametrize("do", ["check", "save", "good"])
def test_fifty_rows_take_as_many_queries_as_five(office, do):
    people(110)

    def queries(numbers):
        rows = [(f"{number}", "200") for number in numbers]
        with CaptureQueriesContext(connection) as captured:
            office.post(URL, grid(*rows, do=do))
        # SQLite takes only so many values in one INSERT.
        return sum(not item["sql"].startswith("INSERT") for item in captured)

    queries(range(1001, 1003))  # warm the content types
    assert queries(range(1010, 1015)) == queries(range(1020, 1070))


def test_nothing_is_saved_and_nothing_lost_while_a_row_is_wrong(office):
    people(3)
    rows = [("1001", "200"), ("1002", "abc"), ("9999", "50"), ("1003", "600")]

    page = office.post(URL, grid(*rows, do="save", **{"head-note": "春节"}))

    assert Consolation.objects.count() == 0
    found = marks(page)
    assert found[1] == ("good", {})
    assert found[2] == (
        "bad",
        {"cash_amount": "“abc”不是有效金额，应写成 1234.50 这样"},
    )
    assert found[3][1] == {"beneficiary": "没有找到会员“9999”，请核对后重填"}
    assert "超过标准" in found[4][1]["cash_amount"]
    text = page.content.decode()
    assert '<a href="#r2-cash_amount">第 2 行「慰问金（元）」：“abc”' in text
    assert 'id="head-note" value="春节"' in text
    assert texts(page, "cash_amount") == ["200", "abc", "50", "600"]
    assert "共 4 行：可保存 1 行，有错误 3 行；可保存的慰问金（元）合计 200.00" in text


def test_the_same_error_in_many_rows_is_listed_once_with_its_rows(office):
    people(6)
    amounts = ["600", "x", "600", "600", "y", "600"]
    rows = [(f"{1001 + n}", amount) for n, amount in enumerate(amounts)]

    page = office.post(URL, grid(*rows))

    text = page.content.decode()
    assert "有 6 处需要改正" in text
    [over, unread] = page.context["page"].errors
    assert over[0].startswith("「慰问金（元）」超过标准：")
    assert over[0].endswith("：第 1、3、4 行等 4 行")
    assert over[1] == "r1-cash_amount"
    assert unread == (
        "「慰问金（元）」不是有效金额，应写成 1234.50 这样：第 2、5 行",
        "r2-cash_amount",
    )


def test_the_good_rows_are_saved_alone_and_the_others_stay(office):
    people(2)
    sent = grid(("1001", "200"), ("1002", "abc"), do="good")

    page = office.post(URL, sent)

    assert Consolation.objects.get().beneficiary.staff_no == "1001"
    assert texts(page) == ["1002 张伟"]
    assert str(page.context["submission"]) != sent["submission"]


def test_the_same_grid_sent_twice_is_saved_once(office):
    people(2)
    sent = grid(("1001", "200"), ("1002", "200"), do="save", twin_reason="两次都要")

    office.post(URL, sent)
    again = office.post(URL, sent, follow=True)

    assert Consolation.objects.count() == 2
    assert "没有重复登记" in again.content.decode()


def test_blank_rows_are_no_rows(office):
    people(1)

    office.post(URL, grid(("", ""), ("1001", "200"), (" ", ""), do="save"))

    assert Consolation.objects.count() == 1


def test_an_empty_grid_says_so_and_saves_nothing(office):
    page = office.post(URL, grid(("", ""), do="save"))

    assert "还没有填写任何一行" in page.content.decode()
    assert Consolation.objects.count() == 0


def test_what_stands_at_the_head_counts_where_the_cell_is_empty(office):
    people(2)
    heads = {"head-cash_amount": "300", "all-visitors": "院领导"}

    office.post(URL, grid(("1001", ""), ("1002", "150"), do="save", **heads))

    given = Consolation.objects.order_by("pk").values_list("cash_amount", "visitors")
    assert list(given) == [
        (Decimal("300.00"), "院领导"),
        (Decimal("150.00"), "院领导"),
    ]


def test_a_mixed_list_keeps_the_occasion_and_the_day_of_each_row(office):
    people(3)
    rows = [
        {"beneficiary": "1001", "cash_amount": "200"},
        {"beneficiary": "1002", "occasion": "住院", "date": "2026-1-5"},
        {"beneficiary": "1003", "occasion": "结婚", "date": "2026.1.6"},
    ]

    office.post(URL, grid(*rows, do="save"))

    given = Consolation.objects.order_by("beneficiary__staff_no")
    assert list(given.values_list("occasion", "date")) == [
        ("sick", dt.date(2026, 2, 3)),
        ("hospital", dt.date(2026, 1, 5)),
        ("marriage", dt.date(2026, 1, 6)),
    ]


def test_a_visit_to_come_is_refused_for_all_rows_at_once(office):
    people(2)
    rows = [("1001", "200"), ("1002", "200")]
    later = dt.date.today() + dt.timedelta(days=1)

    page = office.post(URL, grid(*rows, do="save", **{"head-date": f"{later}"}))

    assert "还没有到：慰问以后再登记" in page.context["page"].above["date"]
    assert Consolation.objects.count() == 0


def test_the_heads_start_with_today_and_the_words_of_the_address(office):
    page = office.get(URL, {"occasion": "hospital"}).content.decode()

    assert f'id="head-date" value="{dt.date.today()}"' in page
    assert 'id="head-occasion" value="住院"' in page


def test_what_is_missing_in_all_rows_is_told_once_at_the_head(office):
    people(2)
    rows = [("1001", "200"), ("1002", "200")]

    page = office.post(URL, grid(*rows, **{"head-occasion": ""}))

    assert page.context["page"].above == {"occasion": "不能空着，请填写"}
    assert marks(page)[1][1] == {"": "请先改正上方的“事由”"}
    one = office.post(URL, grid(rows[0], **{"head-occasion": ""}))
    assert marks(one)[1][1] == {"occasion": "不能空着，请填写"}


def test_what_is_wrong_above_the_grid_is_told_once_and_there(office):
    people(2)
    rows = [("1001", "200"), ("1002", "200")]
    wrong = {"head-date": "13月", "head-goods": "米" * 101}

    page = office.post(URL, grid(*rows, **wrong))

    above = page.context["page"].above
    assert above["date"].startswith("“13月”")
    assert "100" in above["goods"]
    assert "请先改正上方的“日期”" in marks(page)[1][1][""]
    assert marks(page)[1][1].keys() == {""}
    assert 'aria-describedby="e-head-date"' in page.content.decode()


def test_a_look_alike_is_marked_with_a_link_and_saved_only_with_a_reason(office):
    member = MemberFactory(staff_no="1001")
    earlier = ConsolationFactory(beneficiary=member, date=dt.date(2026, 2, 1))
    rows = [("1001", "100")]

    page = office.post(URL, grid(*rows, do="save"))

    assert marks(page)[1][0] == "doubtful"
    assert earlier.get_absolute_url() in page.content.decode()
    assert "写明理由" in page.content.decode()
    assert Consolation.objects.count() == 1
    office.post(URL, grid(*rows, do="save", twin_reason="再次住院"))
    assert Consolation.objects.count() == 2
    assert AuditEntry.objects.filter(note__contains="再次住院").exists()


def test_the_good_rows_are_saved_without_the_look_alikes(office):
    first, _ = people(2)
    ConsolationFactory(beneficiary=first, date=dt.date(2026, 2, 1))

    page = office.post(URL, grid(("1001", "100"), ("1002", "100"), do="good"))

    assert Consolation.objects.latest("pk").beneficiary.staff_no == "1002"
    assert texts(page) == ["1001 张伟"]


def test_a_row_sees_the_rows_before_it(office):
    BenefitRuleFactory(
        occasion="birthday",
        cases_per_year=1,
        limit_per_case=None,
        since=dt.date(2020, 1, 1),
        until=None,
    )
    people(1)
    rows = [("1001", "100"), ("1001", "100")]

    page = office.post(URL, grid(*rows, **{"head-occasion": "生日"}))

    assert [state for state, _ in marks(page).values()] == ["good", "bad"]


def test_who_may_be_meant_is_offered_and_a_click_puts_it_right(office):
    MemberFactory(staff_no="0103", name="张伟", department__name="心内科")
    MemberFactory(staff_no="0456", name="张伟", department__name="骨科")
    MemberFactory(staff_no="0777", name="李娜")

    page = office.post(URL, grid(("张伟", "200"), ("李那", "200")))

    text = page.content.decode()
    assert 'value="1:beneficiary:0103 张伟">0103 张伟 <small>心内科' in text
    assert 'value="1:beneficiary:0456 张伟">0456 张伟 <small>骨科' in text
    assert 'value="2:beneficiary:0777 李娜"' in text  # sounds the same
    chosen = grid(("张伟", "200"), choose="1:beneficiary:0456 张伟")
    assert texts(office.post(URL, chosen)) == ["0456 张伟"]
    assert Consolation.objects.count() == 0


@pytest.mark.parametrize(
    "choose", ["", "9:beneficiary:x", "1:id:7", "x:y:z", "0:note:x"]
)
def test_an_odd_choice_changes_nothing(office, choose):
    people(1)

    page = office.post(URL, grid(("1001", "200"), choose=choose))

    assert page.status_code == 200
    assert texts(page) == ["1001 张伟"]
    assert texts(page, "note") == []


def test_the_script_is_told_of_each_row_without_a_page(office):
    people(1)

    answer = office.post(URL, grid(("1001", "200"), ("<i>", "1")), **JSON).json()

    assert answer["rows"]["0"]["state"] == "good"
    assert answer["rows"]["0"]["names"] == {"beneficiary": "1001 张伟", "date": ""}
    assert answer["rows"]["1"]["state"] == "bad"
    assert "&lt;i&gt;" in answer["rows"]["1"]["cells"]["beneficiary"]
    assert answer["text"].startswith("共 2 行：可保存 1 行，有错误 1 行")


def test_two_hundred_numbers_make_two_hundred_rows_and_the_unknown_are_listed(office):
    people(200)
    MemberFactory(staff_no="3001", name="李娜")
    MemberFactory(staff_no="3002", name="李娜")
    wanted = "\n".join(f"{1001 + n}" for n in range(200)) + "\n8888、李娜，1001"

    page = office.post(URL, grid(("1001", "200"), do="list", people=wanted))

    assert len(texts(page)) == 200  # 1001 was there already
    assert texts(page)[1].startswith("1002 ")
    text = page.content.decode()
    assert "已加入 199 人；1 人表中已有" in text
    assert "没有找到会员“8888”" in text
    assert "“李娜”对应 2 个会员" in text
    assert page.context["people_text"] == "8888\n李娜"


def test_names_with_numbers_and_blanks_between_are_understood(office):
    MemberFactory(staff_no="1001", name="张伟")
    MemberFactory(staff_no="1002", name="李娜")
    MemberFactory(staff_no="1003", name="王芳")

    page = office.post(URL, grid(do="list", people="1001 张伟\n1002 1003"))

    assert texts(page) == ["1001 张伟", "1002 李娜", "1003 王芳"]


def test_all_women_of_a_department_born_in_june_become_rows(office):
    wanted = MemberFactory(
        staff_no="1001", name="李娜", sex="female", birth_date=dt.date(1990, 6, 30)
    )
    same = {"department": wanted.department}
    MemberFactory(**same, sex="male", birth_date=dt.date(1990, 6, 1))
    MemberFactory(**same, sex="female", birth_date=dt.date(1990, 7, 1))
    MemberFactory(sex="female", birth_date=dt.date(1990, 6, 2))
    filters = {
        "who-department": wanted.department.pk,
        "who-sex": "female",
        "who-birth_month": "6",
    }

    page = office.post(URL, grid(do="filter", **filters))

    assert texts(page) == ["1001 李娜"]


def test_a_new_page_starts_with_active_members_and_what_the_address_says(office):
    page = office.get(URL, {"occasion": "sick", "visitors": "院领导", "beneficiary": 7})

    status = page.context["people"].filter.form["status"].value()
    assert status == "active"
    assert page.context["page"].typed.heads["occasion"] == "患病"
    assert page.context["page"].typed.shared["visitors"] == "院领导"


def test_a_group_officer_can_neither_choose_nor_name_members_of_others(login):
    MemberFactory(staff_no="1001", name="李娜")
    client = login("welfare.add_consolation")
    mine = MemberFactory(staff_no="1002", name="王芳")
    mine.union_group.officers.add(client.user)

    listed = client.post(URL, grid(do="list", people="1001 1002"))
    chosen = client.post(URL, grid(do="filter"))
    typed = client.post(URL, grid(("李娜", "200")))

    assert texts(listed) == ["1002 王芳"]
    assert texts(chosen) == ["1002 王芳"]
    assert marks(typed)[1][0] == "bad"
    assert "1001" not in typed.content.decode()


def test_more_rows_than_a_grid_holds_are_refused_with_a_way_out(office, monkeypatch):
    monkeypatch.setattr("union.views.batch.MOST_ROWS", 3)
    people(4)
    rows = [(f"{1001 + n}", "200") for n in range(4)]

    sent = office.post(URL, grid(*rows, do="save"))
    chosen = office.post(URL, grid(do="filter"))

    for page in (sent, chosen):
        text = page.content.decode()
        assert "一张表最多 3 行，这里有 4 行" in text
        assert "导入" in text
    assert Consolation.objects.count() == 0
    assert texts(sent)[-1] == "1004"


def test_ten_rows_are_added_without_a_script(office):
    people(1)

    page = office.post(URL, grid(("1001", "200"), do="more"))

    assert len(page.context["page"].typed.rows) == 11
    assert page.context["page"].checked is None


def test_what_is_refused_while_saving_keeps_the_grid(office, monkeypatch):
    def refuse(*args, **kwargs):
        raise RuleViolation("第1行：刚刚被登记")

    people(1)
    monkeypatch.setattr("union.batch.saving.commit", refuse)
    sent = grid(("1001", "200"), do="save")

    page = office.post(URL, sent)

    assert "第1行：刚刚被登记" in page.content.decode()
    assert texts(page) == ["1001 张伟"]
    assert marks(page)[1][0] == "good"
    assert str(page.context["submission"]) == sent["submission"]
    monkeypatch.undo()
    office.post(URL, sent)
    assert Consolation.objects.count() == 1


def test_the_same_person_twice_in_the_grid_is_said_to_repeat_the_row(office):
    people(1)

    page = office.post(URL, grid(("1001", "200"), ("1001", "200")))

    found = marks(page)
    assert found[1] == ("good", {})
    assert found[2] == (
        "bad",
        {"beneficiary": "与第 1 行重复，请删去其中一行"},
    )
    assert "data-choose" not in page.content.decode()  # who is meant is clear


def test_days_are_spelt_out_in_cells_and_above_the_grid(login):
    client = login("members.add_member", "members.view_member")
    year = dt.date.today().year - 1
    columns = {name: [""] for name in MEMBER.grid.columns}
    sent = columns | {"hire_date": [f"{year}.3.1"], "head-joined_on": f"{year}年4月5日"}

    page = client.post(MEMBER.url("batch"), sent, **JSON).json()

    assert page["rows"]["0"]["names"]["hire_date"] == f"{year}-03-01"
    assert page["days"] == {"head-joined_on": f"{year}-04-05"}


def test_a_grid_that_came_back_with_rows_warns_before_it_is_left(office):
    people(1)

    assert b'data-guard="changed"' not in office.get(URL).content
    page = office.post(URL, grid(do="list", people="1001"))
    assert b'data-guard="changed"' in page.content
