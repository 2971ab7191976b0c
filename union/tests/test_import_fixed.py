"""What a sheet lacks may be said once for all its rows."""

import datetime as dt

import pytest

from members.models import Member
from members.records import MEMBER
from members.tests.factories import DepartmentFactory, MemberFactory, UnionGroupFactory
from union.imports import running
from union.models import ImportBatch

from .test_import_pages import OFFICE, page_of, upload
from .test_import_running import HEADER, member_row

pytestmark = pytest.mark.django_db

SHORT = HEADER[:-2]  # without 入会日期 and 入会来源
FIXED = {"fixed_joined_on": "2026-3-20", "fixed_join_source": "new_staff"}


@pytest.fixture
def office(login):
    DepartmentFactory(name="内科")
    UnionGroupFactory(name="一组")
    return login(*OFFICE)


def short_row(number, name):
    return member_row(number, name, None)[:-2]


def columns_sent():
    pairs = ImportBatch.objects.latest("created_at").mapping
    return {f"column_{index}": name for index, (_, name) in enumerate(pairs)}


def test_a_required_field_without_a_column_gets_one_value_for_all_new_rows(office):
    known = MemberFactory(staff_no="2", name="李乙", joined_on=dt.date(2021, 1, 1))
    page = upload(office, MEMBER, SHORT, short_row("1", "张甲"), short_row("2", "李乙"))
    assert "表中没有的必填项" in page.content.decode()
    assert list(page.context["form"].fixable) == ["joined_on", "join_source"]

    page = office.post(
        page_of(MEMBER, "import_columns"), columns_sent() | FIXED, follow=True
    )
    text = page.content.decode()
    assert "一律记为：入会日期“2026-03-20”、入会来源“新员工”。" in text
    office.post(page_of(MEMBER), {"commit": "1"})

    new = Member.objects.get(staff_no="1")
    assert (new.joined_on, new.join_source) == (dt.date(2026, 3, 20), "new_staff")
    known.refresh_from_db()
    assert known.joined_on == dt.date(2021, 1, 1)


def test_it_is_remembered_for_sheets_with_these_columns_only(office):
    upload(office, MEMBER, SHORT, short_row("1", "张甲"))
    office.post(page_of(MEMBER, "import_columns"), columns_sent() | FIXED)

    same = upload(office, MEMBER, SHORT, short_row("2", "李乙"))
    assert "一律记为：入会日期“2026-03-20”" in same.content.decode()

    other = upload(office, MEMBER, SHORT[1:], short_row("3", "王丙")[1:])
    assert "表中没有的必填项" in other.content.decode()
    assert "2026-03-20" not in other.content.decode()


def test_a_column_of_the_sheet_wins_and_empty_cells_stay_errors(office):
    upload(office, MEMBER, SHORT, short_row("1", "张甲"))
    office.post(page_of(MEMBER, "import_columns"), columns_sent() | FIXED)
    batch = ImportBatch.objects.latest("created_at")
    batch.mapping = [pair for pair in batch.mapping if pair[1]]

    upload(office, MEMBER, HEADER, member_row("2", "李乙", None, 入会来源=None))
    full = ImportBatch.objects.latest("created_at")
    full.values = batch.values
    plan = running.check(full)

    assert [row.errors[0][0] for row in plan.rows] == ["入会来源"]
    assert plan.fixed == {}


def test_without_a_value_the_preview_says_where_it_can_be_given(office):
    upload(office, MEMBER, SHORT, short_row("1", "张甲"))

    text = office.get(page_of(MEMBER)).content.decode()

    assert (
        "缺少必填列“入会来源”，请加上这一列，或在对应列中选择它、填一个统一的值" in text
    )
