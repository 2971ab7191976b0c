"""成批录入: rows for many people at once, by number, name or filter."""

import datetime as dt

import pytest

from members.tests.factories import MemberFactory
from welfare.models import Consolation

from .grids import URL, clerk, grid, marks, people, texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(login):
    return clerk(login)


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
    assert page.context["page"].typed.heads["visitors"] == "院领导"


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
