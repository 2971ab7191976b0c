"""The columns of a list that one wants, and how many rows a page: both remembered."""

from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from members.records import MEMBER
from members.tests.factories import DepartmentFactory, MemberFactory, UnionGroupFactory
from union.columns import DateColumn, MoneyColumn
from union.fields import EncryptedTextField
from union.models import ListSetting
from union.records import record_kinds
from welfare.records import CONSOLATION
from welfare.tests.factories import ConsolationFactory

from .factories import UserFactory

pytestmark = pytest.mark.django_db

URL = MEMBER.url("columns")


@pytest.fixture
def staff(client):
    client.user = UserFactory(role="staff")
    client.force_login(client.user)
    return client


def headings(client, kind=MEMBER):
    page = client.get(kind.list_url, {"all": 1})
    return [heading for _, heading, *_ in page.context["headings"]]


def sheet(client, **query):
    response = client.get(MEMBER.list_url, query)
    book = load_workbook(BytesIO(b"".join(response.streaming_content)))
    return list(book.active.iter_rows(values_only=True))


def test_chosen_columns_are_shown_in_their_order_and_remembered(staff):
    MemberFactory()
    response = staff.post(
        URL, {"column": ["name", "birth_date", "status"], "query": "sex=female"}
    )

    assert response.url == f"{MEMBER.list_url}?sex=female"
    assert headings(staff) == ["姓名", "出生日期", "会籍状态"]


def test_columns_of_one_person_are_not_those_of_another(staff):
    MemberFactory()
    staff.post(URL, {"column": ["name"]})
    staff.force_login(UserFactory(role="staff"))

    assert headings(staff)[:3] == ["工号", "姓名", "会籍状态"]


def test_a_column_moves_up_and_down_by_a_button(staff):
    MemberFactory()
    shown = ["staff_no", "name", "sex"]
    staff.post(URL, {"column": shown, "up": "name"})
    assert headings(staff) == ["姓名", "工号", "性别"]
    staff.post(URL, {"column": ["name", "staff_no", "sex"], "down": "staff_no"})

    assert headings(staff) == ["姓名", "性别", "工号"]


def test_the_default_comes_back(staff):
    MemberFactory()
    staff.post(URL, {"column": ["name"]})
    staff.post(URL, {"column": ["name"], "reset": "1"})

    assert headings(staff)[:3] == ["工号", "姓名", "会籍状态"]


def test_a_row_always_leads_to_its_record(staff):
    member = MemberFactory(name="张伟")
    staff.post(URL, {"column": ["sex"]})

    page = staff.get(MEMBER.list_url)

    assert headings(staff) == ["姓名", "性别"]
    assert f'href="{member.get_absolute_url()}"' in page.content.decode()


def test_unknown_columns_are_left_out(staff):
    MemberFactory()
    staff.post(URL, {"column": ["id_number", "department__voided_at", "name"]})

    assert headings(staff) == ["姓名"]


def test_the_sheet_has_the_filtered_rows_and_the_chosen_columns(staff):
    MemberFactory(name="张伟", sex="male", hire_date="2019-12-01")
    MemberFactory(name="李娜", sex="female")
    staff.post(URL, {"column": ["name", "hire_date"]})

    rows = sheet(staff, export="xlsx", sex="male")

    assert rows[0] == ("姓名", "入职日期")
    assert [row[0] for row in rows[1:]] == ["张伟"]
    assert f"{rows[1][1]:%Y-%m-%d}" == "2019-12-01"


def test_a_sheet_of_all_columns_has_also_those_that_are_not_shown(staff):
    MemberFactory()
    staff.post(URL, {"column": ["name"]})

    header, row = sheet(staff, export="all")

    assert {"工号", "姓名", "出生日期", "入职日期", "登记时间"} <= set(header)
    assert len(row) == len(header)


def test_totals_are_of_the_filtered_set_and_of_chosen_columns(staff):
    ConsolationFactory.create_batch(2, cash_amount=Decimal(300), occasion="sick")
    ConsolationFactory(cash_amount=Decimal(500), occasion="hospital")
    staff.post(CONSOLATION.url("columns"), {"column": ["pk", "date", "cash_amount"]})

    page = staff.get(CONSOLATION.list_url, {"occasion": "sick"})

    assert page.context["totals"] == [None, None, "600.00"]


def test_rows_a_page_are_remembered(staff):
    group, department = UnionGroupFactory(), DepartmentFactory()
    MemberFactory.create_batch(51, union_group=group, department=department)

    response = staff.post(URL, {"size": "100", "query": "sex=female"})
    page = staff.get(MEMBER.list_url)

    assert response.url == f"{MEMBER.list_url}?sex=female"
    assert len(page.context["rows"]) == 51
    assert ListSetting.objects.get().page_size == 100


@pytest.mark.parametrize("size", ["7", "1e9", "-50", "x"])
def test_other_sizes_are_not_taken(staff, size):
    MemberFactory()
    staff.post(URL, {"size": size})

    assert staff.get(MEMBER.list_url).context["page_obj"].paginator.per_page == 50


def test_the_heads_say_how_the_list_is_sorted_and_sort_by_a_chosen_column(staff):
    MemberFactory(name="张伟", hire_date="2001-01-01")
    MemberFactory(name="李娜", hire_date="2002-01-01")
    staff.post(URL, {"column": ["name", "hire_date"]})

    page = staff.get(MEMBER.list_url, {"sort": "-hire_date"})

    assert "李娜" in page.context["rows"][0]
    assert 'aria-sort="descending"' in page.content.decode()


@pytest.mark.parametrize("kind", record_kinds(), ids=lambda kind: kind.label)
def test_every_offered_column_can_be_read_and_none_is_secret(kind):
    secret = {
        field.name
        for field in kind.model._meta.fields
        if isinstance(field, EncryptedTextField)
    }

    paths = list(kind.offered_columns)

    assert not secret & set(paths)
    rows = kind.model.objects.valid().with_details().values_list(*paths)
    assert list(rows) == []


def test_plain_fields_become_columns_of_their_kind():
    offered = CONSOLATION.offered_columns

    assert isinstance(offered["date_to"], DateColumn)
    assert isinstance(offered["amount"], MoneyColumn)
    assert offered["goods_value"].extra
    assert "voided_at" not in offered
