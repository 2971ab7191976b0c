import datetime as dt
import unicodedata
from contextlib import suppress
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import example, given
from hypothesis import strategies as st

from union.values import (
    CellError,
    cell_text,
    clean_text,
    parse_amount,
    parse_date,
    parse_integer,
    parse_yes_no,
    says_why,
    to_half_width,
)

TODAY = dt.date(2025, 8, 9)


def message_of(parse, *args):
    with pytest.raises(ValidationError) as refused:
        parse(*args)
    return refused.value.messages[0]


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("  张伟 ", "张伟"),
        ("\u3000张伟\xa0", "张伟"),
        ("\ufeff张伟\u200b", "张伟"),
        ("张\u200b伟", "张伟"),
        ("\u202d13812341234\u202c", "13812341234"),
        ("买买提·吐尔逊", "买买提·吐尔逊"),
        ("𠮷野家", "𠮷野家"),
        ("㈱①Ａ", "㈱①Ａ"),  # NFC, not NFKC
        ("e\u0301", "é"),
        ("第一行\r\n第二行", "第一行 第二行"),
        ("a\tb", "a b"),
        ("", ""),
    ],
)
def test_text_loses_blanks_and_invisible_marks_only(typed, clean):
    assert clean_text(typed) == clean


def test_text_of_several_lines_keeps_its_lines():
    assert clean_text(" 一\r\n二\x0b三 ", multiline=True) == "一\n二\n三"


@pytest.mark.parametrize(
    "odd",
    [
        "\x00",
        "\x07",
        "\x1b",
        "\x7f",
        "\x85",
        "\ud800",
        "\ufffe",
        "\uffff",
        "\U0001fffe",
    ],
)
def test_characters_that_no_document_can_hold_are_refused(odd):
    assert message_of(clean_text, f"张{odd}伟") == (
        "第 2 个字符是看不见的控制字符，请删去后重新输入"
    )


@given(st.text())
@example("e\u200b\u0301")
def test_clean_text_is_normal_and_stays_as_it_is(text):
    try:
        clean = clean_text(text)
    except ValidationError:
        return
    assert clean_text(clean) == clean
    assert unicodedata.is_normalized("NFC", clean)
    assert clean == clean.strip()


def test_full_width_becomes_half_width():
    assert to_half_width("２０２５－０６－０１　ＡＢｘ，￥５") == "2025-06-01 ABx,¥5"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("0012", "0012"),
        (None, ""),
        (20181234.0, "20181234"),
        (20181234, "20181234"),
        (0.30000000000000004, "0.3"),
        (1e-7, "0.0000001"),
        (12.5, "12.5"),
        (True, "是"),
        (False, "否"),
        (Decimal("1E+3"), "1000"),
        (dt.date(2025, 6, 1), "2025-06-01"),
        (dt.datetime(2025, 6, 1), "2025-06-01"),
        (dt.datetime(2025, 6, 1, 9, 30), "2025-06-01 09:30:00"),
        (dt.time(9, 30), "09:30:00"),
    ],
)
def test_a_cell_reads_as_excel_shows_it(value, shown):
    assert cell_text(value) == shown


def test_an_error_cell_is_never_text():
    error = CellError("#N/A", "这是 Excel 的错误值")
    assert message_of(cell_text, error) == "“#N/A”不能使用：这是 Excel 的错误值"
    assert str(error) == "#N/A"


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("20250601", (2025, 6, 1)),
        ("2025-6-1", (2025, 6, 1)),
        ("2025-06-01", (2025, 6, 1)),
        ("2025/6/1", (2025, 6, 1)),
        ("2025.6.1", (2025, 6, 1)),
        ("2025年6月1日", (2025, 6, 1)),
        ("2025 年 6 月 1 日", (2025, 6, 1)),
        ("2025年6月1号", (2025, 6, 1)),
        ("２０２５－６－１", (2025, 6, 1)),
        ("2025。6。1", (2025, 6, 1)),
        ("2025–6–1", (2025, 6, 1)),
        ("2025-06-01 00:00:00", (2025, 6, 1)),
        ("2025/6/1 0:00", (2025, 6, 1)),
        ("6-1", (2025, 6, 1)),
        ("6月1日", (2025, 6, 1)),
        ("12.31", (2025, 12, 31)),
        ("2024-02-29", (2024, 2, 29)),
        ("今天", (2025, 8, 9)),
        ("昨天", (2025, 8, 8)),
        ("前天", (2025, 8, 7)),
        ("明天", (2025, 8, 10)),
    ],
)
def test_dates_are_read_as_people_write_them(typed, day):
    assert parse_date(typed, TODAY) == dt.date(*day)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("2025-13-01", "：没有 13 月"),
        ("20250001", "：没有 0 月"),
        ("2025年2月30日", "：2 月没有 30 日"),
        ("2025-02-29", "：这一年 2 月没有 29 日"),
        ("2-29", "：这一年 2 月没有 29 日"),
        ("2025-6", "：没有写到日"),
        ("2025年6月", "：没有写到日"),
        ("1992年", "：没有写到日"),
        ("３月", "：没有写到日"),
        ("六月", ""),
        ("0000-01-01", ""),
        ("25.6.1", ""),
        ("x", ""),
    ],
)
def test_what_is_no_day_is_refused_with_its_reason_and_an_example(typed, why):
    assert message_of(parse_date, typed, TODAY) == (
        f"“{typed}”不是有效日期{why}，应写成 2025-01-31 这样"
    )


def test_a_serial_number_is_told_from_a_day():
    assert message_of(parse_date, "45292", TODAY) == (
        "“45292”像是 Excel 的日期序号，请写成 2024-01-01 这样"
    )


@pytest.mark.parametrize(
    "typed", ["0001-01-01", "1899-12-31", "2101-01-01", "99991231"]
)
def test_a_far_year_is_a_slip(typed):
    assert "应在 1900 年到 2100 年之间" in message_of(parse_date, typed, TODAY)


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)))
def test_every_way_of_writing_a_day_gives_that_day(day):
    for written in (f"{day:%Y%m%d}", f"{day}", f"{day.year}年{day.month}月{day.day}日"):
        assert parse_date(written, TODAY) == day


@pytest.mark.parametrize(
    ("typed", "yuan"),
    [
        ("1,000", "1000.00"),
        ("１０００", "1000.00"),
        ("１，０００．５", "1000.50"),
        ("1000元", "1000.00"),
        ("1000 元整", "1000.00"),
        ("￥5", "5.00"),
        ("¥ 5", "5.00"),
        ("人民币500元", "500.00"),
        ("1.2万", "12000.00"),
        ("1.23万元", "12300.00"),
        ("0", "0.00"),
        ("1234.50", "1234.50"),
        ("1234.500", "1234.50"),
        (".5", "0.50"),
        ("9999999999.99", "9999999999.99"),
        ("五百元", "500.00"),
        ("伍佰元整", "500.00"),
        ("两千三百元五毛", "2300.50"),
        ("一万二千", "12000.00"),
        ("二亿三千万", "230000000.00"),
        ("人民币壹仟元零伍分", "1000.05"),
    ],
)
def test_amounts_are_read_as_people_write_them(typed, yuan):
    assert str(parse_amount(typed)) == yuan


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("-5", "“-5”是负数，金额应大于或等于 0"),
        ("－5元", "“－5元”是负数，金额应大于或等于 0"),
        ("1.234", "“1.234”超过两位小数，金额应精确到分，如 1234.50"),
        ("10000000000", "“10000000000”超出范围，金额不能超过 9,999,999,999.99"),
        ("NaN", "“NaN”不是有效金额，应写成 1234.50 这样"),
        ("Infinity", "“Infinity”不是有效金额，应写成 1234.50 这样"),
        ("1e400", "“1e400”不是有效金额，应写成 1234.50 这样"),
        ("1,00", "“1,00”不是有效金额，应写成 1234.50 这样"),
        ("1.2.3", "“1.2.3”不是有效金额，应写成 1234.50 这样"),
        ("一百五", "“一百五”不是有效金额，应写成 1234.50 这样"),
        ("一二三元", "“一二三元”不是有效金额，应写成 1234.50 这样"),
        ("五百多元", "“五百多元”不是有效金额，应写成 1234.50 这样"),
        ("元", "“元”不是有效金额，应写成 1234.50 这样"),
        ("٣", "“٣”不是有效金额，应写成 1234.50 这样"),
        ("9" * 60, f"“{'9' * 40}…”不是有效金额，应写成 1234.50 这样"),
    ],
)
def test_what_is_no_amount_is_refused(typed, message):
    assert message_of(parse_amount, typed) == message


@given(st.integers(0, 999_999_999_999))
def test_every_amount_is_read_back_from_its_printed_form(fen):
    yuan = Decimal(fen) / 100
    assert parse_amount(f"{yuan:,.2f}") == yuan
    assert parse_amount(f"￥{yuan:.2f}元") == yuan


@given(st.text())
def test_any_text_is_an_amount_or_refused(text):
    with suppress(ValidationError):
        assert parse_amount(text) >= 0


@pytest.mark.parametrize(
    ("typed", "number"),
    [("12", 12), ("１２", 12), ("1,200", 1200), ("12人", 12), ("3 场", 3), ("3.0", 3)],
)
def test_counts_are_read_as_people_write_them(typed, number):
    assert parse_integer(typed) == number


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("1.5", "“1.5”不是整数，应写成 12 这样"),
        ("两", "“两”不是整数，应写成 12 这样"),
        ("-1", "“-1”是负数，应大于或等于 0"),
        ("2147483648", "“2147483648”太大，不能超过 2147483647"),
    ],
)
def test_what_is_no_count_is_refused(typed, message):
    assert message_of(parse_integer, typed) == message


@pytest.mark.parametrize("typed", ["是", "有", "√", "Y", "ｙｅｓ", "TRUE", "1", True])
def test_yes_has_many_names(typed):
    assert parse_yes_no(typed) is True


@pytest.mark.parametrize("typed", ["否", "无", "×", "N", "no", "false", "0", 0, False])
def test_no_has_many_names(typed):
    assert parse_yes_no(typed) is False


def test_neither_yes_nor_no_is_refused():
    assert message_of(parse_yes_no, "大概") == "“大概”看不出是或否，请填“是”或“否”"


@pytest.mark.parametrize("text", ["补发", "材料不齐", "ok", "第2次"])
def test_a_word_says_why(text):
    assert says_why(text)


@pytest.mark.parametrize("text", ["", "补", "。。。", "- -", "1", "补。"])
def test_one_letter_or_signs_do_not_say_why(text):
    assert not says_why(text)
