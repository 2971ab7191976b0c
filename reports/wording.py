"""Numbers as the text of a report writes them."""

import re
from dataclasses import dataclass

from union.chinese import WAN, chinese_numeral, format_money, plain_number
from union.models import Qualifier

from .choices import NumberStyle

#: Units of small counts that may be written in words: 三次, 两场.
COUNTED = frozenset("次场批项期个种处队届")
SMALL = 10


@dataclass(frozen=True)
class Style:
    numbers: str = NumberStyle.ARABIC
    money_in_wan: bool = False


def value_text(value, style):
    """近300人次、12118.40元、三次、98.5%; without thousands separators."""
    number, unit = value.number, value.figure.unit
    if unit == "元" and style.money_in_wan and number >= WAN:
        text = format_money(number, large_in_wan=True)
        text, unit = re.fullmatch(r"([-\d.]+)(.+)", text).groups()
    elif unit == "元":
        text = yuan(value.plain)
    elif in_words(value, style):
        text = "两" if number == 2 else chinese_numeral(int(number))
    elif unit == "%":
        text = plain_number(number)
    else:
        text = value.plain
    return Qualifier(value.qualifier).put(text, unit)


def yuan(text):
    """To the fen, or whole: 166153.10, 255000."""
    return text.removesuffix(".00")


def in_words(value, style):
    small = isinstance(value.number, int) and 0 < value.number < SMALL
    return style.numbers == NumberStyle.MIXED and small and value.figure.unit in COUNTED
