"""Columns that only number the rows of a sheet."""

import pytest

from members.records import DEPARTMENT, MEMBER
from members.tests.factories import DepartmentFactory, MemberFactory
from union.excel import Row, Sheet
from union.imports.odd_rows import without_odd_rows
from union.models import ImportBatch

from .test_import_pages import OFFICE, page_of, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(login):
    return login(*OFFICE)


def columns():
    return dict(ImportBatch.objects.latest("created_at").mapping)


@pytest.mark.parametrize("header", ["序号", "NO.", "№", "编号"])
def test_a_running_number_is_not_asked_about_and_not_told(office, header):
    rows = [[1, "外科", "临床"], [2, "内科", "临床"]]

    page = upload(office, DEPARTMENT, [header, "科室名称", "类别"], *rows)

    assert page.redirect_chain[-1][0] == page_of(DEPARTMENT)
    assert columns()[header] == ""
    assert "未导入的列" not in page.content.decode()
    assert page.context["counts"]["new"] == 2


def test_other_numbers_in_such_a_column_are_asked_about(office):
    rows = [["B-1", "外科", "临床"], ["B-2", "内科", "临床"]]

    page = upload(office, DEPARTMENT, ["NO.", "科室名称", "类别"], *rows)

    assert page.redirect_chain[-1][0] == page_of(DEPARTMENT, "import_columns")


def test_the_numbers_of_an_export_name_its_records(office):
    first = DepartmentFactory(pk=1, name="外科")
    DepartmentFactory(pk=2, name="内科")
    rows = [[1, "外科", "医技"], [2, "内科", "临床"]]

    page = upload(office, DEPARTMENT, ["编号", "名称", "类别"], *rows)

    assert columns()["编号"] == "pk"
    (row,) = page.context["changed"]
    assert row.record == first


def test_a_list_that_numbers_others_than_the_first_on_record_changes_none(office):
    for number, name in enumerate("甲乙丙", start=1):
        MemberFactory(pk=number, staff_no=f"100{number}", name=f"张{name}")
    rows = [[1, "1003", "张丙"], [2, "1001", "张甲"], [3, "1002", "张乙"]]

    upload(office, MEMBER, ["编号", "工号", "姓名"], *rows)

    assert columns()["编号"] == ""
    counts = office.get(page_of(MEMBER)).context["counts"]
    assert counts["unchanged"] == 3


def test_a_control_character_in_a_row_is_left_to_its_column():
    sheet = Sheet("", headers=["名称", "类别"], rows=[Row(2, ["外\x07科", "临床"])])

    assert without_odd_rows(sheet, ["名称"]) == (sheet, [])
