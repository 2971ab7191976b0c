"""What was copied from a sheet, as the cells of a grid."""

import pytest

from activities.records import ACTIVITY_RESULT
from congress.records import PROPOSAL
from union.accounts.command_line import COMMAND_LINE
from union.batch import importer_for, read_pasted
from union.imports.headers import counts_rows
from welfare.records import CLAIM, CONSOLATION

from .grids import URL, clerk

NAMES = CONSOLATION.grid.columns


@pytest.fixture
def read(db):
    def read(text, kind=CONSOLATION):
        importer = importer_for(kind, COMMAND_LINE)
        return read_pasted(importer, kind.grid.columns, text)

    return read


def test_cells_without_a_header_stay_in_their_places(read):
    pasted = read("1001\t200\r\n\r\n1002\t300\r\n\r\n")

    assert pasted.columns is None
    assert pasted.rows == [["1001", "200"], ["", ""], ["1002", "300"]]


def test_a_list_with_title_blank_lines_sums_and_notes_leaves_its_rows(read):
    pasted = read(
        "2026年春节慰问名单\t\t\t\t\n"
        "单位：工会\t\t\t\t\n"
        "序 号\t工号\t姓　名\t慰问金额（元）\t节日\n"
        "１\t1001\t张 三\t500元\t春节\n"
        "\t\t\t\t\n"
        "２\t1002\t李四\t￥500\t\n"
        "序 号\t工号\t姓　名\t慰问金额（元）\t节日\n"
        "３\t1003\t欧阳 修\t五百\t五一\n"
        "\t合  计\t\t1500\t\n"
        "制表人：王五\t\t\t\t审核：赵六\n"
    )

    assert pasted.columns == ["beneficiary", "cash_amount", "festival"]
    assert pasted.rows == [
        ["1001 张三", "500元", "春节"],
        ["1002 李四", "￥500", ""],
        ["1003 欧阳修", "五百", "五一"],
    ]
    assert pasted.lost == []
    assert pasted.skipped == [
        "2026年春节慰问名单",
        "单位：工会",
        "序 号",
        "合  计",
        "制表人：王五",
    ]


def test_columns_without_a_place_are_told(read):
    pasted = read("工号\t金额\t领款人\t\t空\n1001\t200\t某某\t甲\t")

    assert pasted.rows == [["1001", "200"]]
    assert pasted.lost == ["领款人", "第 4 列"]


@pytest.mark.parametrize(
    ("header", "cells", "is_lost"),
    [
        ("序号", "123", False),
        ("序号", "147", False),
        ("序号", "133", True),
        ("NO.", "123", False),
        ("Ｎｏ．", "123", False),
        ("№", "123", False),
        ("编号", "123", False),
        ("编号", "147", True),
        ("编号", "1二3", True),
        ("领款人", "123", True),
    ],
)
def test_a_running_number_is_left_out_without_a_word(read, header, cells, is_lost):
    lines = "\n".join(f"{text}\t1001\t200" for text in cells)

    pasted = read(f"{header}\t工号\t金额\n{lines}")

    assert pasted.lost == ([header] if is_lost else [])


def test_a_number_by_which_records_are_known_is_no_running_number(read):
    pasted = read(
        "编号\t获奖人\t奖级\n1\t1001\t一等奖\n2\t1002\t二等奖", kind=ACTIVITY_RESULT
    )
    importer = importer_for(PROPOSAL, COMMAND_LINE)

    assert pasted.columns == ["member", "award"]
    assert importer.guess(["序号", "案由"])["序号"] == "number"
    assert not counts_rows("编号", ["0001a", "0002a"])


def test_each_row_of_a_pasted_list_may_have_its_own_plan(read):
    rows = "张三\t综合互助\t500\n李四\t女工安康\t300"

    pasted = read(f"姓名\t险种\t申请金额\n{rows}", CLAIM)

    assert pasted.columns == ["member", "plan", "amount_claimed"]
    assert [row[1] for row in pasted.rows] == ["综合互助", "女工安康"]


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("姓名\n张三", ["beneficiary"]),
        ("姓名\t科室\n张三\t内科", ["beneficiary"]),
        ("张三\t现金\n李四\t现金", None),
        ("张三\t200\t现金", None),
    ],
)
def test_one_word_is_a_header_only_where_it_asks_for_a_person(read, text, columns):
    assert read(text).columns == columns


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ('1001\t"第一行\n""二"""', ["1001", '第一行 "二"']),
        ('1001\t"半个引号', ["1001", '"半个引号']),
        ("1001\t\x00", ["1001", "\x00"]),
    ],
)
def test_quotes_are_read_as_a_spreadsheet_writes_them(read, text, row):
    assert read(text).rows == [row]


@pytest.mark.django_db
def test_the_script_is_answered_by_the_page_of_the_grid(login):
    answer = clerk(login).post(URL, {"do": "paste", "text": "工号\t金额\n1001\t200"})

    assert answer.json() == {
        "columns": ["beneficiary", "cash_amount"],
        "rows": [["1001", "200"]],
        "lost": [],
        "skipped": [],
    }
