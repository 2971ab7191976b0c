"""Tables that are no .xlsx.

The files in workbooks/ are one small sheet, written with openpyxl and saved by
LibreOffice 7.4 as .xlsx, .xls (Excel 97) and .ods, so that the cells are a real
program's (days_from_1904.xls: a date, and a day as a plain number); everything else is
made on the spot.
"""

import datetime as dt
import struct
import time
from io import BytesIO
from pathlib import Path
from random import Random

import pytest

from union.excel import CellError, Limits, WorkbookRefused, read_sheets

from .workbook_parts import pack

FILES = Path(__file__).with_name("workbooks")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DAMAGED = "超过 15 位的数字会被 Excel 改掉末尾几位，请把该列设为文本格式后重新填写"
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:'
    'manifest:1.0"><manifest:file-entry manifest:full-path="content.xml">{}'
    "</manifest:file-entry></manifest:manifest>"
)
ODS_PARTS = {"mimetype": ODS_TYPE, "META-INF/manifest.xml": MANIFEST.format("")}


def stored(suffix):
    return (FILES / f"members.{suffix}").read_bytes()


def read(content, **options):
    return read_sheets(BytesIO(content), ["工号", "姓名"], **options)


def refusal(content, **options):
    with pytest.raises(WorkbookRefused) as refused:
        read(content, **options)
    return refused.value.message


def read_or_refuse(content):
    """Nothing else may happen."""
    try:
        return read(content)
    except WorkbookRefused as refused:
        return refused


def only_sheet(text, encoding="utf-8"):
    (sheet,) = read(text.encode(encoding))
    return sheet


# --- .xls, .et and .ods ---


@pytest.mark.parametrize("suffix", ["xlsx", "xls", "ods"])
def test_each_format_gives_the_same_cells(suffix):
    (sheet,) = read(stored(suffix))

    assert sheet.title == "会员"
    assert sheet.header_row_number == 2
    assert sheet.headers[:6] == [
        "工号",
        "姓名",
        "入会日期",
        "登记时间",
        "身份证号",
        "金额",
    ]
    day, moment = dt.date(2024, 1, 2), dt.datetime(2024, 1, 2, 9, 30)
    assert [(row.number, row.cells[:6]) for row in sheet.rows] == [
        (3, [20181234, "张伟", day, moment, "110101199003078515", 12.5]),
        (
            4,
            ["00123", "李娜", dt.date(2024, 2, 29), None, CellError("", DAMAGED), 1000],
        ),
        (6, [7, "王芳", None, None, None, 0.3]),
    ]
    assert [type(row.cells[0]) for row in sheet.rows] == [int, str, int]
    assert [row.cells[6] for row in sheet.rows[1:]] == ["文字", " 前后 "]
    assert "隐藏的工作表“旧表”没有读入；要导入请先取消隐藏" in sheet.notices


@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_what_a_format_does_not_tell_is_said(suffix):
    (sheet,) = read(stored(suffix))

    assert sheet.rows[0].cells[6] is None
    assert sheet.notices[0] == (
        "从 .xls、.et、.ods 文件看不出隐藏的行和列（会一并读入）、"
        "公式的错误值（当作空白），请核对；要分辨它们，请另存为 .xlsx 再导入"
    )


def test_a_title_merged_over_the_table_of_an_xls_is_no_trouble():
    (sheet,) = read(stored("xls"))

    assert not any("合并单元格" in notice for notice in sheet.notices)


@pytest.mark.parametrize("suffix", ["xls", "ods"])
@pytest.mark.parametrize(
    ("limits", "message"),
    [
        (Limits(rows=3), "有工作表超过 3 行"),
        (Limits(columns=3), "有工作表超过 3 列"),
        (Limits(cells=20), "单元格超过 20 个"),
    ],
)
def test_the_limits_hold_for_each_format(suffix, limits, message):
    assert refusal(stored(suffix), limits=limits) == message


def ods(body, **parts):
    names = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    )
    content = (
        f"<office:document-content {names}><office:body><office:spreadsheet>"
        f'<table:table table:name="会员">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return pack({**ODS_PARTS, "content.xml": content, **parts})


def ods_row(*texts, **repeated):
    many = "".join(
        f' table:number-{n}-repeated="{times}"' for n, times in repeated.items()
    )
    cells = "".join(
        '<table:table-cell office:value-type="string">'
        f"<text:p>{text}</text:p></table:table-cell>"
        for text in texts
    )
    return f"<table:table-row{many}>{cells}</table:table-row>"


def ods_cell(columns):
    return (
        f'<table:table-row><table:table-cell table:number-columns-repeated="{columns}" '
        'office:value-type="string"><text:p>x</text:p></table:table-cell>'
        "</table:table-row>"
    )


HEADER = ods_row("工号", "姓名")
HOSTILE = {
    "bomb": (ods(HEADER, **{"x.xml": b" " * (101 * 2**20)}), "文件解压后太大"),
    "small bomb": (ods(" " * (5 * 2**20)), "压缩比异常"),
    "repeated rows": (ods(ods_row("x", rows=1_000_000)), "超过 20,000 行"),
    "repeated columns": (ods(ods_cell(16_000)), "超过 200 列"),
    "a corner far away": (
        ods(HEADER + ods_row(rows=1_000_000) + ods_row("x")),
        "超过 20,000 行",
    ),
    "an overflowing repeat": (ods(ods_cell(2**40)), "超过 200 列"),
    "huge cell": (ods(HEADER + ods_row("长" * 32_768)), "已损坏"),
    "macros": (ods(HEADER, **{"Basic/Standard/Module1.xml": "<x/>"}), "文件里有宏"),
    "embedded": (ods(HEADER, **{"Object 1/content.xml": "<x/>"}), "嵌入了其他文件"),
    "broken xml": (ods("<table:table-row"), "已损坏"),
    "entity": (
        pack(
            {
                **ODS_PARTS,
                "content.xml": '<!DOCTYPE x [<!ENTITY a "b">]><office:x>&a;</office:x>',
            }
        ),
        "DOCTYPE",
    ),
    "no content": (pack({"mimetype": ODS_TYPE}), "这是压缩文件"),
    "another document": (
        pack({"mimetype": "application/vnd.oasis.opendocument.text"}),
        "这是压缩文件",
    ),
    "encrypted": (
        ods(
            HEADER,
            **{"META-INF/manifest.xml": MANIFEST.format("<manifest:encryption-data/>")},
        ),
        "设有打开密码",
    ),
    "xls with a password": (
        OLE + bytes(504) + b"\x09\x08\x10\0\0\x06\x05\0" + bytes(12) + b"\x2f\0\x36\0",
        "设有打开密码",
    ),
    "noise after the mark of an old file": (
        OLE + bytes(range(256)) * 8,
        "已损坏",
    ),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_file_is_refused_in_words(what):
    content, message = HOSTILE[what]
    start = time.monotonic()

    assert message in refusal(content)
    assert time.monotonic() - start < 20


def with_cell_at(content, row, column):
    """The .xls with the place of its last cell record changed."""
    number = struct.pack("<HH", 0x0203, 14)  # NUMBER record
    place = content.rindex(number) + 4
    return content[:place] + struct.pack("<HH", row, column) + content[place + 4 :]


def test_an_xls_that_reaches_into_the_far_corner_is_refused():
    message = refusal(with_cell_at(stored("xls"), 65_535, 255))

    assert message in ("有工作表超过 20,000 行", "文件已损坏或不完整，读不出来")


@pytest.mark.parametrize("suffix", ["xls", "ods"])
@pytest.mark.parametrize("tenth", range(1, 10, 2))
def test_a_file_that_was_cut_off_is_read_or_refused(suffix, tenth):
    content = stored(suffix)
    answer = read_or_refuse(content[: len(content) * tenth // 10])

    assert isinstance(answer, WorkbookRefused) or answer[0].title == "会员"


@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_flipped_bytes_never_crash_the_reader(suffix):
    rng = Random(1)  # noqa: S311  not for secrets
    answers = []
    for _ in range(15):
        content = bytearray(stored(suffix))
        for _ in range(rng.randrange(1, 8)):
            content[rng.randrange(8, len(content))] = rng.randrange(256)
        answers.append(read_or_refuse(bytes(content)))
    assert len(answers) == 15


# --- text ---

ROWS = "工号{0}姓名{0}备注\r\n00123{0}张伟{0}一，二\r\n\r\nE2{0}李娜{0}\r\n"


@pytest.mark.parametrize("separator", [",", "\t", ";"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_is_read_in_each_encoding_with_each_separator(encoding, separator):
    sheet = only_sheet(ROWS.format(separator), encoding)

    assert sheet.title == "CSV"
    assert sheet.headers == ["工号", "姓名", "备注"]
    assert [(row.number, row.cells) for row in sheet.rows] == [
        (2, ["00123", "张伟", "一，二"]),
        (4, ["E2", "李娜", None]),
    ]
    assert sheet.notices == []


def test_commas_within_columns_separated_by_tabs_are_text():
    sheet = only_sheet("工号\t姓名\t备注\nE1\t张伟\ta,b,c,d\nE2\t李娜\te,f\n")

    assert sheet.rows[0].cells == ["E1", "张伟", "a,b,c,d"]


def test_a_single_column_needs_no_separator():
    assert only_sheet("工号\nE1\nE2\n").rows[1].cells == ["E2"]


def test_rare_characters_of_names_are_read():
    assert (
        only_sheet("工号,姓名\nE1,王䶮\nE2,𠮷田\n", "gb18030").rows[1].cells[1]
        == "𠮷田"
    )


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('="110101199003078515"', "110101199003078515"),
        ('"=""0012"""', "0012"),
        ("'110101199003078515", "110101199003078515"),
        ("0012", "0012"),
        ("110101199003078515", "110101199003078515"),
        ('"多\n行"', "多\n行"),
        ("  ", None),
        ("12.50", "12.50"),
        ("#N/A", CellError("#N/A", "这是 Excel 的错误值，请改正公式或直接填入内容")),
        ("1.10101E+17", CellError("", DAMAGED)),
        ("1E1", "1E1"),
    ],
)
def test_a_cell_of_text_is_what_was_meant(cell, value):
    sheet = only_sheet(f"工号,姓名\n{cell},张伟\n")

    assert sheet.rows[0].cells == [value, "张伟"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (bytes(range(1, 127)), "这不是 Excel 工作簿，也不是文本表格"),
        ("工号\0".encode(), "这不是 Excel 工作簿"),
        (
            "工号,姓名\n".encode() * 2000 + b"\0\1\2",
            "这不是 Excel 工作簿，也不是文本表格",
        ),
        ("工号,姓名".encode() + b"\xff\xff\xff", "文字编码认不出来"),
        ("工号\n".encode() + ("长" * 40_000).encode(), "已损坏"),
        ('工号\n"没有结束的引号'.encode() + b"x" * 200_000, "已损坏"),
        ("工号\n".encode() + b"E1\n" * 20_001, "超过 20,000 行"),
        (b",".join([b"x"] * 201), "超过 200 列"),
        (b"<table><tr><td>1</td></tr></table>", "网页格式"),
    ],
)
def test_text_that_is_no_table_is_refused(content, message):
    assert message in refusal(content)


def test_the_cells_of_a_text_are_limited():
    assert (
        refusal("工号,姓名\nE1,张伟\n".encode(), limits=Limits(cells=3))
        == "单元格超过 3 个"
    )
