"""成批录入: what is wrong or doubtful in a grid is told where it stands."""

import datetime as dt

import pytest

from members.records import MEMBER
from members.tests.factories import MemberFactory
from union.models import AuditEntry
from welfare.models import Consolation
from welfare.tests.factories import BenefitRuleFactory, ConsolationFactory

from .grids import JSON, URL, clerk, grid, marks, people, texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(login):
    return clerk(login)


def test_what_is_missing_in_all_rows_is_told_once_at_the_head(office):
    people(2)
    rows = [("1001", "200"), ("1002", "200")]

    page = office.post(URL, grid(*rows, **{"head-occasion": ""}))

    assert page.context["page"].above == {"occasion": "不能空着，请填写"}
    assert marks(page)[1][1] == {"": "请先改正上方的“事由”"}
    told = [("事由：不能空着，请填写", "head-occasion")]
    assert page.context["page"].errors == told
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
    names = {"beneficiary": "1001 张伟", "cash_amount": "200"}
    assert answer["rows"]["0"]["names"] == names
    assert answer["rows"]["1"]["state"] == "bad"
    assert "<p>请改正：慰问对象</p>" in answer["rows"]["1"]["html"]
    assert "&lt;i&gt;" in answer["rows"]["1"]["cells"]["beneficiary"]
    assert answer["text"].startswith("共 2 行：可保存 1 行，有错误 1 行")


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


def test_cells_show_what_was_read_of_them(office):
    people(1)
    row = {"beneficiary": "１００１", "cash_amount": "二百元", "occasion": "生病"}

    answer = office.post(URL, grid(row | {"festival": "三八"}), **JSON).json()

    assert answer["rows"]["0"]["names"] == {
        "beneficiary": "1001 张伟",
        "cash_amount": "200.00",
        "occasion": "患病",
        "festival": "三八妇女节",
    }


def test_a_word_that_is_no_choice_is_answered_with_those_like_it(office):
    people(1)
    row = {"beneficiary": "1001", "cash_amount": "200", "occasion": "困难户"}

    page = office.post(URL, grid(row | {"relation": "1001"}))
    text = page.content.decode()

    assert 'data-choose="困难"' in text
    assert 'data-choose="1001 张伟"' not in text
    fixed = office.post(URL, grid(row, choose="1:occasion:困难"))
    assert fixed.context["page"].typed[0]["occasion"] == "困难"
