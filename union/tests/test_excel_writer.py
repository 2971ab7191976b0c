import datetime as dt
import re
import zipfile
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet._writer import ALL_TEMP_FILES

from union.excel import (
    ColumnSpec,
    Kind,
    SheetSpec,
    read_sheets,
    workbook_response,
    write_workbook,
)
from union.excel.writer import safe_text

FORMULA_LIKE = [
    "=1+1",
    '=HYPERLINK("http://evil.example","x")',
    "+1",
    "-1",
    "@SUM(A1)",
    "|cmd",
    "%0A",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    " =1",
    "\xa0=1",
    "\u200b=1",
    "\ufeff=1",
    "\t=1",
    "\n=1",
    "#N/A",
    "cmd|' /C calc'!A0",
]


def write(*sheets):
    return write_workbook(
        [SheetSpec(title, columns, rows) for title, columns, rows in sheets]
    )


def column(values, kind=Kind.TEXT):
    """The cells that openpyxl finds after the header of a one-column sheet."""
    stream = write(("表", [ColumnSpec("列", kind)], [[value] for value in values]))
    sheet = load_workbook(stream).active
    return [sheet.cell(row, 1) for row in range(2, len(values) + 2)]


@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.CODE, Kind.MONEY, Kind.DATE])
def test_no_text_becomes_a_formula(kind):
    stream = write(("表", [ColumnSpec("列", kind)], [[text] for text in FORMULA_LIKE]))
    with zipfile.ZipFile(stream) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in xml
    assert 't="e"' not in xml
    stream.seek(0)
    sheet = load_workbook(stream).active
    for row, text in enumerate(FORMULA_LIKE, start=2):
        found = sheet.cell(row, 1)
        assert (found.value, found.data_type) == (text, "s")
        assert found.quotePrefix == (text != "cmd|' /C calc'!A0")


def test_a_header_is_no_formula_either():
    stream = write(("表", [ColumnSpec("=1+1")], []))
    assert load_workbook(stream).active["A1"].data_type == "s"


def test_plain_text_is_not_quoted():
    assert [c.quotePrefix for c in column(["张伟", "A-1", "1=1"])] == [False] * 3


def test_kinds_are_stored_as_what_they_are():
    columns = [ColumnSpec(kind, kind) for kind in Kind]
    row = [
        "文字",
        "0012",
        dt.date(2025, 6, 1),
        dt.datetime(2025, 6, 1, 1, 30, tzinfo=dt.UTC),
        Decimal("1234.50"),
        12,
        Decimal("0.125"),
        Decimal("0.25"),
    ]
    sheet = load_workbook(write(("表", columns, [row]))).active
    assert [(c.value, c.data_type, c.number_format) for c in sheet[2]] == [
        ("文字", "s", "General"),
        ("0012", "s", "@"),
        (dt.datetime(2025, 6, 1), "d", "yyyy-mm-dd"),
        (dt.datetime(2025, 6, 1, 9, 30), "d", "yyyy-mm-dd hh:mm"),
        (1234.5, "n", "#,##0.00"),
        (12, "n", "0"),
        (0.125, "n", "General"),
        (0.25, "n", "0.0%"),
    ]


def test_values_of_another_type_become_text():
    cells = column([True, 20181234.0, dt.date(2025, 6, 1), Decimal("1.50")])
    assert [(c.value, c.data_type) for c in cells] == [
        ("是", "s"),
        ("20181234", "s"),
        ("2025-06-01", "s"),
        ("1.50", "s"),
    ]
    assert [c.value for c in column(["六月", None, ""], Kind.DATE)] == [
        "六月",
        None,
        None,
    ]
    assert [c.value for c in column([True, "—"], Kind.INTEGER)] == ["是", "—"]


def test_money_is_written_to_the_fen():
    amounts = [Decimal("0.01"), Decimal("9999999999.99"), Decimal("-3.10")]
    stream = write(
        ("表", [ColumnSpec("额", "money")], [[amount] for amount in amounts])
    )
    with zipfile.ZipFile(stream) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    assert re.findall("<v>(.*?)</v>", xml) == ["0.01", "9999999999.99", "-3.1"]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("张\x00\x07伟", "张伟"),
        ("a\ud800b\ufffe", "ab"),
        ("一\n二", "一\n二"),
        ("_x000D_", "_x005F_x000D_"),
        ("长" * 40_000, "长" * 32_767),
    ],
)
def test_what_no_workbook_can_hold_is_left_out(text, written):
    assert safe_text(text) == written


def test_the_header_is_bold_and_stays_in_sight():
    columns = [
        ColumnSpec("工号", "code"),
        ColumnSpec("一个很长很长的列名"),
        ColumnSpec("宽", width=33),
    ]
    sheet = load_workbook(write(("会员", columns, []))).active
    assert sheet.freeze_panes == "A2"
    assert all(c.font.bold for c in sheet[1])
    widths = [sheet.column_dimensions[letter].width for letter in "ABC"]
    assert widths == [14, 20, 33]


def test_sheet_titles_are_cleaned_and_differ():
    titles = [
        "会[员]:*?/\\",
        "会-员------",
        "",
        "'引号'",
        "长" * 40,
        "长" * 40,
        "a",
        "A",
    ]
    stream = write(*[(title, [ColumnSpec("列")], []) for title in titles])
    assert load_workbook(stream).sheetnames == [
        "会-员------",
        "会-员------(2)",
        "表",
        "引号",
        "长" * 31,
        "长" * 28 + "(2)",
        "a",
        "A(2)",
    ]


def test_what_is_broken_off_leaves_no_temporary_file():
    before = list(ALL_TEMP_FILES)
    one = ("一", [ColumnSpec("列")], [["a"]])
    with pytest.raises(ValueError, match="zip"):
        write(one, ("二", [ColumnSpec("列")], [["a"], ["a", "b"]]))
    write(one)
    assert before == ALL_TEMP_FILES


def test_a_download_has_its_chinese_name_and_no_author():
    response = workbook_response(
        "会员/2025.xlsx", [SheetSpec("会员", [ColumnSpec("工号")], [["E1"]])]
    )
    content = b"".join(response.streaming_content)
    assert content.startswith(b"PK")
    assert response["Content-Type"].endswith("spreadsheetml.sheet")
    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''%E4%BC%9A%E5%91%98-2025.xlsx"
    )
    assert response["Content-Length"] == str(len(content))


cells = st.one_of(
    st.none(),
    st.integers(-(10**14), 10**14),
    st.decimals(-(10**9), 10**9, places=2),
    st.dates(dt.date(1900, 3, 1), dt.date(2100, 12, 31)),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cn"]), max_size=30),
    st.from_regex(r"[=+\-@＝ ]?_x[0-9A-F]{4}_\w*", fullmatch=True),
)
KIND_OF = {int: "integer", Decimal: "money", dt.date: "date"}


@settings(max_examples=60)
@given(st.lists(cells, min_size=1, max_size=20))
def test_what_is_written_is_read_back(values):
    columns = [ColumnSpec("首")] + [
        ColumnSpec(f"列{number}", KIND_OF.get(type(value), "text"))
        for number, value in enumerate(values)
    ]
    (sheet,) = read_sheets(write(("表", columns, [["x", *values]])))
    read = sheet.rows[0].cells[1:]
    for value, found in zip(values, read, strict=True):
        if isinstance(value, str) and (not value or value.isspace()):
            assert found is None
        elif isinstance(value, Decimal):
            assert Decimal(repr(found)) == value
        else:
            assert found == value


def test_a_sheet_prints_on_a4_as_wide_as_the_table_with_its_header_on_each_page():
    stream = write(("名单", [ColumnSpec("姓名"), ColumnSpec("工号")], [["张伟", "1"]]))

    sheet = load_workbook(stream).active

    assert sheet.page_setup.orientation == "landscape"
    assert int(sheet.page_setup.paperSize) == 9
    assert sheet.sheet_properties.pageSetUpPr.fitToPage is True
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.oddFooter.center.text == "第 &P 页，共 &N 页"
