from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from union.chinese import (
    DateStyle,
    SessionStyle,
    amount_in_capitals,
    chinese_numeral,
    date_text,
    format_money,
    ordinal_session,
    plain_number,
    signature_date,
)

AMOUNTS = st.integers(0, 10**14 - 1).map(lambda cents: Decimal(cents) / 100)
CAPITALS = "零壹贰叁肆伍陆柒捌玖"
PLACES = {"拾": 10, "佰": 100, "仟": 1000}
UNITS = {
    "亿": Decimal(10**8),
    "万": Decimal(10**4),
    "元": Decimal(1),
    "角": Decimal("0.1"),
    "分": Decimal("0.01"),
}


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "零"),
        (1, "一"),
        (10, "十"),
        (13, "十三"),
        (20, "二十"),
        (99, "九十九"),
        (100, "一百"),
        (101, "一百零一"),
        (110, "一百一十"),
        (1001, "一千零一"),
        (1010, "一千零一十"),
        (2026, "二千零二十六"),
        (9999, "九千九百九十九"),
    ],
)
def test_numerals_are_written_as_in_headings(number, text):
    assert chinese_numeral(number) == text


@pytest.mark.parametrize("number", [-1, 10000])
def test_numerals_outside_the_range_are_refused(number):
    with pytest.raises(ValueError, match="0 到 9999"):
        chinese_numeral(number)


def test_sessions_are_named_in_both_patterns():
    assert ordinal_session(13, 1) == "十三届一次"
    assert ordinal_session(13, 1, SessionStyle.LONG) == "第十三届第一次"
    assert ordinal_session(1, 2) == "一届二次"
    assert ordinal_session(1, 2, first_term_as_word=True) == "首届二次"
    assert (
        ordinal_session(1, 2, SessionStyle.LONG, first_term_as_word=True)
        == "首届第二次"
    )
    assert ordinal_session(2, 1, first_term_as_word=True) == "二届一次"


def test_dates_have_no_leading_zeros():
    assert date_text(date(2026, 1, 5)) == "2026年1月5日"
    assert signature_date(date(2025, 12, 26)) == "2025年12月26日"


def test_signature_date_in_chinese_numerals():
    chinese = DateStyle.CHINESE
    assert signature_date(date(2025, 12, 26), chinese) == "二〇二五年十二月二十六日"
    assert signature_date(date(2010, 11, 30), chinese) == "二〇一〇年十一月三十日"
    assert signature_date(date(2026, 10, 10), chinese) == "二〇二六年十月十日"


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角整"),
        ("10", "壹拾元整"),
        ("500", "伍佰元整"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("1409.50", "壹仟肆佰零玖元伍角整"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("100000", "壹拾万元整"),
        ("100500", "壹拾万零伍佰元整"),
        ("104280.00", "壹拾万肆仟贰佰捌拾元整"),
        ("100000001", "壹亿零壹元整"),
        ("100020000", "壹亿零贰万元整"),
        ("-1500", "负壹仟伍佰元整"),
    ],
)
def test_amounts_in_capitals(amount, text):
    assert amount_in_capitals(Decimal(amount)) == text


@pytest.mark.parametrize("amount", ["0.001", "1000000000000"])
def test_amounts_that_no_voucher_holds_are_refused(amount):
    with pytest.raises(ValueError, match="小于一万亿元"):
        amount_in_capitals(Decimal(amount))


def read_capitals(text):
    """Reads capitals back: a second, independent way to the number."""
    total, group, digit = Decimal(0), 0, 0
    for character in text.removesuffix("整"):
        if character in CAPITALS:
            digit = CAPITALS.index(character)
        elif character in PLACES:
            group, digit = group + digit * PLACES[character], 0
        else:
            total += (group + digit) * UNITS[character]
            group = digit = 0
    return total


@given(AMOUNTS)
def test_capitals_read_back_give_the_amount(amount):
    assert read_capitals(amount_in_capitals(amount)) == amount


@given(AMOUNTS)
def test_capitals_are_closed_and_never_double_a_zero(amount):
    text = amount_in_capitals(amount)

    assert text.endswith(("整", "分"))
    assert "零零" not in text
    assert not any(f"零{unit}" in text for unit in "拾佰仟万亿角分")


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("12118.40", "12118.4元"),
        ("2024.00", "2024元"),
        ("255000", "255000元"),
        ("0", "0元"),
        ("-0.00", "0元"),
        ("1E+3", "1000元"),
    ],
)
def test_money_has_no_separators_and_no_trailing_zeros(amount, text):
    assert format_money(Decimal(amount)) == text


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("9999.99", "9999.99元"),
        ("10000", "1万元"),
        ("34500", "3.45万元"),
        ("104250", "10.43万元"),
        ("-120000", "-12万元"),
    ],
)
def test_money_from_ten_thousand_up_can_be_in_wan(amount, text):
    assert format_money(Decimal(amount), large_in_wan=True) == text


def test_plain_number_keeps_whole_tens():
    assert plain_number(Decimal("100")) == "100"
