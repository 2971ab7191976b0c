import datetime as dt
from io import BytesIO

import pytest
from openpyxl import load_workbook

from union.excel import TemplateColumn, TemplateSheet, read_sheets, write_template

SEXES = ["男", "女"]
MEMBERS = TemplateSheet(
    "会员",
    [
        TemplateColumn(
            "工号", "code", required=True, sample="E0001", note="医院的工号"
        ),
        TemplateColumn("姓名", required=True, sample="张三"),
        TemplateColumn("性别", choices=SEXES, sample="男"),
        TemplateColumn("入会日期", "date", sample=dt.date(2020, 1, 2)),
    ],
    notes=["工号不能重复"],
)
FAMILY = TemplateSheet(
    "职工子女",
    [
        TemplateColumn("姓名", required=True),
        TemplateColumn("性别", choices=SEXES),
        TemplateColumn("学段", choices=[f"第{n}类，很长的选项" for n in range(60)]),
    ],
)


@pytest.fixture
def workbook():
    return load_workbook(write_template([MEMBERS, FAMILY]))


def test_sheets_come_first_and_choices_are_hidden(workbook):
    assert workbook.sheetnames == ["会员", "职工子女", "填写说明", "选项"]
    assert workbook["选项"].sheet_state == "hidden"


def test_the_reader_takes_the_template_for_an_empty_workbook():
    members, family = read_sheets(write_template([MEMBERS, FAMILY]))
    assert members.headers == ["工号", "姓名", "性别", "入会日期"]
    assert members.rows == family.rows == []
    assert members.notices == ["第 2 行是示例，没有读入"]
    assert family.notices == []


def test_required_columns_are_marked(workbook):
    fills = [cell.fill.fgColor.rgb for cell in workbook["会员"][1]]
    assert fills == ["00FCE4B6", "00FCE4B6", "00E7EEF7", "00E7EEF7"]


def test_fixed_values_have_drop_down_lists(workbook):
    (sexes,) = workbook["会员"].data_validations.dataValidation
    assert (sexes.type, str(sexes.sqref)) == ("list", "C2:C1001")
    assert sexes.formula1 == "'选项'!$A$1:$A$2"
    same, stages = workbook["职工子女"].data_validations.dataValidation
    assert same.formula1 == "'选项'!$A$1:$A$2"
    assert stages.formula1 == "'选项'!$B$1:$B$60"
    assert [workbook["选项"].cell(row, 1).value for row in (1, 2, 3)] == [
        "男",
        "女",
        None,
    ]
    assert workbook["选项"]["B60"].value == "第59类，很长的选项"


def test_numbers_that_are_names_are_text_in_a_thousand_rows(workbook):
    sheet = workbook["会员"]
    assert sheet["A3"].number_format == sheet["A1001"].number_format == "@"
    assert sheet["D3"].number_format == sheet["D1001"].number_format == "yyyy-mm-dd"


def test_the_sample_row_shows_how(workbook):
    sample = workbook["会员"][2]
    assert [cell.value for cell in sample] == [
        "示例：E0001",
        "张三",
        "男",
        dt.datetime(2020, 1, 2),
    ]
    assert all(cell.font.italic for cell in sample)


def test_the_rules_are_on_a_sheet_of_their_own(workbook):
    rows = list(workbook["填写说明"].values)
    assert rows[0] == ("工作表", "列", "必填", "格式", "可填内容", "说明")
    assert ("会员", None, None, None, None, "工号不能重复") in rows
    assert (
        "会员",
        "工号",
        "必填",
        "文本（不要改成数字格式）",
        None,
        "医院的工号",
    ) in rows
    assert ("会员", "性别", None, "从下拉列表选择", "男、女", None) in rows


def test_a_filled_template_is_read(workbook):
    sheet = workbook["会员"]
    for column, value in enumerate(
        ["0012", "李娜", "女", dt.date(2021, 3, 4)], start=1
    ):
        sheet.cell(3, column).value = value
    stream = BytesIO()
    workbook.save(stream)
    members = read_sheets(stream, ["工号", "姓名"])[0]
    assert [(row.number, row.cells) for row in members.rows] == [
        (3, ["0012", "李娜", "女", dt.date(2021, 3, 4)])
    ]


@pytest.mark.time_machine(dt.datetime(2031, 5, 1, tzinfo=dt.UTC))
def test_the_examples_of_days_are_of_this_year():
    notes = load_workbook(write_template([MEMBERS]))["填写说明"]
    texts = [str(cell) for row in notes.values for cell in row if cell]

    assert "日期可写成 2031-01-31、20310131 或 2031年1月31日；金额以元为单位" in texts
    assert "日期，如 2031-01-31" in texts
