import datetime as dt
from io import BytesIO

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from union.excel import CellError, WorkbookRefused, header_key, read_sheets

from .workbook_parts import MAIN, SHEET, STRINGS, XML, sheet_xml, with_parts, with_sheet


def sheet_of(rows):
    workbook = Workbook()
    for row in rows:
        workbook.active.append(row)
    return workbook, workbook.active


def read(workbook, *args, **options):
    stream = BytesIO()
    workbook.save(stream)
    return read_sheets(stream, *args, **options)


def cell(xml):
    """The value that the reader gives for the cell A2."""
    rows = f'<row r="1"><c t="str"><v>列</v></c></row><row r="2">{xml}</row>'
    (sheet,) = read_sheets(BytesIO(with_sheet(rows)))
    return sheet.rows[0].cells[0] if sheet.rows else None


@pytest.mark.parametrize(
    ("xml", "value"),
    [
        ("<c><v>20181234</v></c>", 20181234),
        ("<c><v>20181234.0</v></c>", 20181234.0),
        ("<c><v>-12.5</v></c>", -12.5),
        ("<c><v>0.30000000000000004</v></c>", 0.30000000000000004),
        ("<c><v>1E-3</v></c>", 0.001),
        ("<c><v>999999999999999</v></c>", 999999999999999),
        ('<c t="s"><v>0</v></c>', "工号"),
        ('<c t="str"><v>公式文字</v></c>', "公式文字"),
        ('<c t="inlineStr"><is><t> 张伟 </t></is></c>', " 张伟 "),
        (
            '<c t="inlineStr"><is><r><t>张</t></r><r><t>伟</t></r>'
            "<rPh><t>zhang</t></rPh></is></c>",
            "张伟",
        ),
        ('<c t="b"><v>1</v></c>', True),
        ('<c t="b"><v>0</v></c>', False),
        ('<c s="1"><v>45292</v></c>', dt.date(2024, 1, 1)),
        ('<c s="1"><v>45292.5</v></c>', dt.datetime(2024, 1, 1, 12)),
        ('<c t="d"><v>2024-01-01</v></c>', dt.date(2024, 1, 1)),
        ('<c t="d"><v>2024-01-01T09:30:00</v></c>', dt.datetime(2024, 1, 1, 9, 30)),
        ("<c><f>1+1</f><v>2</v></c>", 2),
        ('<c t="str"><f>""</f><v></v></c>', None),
        ("<c/>", None),
        ('<c t="str"><v>  </v></c>', None),
        ('<c t="inlineStr"/>', None),
        ('<c t="str"><v>一_x000D_\n二</v></c>', "一\r\n二"),
        ('<c t="str"><v>_x005F_x000D_</v></c>', "_x000D_"),
        (
            '<c t="e"><v>#N/A</v></c>',
            CellError("#N/A", "这是 Excel 的错误值，请改正公式或直接填入内容"),
        ),
        (
            '<c t="e"><f>VLOOKUP(1,2,3)</f><v>#REF!</v></c>',
            CellError("#REF!", "这是 Excel 的错误值，请改正公式或直接填入内容"),
        ),
        (
            "<c><f>SUM(A1:A9)</f><v></v></c>",
            CellError(
                "公式", "公式还没有算出结果，请在 Excel 中打开并保存，或直接填入内容"
            ),
        ),
        (
            '<c s="1"><v>99999999</v></c>',
            CellError("99999999", "超出日期的范围，请按“年-月-日”填写"),
        ),
    ],
)
def test_each_kind_of_cell_has_its_value(xml, value):
    found = cell(xml)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    "number",
    [
        "110101199003078515",
        "1.1010119900307851E+17",
        "6222021234567890",
        "1E400",
        "NaN",
    ],
)
def test_a_number_that_excel_has_damaged_is_refused_without_repeating_it(number):
    damaged = cell(f"<c><v>{number}</v></c>")
    assert damaged.text == ""
    assert damaged.message == (
        "超过 15 位的数字会被 Excel 改掉末尾几位，请把该列设为文本格式后重新填写"
    )


def test_days_of_the_1904_calendar_are_the_same_days():
    workbook, _ = sheet_of([["日期"], [dt.date(2024, 1, 1)]])
    workbook.epoch = CALENDAR_MAC_1904
    assert read(workbook)[0].rows[0].cells == [dt.date(2024, 1, 1)]


def test_titles_above_the_header_are_skipped():
    workbook, _ = sheet_of(
        [
            ["某某医院工会会员花名册"],
            [],
            ["填报单位：", "护理部", "填报日期：", "2025-06-01", "填报人：", "张伟"],
            ["序号", " 工 号*", "姓名（必填）", "入会\n日期", None],
            [1, "E1", "张伟", dt.date(2020, 1, 2)],
            [],
            [2, "E2", "李娜", dt.date(2021, 3, 4)],
        ]
    )
    (sheet,) = read(workbook, ["工号", "姓名", "入会日期"])
    assert sheet.header_row_number == 4
    assert sheet.headers == ["序号", "工号", "姓名", "入会日期"]
    assert [(row.number, row.cells) for row in sheet.rows] == [
        (5, [1, "E1", "张伟", dt.date(2020, 1, 2)]),
        (7, [2, "E2", "李娜", dt.date(2021, 3, 4)]),
    ]
    assert sheet.notices == []


def test_without_known_headers_the_first_row_with_enough_texts_is_the_header():
    workbook, _ = sheet_of([["花名册"], ["编码", "名字"], ["E1", "张伟", "备注"]])
    assert read(workbook)[0].headers == ["编码", "名字"]


def test_a_sheet_without_any_text_has_its_first_row_for_header():
    workbook, _ = sheet_of([[1, 2], [3, 4]])
    assert read(workbook)[0].headers == ["1", "2"]


def test_headers_that_differ_in_form_only_are_the_same():
    assert header_key(" 身份证号（必填）＊") == header_key("身份证号")
    assert header_key("ＩＤ（号）") == header_key("id(号)")


def test_short_rows_are_filled_and_cells_without_header_are_told():
    workbook, _ = sheet_of([["工号", "姓名"], ["E1"], ["E2", "李娜", "多", None, "余"]])
    (sheet,) = read(workbook, ["工号"])
    assert [row.cells for row in sheet.rows] == [["E1", None], ["E2", "李娜"]]
    assert sheet.notices == ["C 列、E 列没有表头，没有读入"]


def test_repeated_headers_are_told():
    workbook, _ = sheet_of([["工号", "备注", "备注"], ["E1", "a", "b"]])
    (sheet,) = read(workbook)
    assert sheet.repeated_headers == ["备注"]
    assert sheet.notices == ["表头“备注”出现了不止一次，请改名或删去多余的列"]


@pytest.fixture
def with_hidden():
    workbook, sheet = sheet_of(
        [["工号", "身份证号", "姓名"], ["E1", "x", "张伟"], ["E2", "y", "李娜"]]
    )
    sheet.title = "会员"
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True
    for title, state in (("旧表", "hidden"), ("底稿", "veryHidden")):
        workbook.create_sheet(title).append(["工号"])
        workbook[title].sheet_state = state
    return workbook


def test_hidden_content_is_left_out_and_told(with_hidden):
    (sheet,) = read(with_hidden)
    assert sheet.headers == ["工号", "", "姓名"]
    assert [row.cells for row in sheet.rows] == [["E1", None, "张伟"]]
    assert sheet.notices == [
        "隐藏的第 3 行没有读入（共 1 行，可能是筛选造成的）；要导入请先取消隐藏",
        "隐藏的列“身份证号”没有读入；要导入请先取消隐藏",
        "隐藏的工作表“旧表”、“底稿”没有读入；要导入请先取消隐藏",
    ]


def test_hidden_content_is_read_when_it_is_asked_for(with_hidden):
    sheets = read(with_hidden, include_hidden=True)
    assert [sheet.title for sheet in sheets] == ["会员", "旧表", "底稿"]
    assert [row.cells for row in sheets[0].rows] == [
        ["E1", "x", "张伟"],
        ["E2", "y", "李娜"],
    ]


def test_a_hidden_rest_of_the_sheet_is_no_matter():
    columns = '<cols><col min="3" max="16384" hidden="1"/></cols>'
    (sheet,) = read_sheets(BytesIO(with_sheet(before=columns)))
    assert sheet.headers == ["工号", "金额"]
    assert sheet.notices == []


def test_a_sheet_of_rules_alone_is_nothing_to_read():
    workbook, sheet = sheet_of([["工号"]])
    sheet.title = "填写说明"
    with pytest.raises(WorkbookRefused, match="没有可以读的工作表"):
        read(workbook)


def test_merged_cells_are_told():
    workbook, sheet = sheet_of([["科室", "姓名"], ["内科", "张伟"], [None, "李娜"]])
    sheet.merge_cells("A2:A3")
    (found,) = read(workbook)
    assert [row.cells for row in found.rows] == [["内科", "张伟"], [None, "李娜"]]
    assert found.notices == [
        "有合并单元格（A2:A3），只有左上角的一格有内容；"
        "如果它们在数据里，请取消合并并逐行填写"
    ]


def test_a_title_merged_over_the_table_is_no_matter():
    workbook, sheet = sheet_of([["职工名册", None], ["科室", "姓名"], ["内科", "张伟"]])
    sheet.merge_cells("A1:B1")
    (found,) = read(workbook)
    assert (found.headers, found.notices) == (["科室", "姓名"], [])


def test_an_empty_sheet_has_no_header():
    workbook, _ = sheet_of([])
    (sheet,) = read(workbook)
    assert (sheet.header_row_number, sheet.headers, sheet.rows) == (0, [], [])
    assert sheet.notices == ["工作表是空的"]


def test_rows_without_numbers_and_prefixed_elements_are_read():
    """As some programs other than Excel write them."""
    rows = (
        '<x:row><x:c t="str"><x:v>工号</x:v></x:c></x:row>'
        '<x:row><x:c t="str"><x:v>E1</x:v></x:c></x:row>'
    )
    xml = (
        f'{XML}<x:worksheet xmlns:x="{MAIN}">'
        f"<x:sheetData>{rows}</x:sheetData></x:worksheet>"
    )
    (sheet,) = read_sheets(BytesIO(with_parts({SHEET: xml})))
    assert sheet.headers == ["工号"]
    assert [(row.number, row.cells) for row in sheet.rows] == [(2, ["E1"])]


def test_formats_far_below_the_data_are_no_rows():
    rows = (
        '<row r="1"><c r="A1" t="str"><v>工号</v></c></row>'
        '<row r="2"><c r="A2" t="str"><v>E1</v></c></row>'
        '<row r="1048576"><c r="A1048576" s="1"/></row>'
    )
    (sheet,) = read_sheets(BytesIO(with_sheet(rows)))
    assert len(sheet.rows) == 1


def test_shared_strings_are_read_without_phonetic_guides_and_escapes():
    texts = (
        "<si><r><t>工</t></r><r><t>号</t></r><rPh><t>gonghao</t></rPh></si>"
        "<si><t>一_x000D_二</t></si><si/>"
    )
    rows = "".join(f'<row><c t="s"><v>{n}</v></c></row>' for n in range(3))
    strings = f'{XML}<sst xmlns="{MAIN}">{texts}</sst>'
    content = with_parts({STRINGS: strings, SHEET: sheet_xml(rows)})
    (sheet,) = read_sheets(BytesIO(content))
    assert sheet.headers == ["工号"]
    assert [row.cells for row in sheet.rows] == [["一\r二"]]


def test_a_workbook_without_shared_strings_is_read():
    content = with_parts(
        {
            STRINGS: f'{XML}<sst xmlns="{MAIN}"/>',
            SHEET: sheet_xml('<row><c t="str"><v>工号</v></c></row>'),
        }
    )
    assert read_sheets(BytesIO(content))[0].headers == ["工号"]
