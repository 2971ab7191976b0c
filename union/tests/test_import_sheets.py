"""Sheets as offices keep them: their headers, footers, spellings and double numbers."""

import datetime as dt
from io import BytesIO

import pytest
from openpyxl import Workbook

from members.records import MEMBER
from members.tests.factories import DepartmentFactory, MemberFactory, UnionGroupFactory
from union.excel import (
    Row,
    Sheet,
    TemplateColumn,
    TemplateSheet,
    WorkbookRefused,
    read_sheets,
)
from union.excel.template import _notes
from union.imports import running
from union.imports.odd_rows import without_odd_rows
from union.imports.preview import ErrorGroup
from union.models import ImportBatch

from .factories import UserFactory
from .test_import_pages import page_of, upload
from .test_import_running import HEADER, ID_NUMBER, OFFICE, member_row

pytestmark = pytest.mark.django_db


@pytest.fixture
def importer():
    DepartmentFactory(name="内科")
    UnionGroupFactory(name="一组")
    return MEMBER.importer(MEMBER, UserFactory(perms=OFFICE))


def sheet(*rows, headers=HEADER):
    numbered = [Row(n, list(row)) for n, row in enumerate(rows, start=2)]
    return Sheet(title="会员", headers=list(headers), rows=numbered)


@pytest.mark.parametrize("header", ["所属分工会", "分工会名称", "工会小组名称"])
def test_other_names_of_the_union_group_are_known(importer, header):
    assert importer.guess([header]) == {header: "union_group"}


def test_signatures_and_remarks_below_the_sum_are_no_members():
    table = sheet(
        ["1", "张甲", "女"],
        ["合计", 1, None],
        ["制表人：李乙", None, "审核：王丙"],
        ["备注：含借调人员", None, None],
        headers=["工号", "姓名", "性别"],
    )

    kept, left_out = without_odd_rows(table)

    assert [row.number for row in kept.rows] == [2]
    assert left_out == [3, 4, 5]


@pytest.mark.parametrize(
    "second",
    [[None, None, "手机"], ["工号", "姓名", "联系方式"], [None, "姓 名", "联系方式*"]],
    ids=["second line", "the same again", "in part"],
)
def test_a_second_line_of_the_header_is_no_member(importer, second):
    headers = ["工号", "姓名", "联系方式"]
    table = sheet(second, ["1", "张甲", "13900000000"], headers=headers)
    words = [word for others in importer.words.values() for word in others]

    kept, left_out = without_odd_rows(table, words)

    assert [row.number for row in kept.rows] == [3]
    assert left_out == [2]


def test_the_header_is_no_member_on_any_page():
    headers = ["工号", "姓名", "科室"]
    table = sheet(
        ["1", "张甲", "内科"], headers, ["2", "科室", "内科"], headers=headers
    )

    kept, left_out = without_odd_rows(table)

    assert [row.number for row in kept.rows] == [2, 4]
    assert left_out == [3]


def two_lines():
    """A header whose cells are merged downwards, but for three of them."""
    workbook = Workbook()
    page = workbook.active
    page.append(["新入会职工花名册"])
    page.append(["工号", "姓名", "联系方式", None, "金额"])
    page.append([None, None, "手机", "住址", "（元）"])
    page.append(["1", "张甲", "13900000000", "一号", 5])
    for area in ("A1:E1", "A2:A3", "B2:B3", "C2:D2"):
        page.merge_cells(area)
    file = BytesIO()
    workbook.save(file)
    file.seek(0)
    return file


def test_a_header_of_two_merged_lines_is_read_as_one():
    (table,) = read_sheets(two_lines(), {"工号", "姓名", "手机"})

    assert table.headers == ["工号", "姓名", "手机", "住址", "金额"]
    assert [row.number for row in table.rows] == [4]
    assert table.notices == ["第 2 到 3 行合起来是表头"]


def test_two_persons_with_one_staff_number_are_both_refused(importer):
    plan = importer.plan(
        sheet(member_row("1", "张甲", None), member_row("1", "李乙", None))
    )

    assert [list(row.error_texts()) for row in plan.rows] == [
        ["第2行「工号」：与第3行工号相同而内容不同，请核对改正"],
        ["第3行「工号」：与第2行工号相同而内容不同，请核对改正"],
    ]


@pytest.mark.parametrize(
    ("word", "sex"),
    [("M", "male"), ("f", "female"), ("FEMALE", "female"), ("Ｍ", "male")],
)
def test_sexes_in_english_are_taken_without_asking(importer, word, sex):
    plan = importer.plan(sheet(member_row("1", "张甲", None, 性别=word)))

    assert plan.unknown == {}
    assert plan.rows[0].record.sex == sex


def test_known_spellings_of_choices_are_taken_without_asking(importer):
    row = member_row("1", "张甲", None, 性别="女士", 岗位类别="医生", 用工形式="合同制")

    plan = importer.plan(sheet(row))

    record = plan.rows[0].record
    assert plan.unknown == plan.replaced == {}
    assert (record.sex, record.job, record.employment_type) == (
        "female",
        "doctor",
        "contract",
    )


def test_garbage_that_is_called_a_workbook_is_called_by_its_name():
    file = BytesIO("损坏的内容，什么也不是".encode())
    file.name = "名册.xlsx"

    with pytest.raises(WorkbookRefused, match="这不是 Excel 文件或已损坏"):
        running.start(file, kind=MEMBER, user=UserFactory(perms=OFFICE))


def test_choices_that_hold_a_comma_stand_one_a_line_in_the_rules():
    column = TemplateColumn("工会小组", choices=["内科、外科组", "门诊组"])

    rows = list(_notes([TemplateSheet("会员", [column])]))[-3:]

    assert [row[4] for row in rows] == ["见以下各行", "内科、外科组", "门诊组"]


def test_errors_name_the_person_and_use_the_headers_of_the_file(login):
    MemberFactory(staff_no="60012", name="张丙", birth_date=dt.date(1985, 5, 6))
    MemberFactory(staff_no="60013", name="李丁")
    office = login(*OFFICE)
    header = ["职工号", "姓名", "身份证"]
    upload(office, MEMBER, header, ["60012", "张丙", ID_NUMBER], ["60013", None, None])

    text = office.get(page_of(MEMBER)).content.decode()

    assert "第3行 60013 「姓名」" in text
    assert "第2行 60012 张丙 「出生日期」" in text
    assert (
        "出生日期 1985-05-06 与身份证号中的（1949-12-31）不一致，请核对</strong>"
        in text
    )


def test_a_group_of_one_message_leaves_no_words_out():
    group = ErrorGroup("身份证号", "该身份证号已登记在…名下")
    message = "该身份证号已登记在“1 张甲”名下"
    group.add(2, "2 李乙", "", message)
    assert (group.heading, group.shown) == (message, [(2, "2 李乙", "")])

    group.add(3, "3 王丙", "", "该身份证号已登记在“9 赵丁”名下")
    assert group.heading == "该身份证号已登记在…名下"
    assert group.shown[0] == (2, "2 李乙", message)


def test_rows_are_counted_without_sums_and_notes(login):
    office = login(*OFFICE)
    header = ["工号", "姓名", "备注"]
    upload(office, MEMBER, header, ["1", "张甲", None], ["合计", 1, None])
    assert ImportBatch.objects.get().rows == 1

    office.post(page_of(MEMBER), {"totals": "data"})
    assert ImportBatch.objects.get().rows == 2
