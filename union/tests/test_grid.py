"""成批录入: what was typed into a grid, saved at one stroke."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from union.errors import RuleViolation
from union.models import AuditEntry, UndoBatch
from welfare.models import Consolation
from welfare.tests.factories import ConsolationFactory

from .grids import URL, clerk, grid, marks, people, texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(login):
    return clerk(login)


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
    assert found[3][1] == {
        "beneficiary": "没有找到会员“9999”，请核对后重填；还没有入会的，先登记为会员；"
        "不是会员的不写姓名，按集体慰问登记（新增页面的对象说明）"
    }
    assert "超过标准" in found[4][1]["cash_amount"]
    text = page.content.decode()
    assert '<a href="#r2-cash_amount">第 2 行「慰问金（元）」：“abc”' in text
    assert 'id="head-note" value="春节"' in text
    assert texts(page, "cash_amount") == ["200", "abc", "50", "600"]
    assert "共 4 行：可保存 1 行，有错误 3 行；可保存的慰问金（元）合计 200.00" in text


def test_of_four_rows_with_the_same_error_each_is_named(office):
    people(4)

    page = office.post(URL, grid(*[(f"{1001 + n}", "x") for n in range(4)]))

    [[text, _]] = page.context["page"].errors
    assert text.endswith("：第 1、2、3、4 行")


def test_the_same_error_in_many_rows_is_listed_once_with_its_rows(office):
    people(7)
    amounts = ["600", "x", "600", "600", "y", "600", "600"]
    rows = [(f"{1001 + n}", amount) for n, amount in enumerate(amounts)]

    page = office.post(URL, grid(*rows))

    text = page.content.decode()
    assert "有 7 处需要改正" in text
    [over, unread] = page.context["page"].errors
    assert over[0].startswith("「慰问金（元）」超过标准：")
    assert over[0].endswith("：第 1、3、4 行等 5 行")
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
    heads = {"head-cash_amount": "300", "head-visitors": "院领导"}

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
        {"beneficiary": "1002", "occasion": "住院", "date": "2026-1-5", "goods": "花"},
        {"beneficiary": "1003", "occasion": "结婚", "date": "2026.1.6", "goods": "被"},
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


def test_the_good_rows_are_saved_without_the_look_alikes(office):
    first, _ = people(2)
    ConsolationFactory(beneficiary=first, date=dt.date(2026, 2, 1))

    page = office.post(URL, grid(("1001", "100"), ("1002", "100"), do="good"))

    assert Consolation.objects.latest("pk").beneficiary.staff_no == "1002"
    assert texts(page) == ["1001 张伟"]


def test_ten_rows_are_added_without_a_script(office):
    people(1)

    page = office.post(URL, grid(("1001", "200"), do="more"))

    assert len(page.context["page"].typed.rows) == 11
    assert page.context["page"].checked is None
    page = office.post(URL, grid(("1001", "200"), *[("", "")] * 10, do="more"))
    assert len(page.context["page"].typed.rows) == 21


def test_rows_keep_their_numbers_when_others_were_saved(office):
    people(2)
    sent = grid(("8888", "1"), ("1001", "200"), ("", ""), ("9999", "1"), do="good")

    page = office.post(URL, sent)

    assert page.context["page"].typed.numbers[:4] == [1, 4, 5, 6]
    html = page.content.decode()
    assert "其余 2 行还没有保存，有 2 处需要改正：" in html
    assert "：第 1、4 行" in html
    assert 'id="n2">4<input type="hidden" name="row" value="4">' in html
    sent = grid(("1002", "1"), ("9999", "1"), ("9998", "abc"), do="good")
    page = office.post(URL, sent | {"row": ["1", "4", ""]})
    assert page.context["page"].typed.numbers[:2] == [4, 5]
    assert "第 5 行「慰问金（元）」：“abc”" in page.content.decode()


def test_rows_that_are_wrong_are_removed_without_a_script(office):
    people(1)

    page = office.post(URL, grid(("8888", "1"), ("1001", "200"), do="drop"))

    assert texts(page) == ["1001 张伟"]
    assert marks(page) == {1: ("good", {})}
    assert "已删去有错误的 1 行" in page.content.decode()


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


def test_a_grid_that_came_back_with_rows_warns_before_it_is_left(office):
    people(1)

    assert b'data-guard="changed"' not in office.get(URL).content
    page = office.post(URL, grid(do="list", people="1001"))
    assert b'data-guard="changed"' in page.content
