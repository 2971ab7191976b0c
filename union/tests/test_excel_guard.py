import time
from io import BytesIO
from random import Random

import pytest

from union.excel import Limits, WorkbookRefused, read_sheets

from .evil_workbooks import evil_workbooks
from .workbook_parts import SHEET, good, sheet_xml, with_parts, with_sheet

EVIL = evil_workbooks()


def test_a_good_workbook_is_read():
    (sheet,) = read_sheets(BytesIO(good()))
    assert sheet.title == "会员"
    assert sheet.headers == ["工号", "金额"]
    assert [(row.number, row.cells) for row in sheet.rows] == [(2, ["E1", 12.5])]


@pytest.mark.parametrize("what", EVIL)
def test_a_hostile_file_is_refused_at_once_with_a_remedy(what):
    content, message = EVIL[what]
    start = time.process_time()
    with pytest.raises(WorkbookRefused) as refused:
        read_sheets(BytesIO(content))
    assert time.process_time() - start < 3
    assert message in refused.value.message
    assert refused.value.remedy.startswith(("请", "要导入请"))
    assert str(refused.value) == f"{refused.value.message}。{refused.value.remedy}。"


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        (Limits(file_bytes=1000), "文件有 0 MB，超过 0 MB"),
        (Limits(cells=3), "单元格超过 3 个"),
        (Limits(rows=1), "有工作表超过 1 行"),
        (Limits(columns=1), "有工作表超过 1 列"),
        (Limits(other_xml_bytes=100), "文件里有过大的附加内容"),
        (Limits(other_xml_elements=5), "文件里的附加内容太多"),
    ],
)
def test_each_limit_holds(limits, message):
    with pytest.raises(WorkbookRefused) as refused:
        read_sheets(BytesIO(good()), limits=limits)
    assert refused.value.message == message


def test_a_command_may_allow_more_rows():
    content = with_sheet("<row><c><v>7</v></c></row>" * 20_001)
    (sheet,) = read_sheets(BytesIO(content), limits=Limits(rows=30_000))
    assert len(sheet.rows) == 20_000


def test_a_file_is_at_its_start_when_it_is_read():
    file = BytesIO(good())
    read_sheets(file)
    assert file.tell() == 0


def test_a_size_that_the_sheet_only_claims_costs_nothing():
    content = with_parts({SHEET: sheet_xml(before='<dimension ref="A1:XFD1048576"/>')})
    start = time.process_time()
    (sheet,) = read_sheets(BytesIO(content))
    assert time.process_time() - start < 1
    assert len(sheet.rows) == 1


def read_or_refuse(content):
    """Nothing else may happen."""
    try:
        return read_sheets(BytesIO(content))
    except WorkbookRefused as refused:
        return refused


@pytest.mark.parametrize("seed", range(5))
def test_flipped_bytes_never_crash_the_reader(seed):
    rng = Random(seed)  # noqa: S311  not for secrets
    whole = good()
    xml = sheet_xml().encode()
    for _ in range(60):
        outside, inside = bytearray(whole), bytearray(xml)
        for target in (outside, inside):
            for _ in range(rng.randrange(1, 6)):
                target[rng.randrange(len(target))] = rng.randrange(256)
        for content in (bytes(outside), with_parts({SHEET: bytes(inside)})):
            assert isinstance(read_or_refuse(content), (list, WorkbookRefused))
