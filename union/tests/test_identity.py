import datetime as dt
from random import Random

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from union.identity import (
    birth_date_of,
    make_id_number,
    mask_id_number,
    mask_phone,
    parse_id_number,
    parse_mobile,
    sex_of,
)

TODAY = dt.date(2025, 8, 9)


def message_of(parse, *args):
    with pytest.raises(ValidationError) as refused:
        parse(*args)
    return refused.value.messages[0]


made_numbers = st.builds(
    make_id_number,
    st.integers().map(Random),
    st.dates(dt.date(1900, 1, 1), TODAY),
    st.sampled_from(["male", "female"]),
)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("11010519491231002X", "11010519491231002X"),
        ("11010519491231002x", "11010519491231002X"),
        ("440524188001010014", "440524188001010014"),
        (" 440524 18800101 0014 ", "440524188001010014"),
        ("４４０５２４１８８００１０１００１４", "440524188001010014"),
        ("810000199408230021", "810000199408230021"),
        ("830000199201300022", "830000199201300022"),
    ],
)
def test_right_id_numbers_are_accepted(typed, number):
    assert parse_id_number(typed, TODAY) == number


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("110105491231002", "这是 15 位的旧号码，请填写 18 位身份证号码"),
        ("1101051949123100", "身份证号码应为 18 位，现在是 16 位"),
        (
            "010105194912310021",
            "身份证号码的前六位不是有效的地区代码，请核对",
        ),
        (
            "990105194912310021",
            "身份证号码的前六位不是有效的地区代码，请核对",
        ),
        (
            "1101051949123100XX",
            "身份证号码应由 17 位数字和一位数字或 X 组成",
        ),
        ("110105194902300021", "身份证号码第 7 至 14 位不是有效的出生日期，请核对"),
        ("110105203001010021", "身份证号码第 7 至 14 位不是有效的出生日期，请核对"),
        ("110105194912310021", "身份证号码的校验位不对，请逐位核对"),
    ],
)
def test_wrong_id_numbers_are_refused_without_repeating_them(typed, message):
    assert message_of(parse_id_number, typed, TODAY) == message
    assert typed not in message


@given(made_numbers)
def test_made_numbers_pass_the_check_and_no_single_slip_does(number):
    assert parse_id_number(number, TODAY) == number
    assert number.startswith("119900")
    for place in range(17):
        for digit in "0123456789":
            if digit != number[place]:
                slip = number[:place] + digit + number[place + 1 :]
                with pytest.raises(ValidationError):
                    parse_id_number(slip, TODAY)


def test_birth_date_and_sex_are_in_the_number():
    assert birth_date_of("11010519491231002X") == dt.date(1949, 12, 31)
    assert sex_of("11010519491231002X") == "female"
    assert sex_of("440524188001010014") == "male"
    rng = Random(1)  # noqa: S311  not for secrets
    made = make_id_number(rng, dt.date(1990, 2, 3), "female")
    assert birth_date_of(made) == dt.date(1990, 2, 3)
    assert sex_of(made) == "female"


@pytest.mark.parametrize(
    "typed",
    [
        "13812341234",
        "138 1234 1234",
        "138-1234-1234",
        "+8613812341234",
        "１３８１２３４１２３４",
    ],
)
def test_mobile_numbers_are_read_as_people_write_them(typed):
    assert parse_mobile(typed) == "13812341234"


@pytest.mark.parametrize("typed", ["1381234123", "12812341234", "010-12345678", ""])
def test_what_is_no_mobile_number_is_refused(typed):
    assert message_of(parse_mobile, typed) == "手机号码应为 11 位数字，以 13 至 19 开头"


def test_masks_leave_what_does_not_identify():
    assert (
        mask_id_number("11010519491231002X", birth_visible=True) == "1****************X"
    )
    assert (
        mask_id_number("11010519491231002X", birth_visible=False)
        == "110*************2X"
    )
    assert mask_phone("13812341234") == "138****1234"
    assert mask_phone("13812341234", listed=True) == "1*********4"


@pytest.mark.parametrize("short", ["", "1", "12345"])
def test_masks_show_nothing_of_what_is_too_short(short):
    assert set(mask_id_number(short, birth_visible=False)) <= {"*"}
    assert set(mask_phone(short)) <= {"*"}
