"""Numbers, and the time they count, as the text of a report writes them."""

import datetime as dt
import re
from dataclasses import dataclass, replace

from union.chinese import WAN, chinese_numeral, format_money, plain_number
from union.models import Qualifier

from .choices import NumberStyle

#: Units of small counts that may be written in words: 三次, 两场.
COUNTED = frozenset("次场批项期个种处队届")
SMALL = 10
#: From which number on a rough one is written to which step.
STEPS = ((10_000, 1_000), (1_000, 100), (100, 10))


@dataclass(frozen=True)
class Style:
    numbers: str = NumberStyle.ARABIC
    money_in_wan: bool = False
    #: Whether a sum with rough parts is written as roughly as it is known.
    rounds: bool = True


@dataclass(frozen=True)
class SpanWords:
    """What a text calls the part of a year that its numbers count. Every sentence,
    heading and column takes it from here."""

    during: str  # 全年新增…
    this: str  # a column's head
    before: str  # that of the same part of the year before
    until: str = ""  # 截至11月22日, where the year was not over


WHOLE_YEAR = SpanWords("全年", "本年", "上年")
#: What a figure of whole years, which has no number of a day, is compared with.
ALL_OF_LAST_YEAR = "上年全年"


def span_words(last_day: dt.date) -> SpanWords:
    if (last_day.month, last_day.day) == (12, 31):
        return SpanWords("全年", f"{last_day.year}年", f"{last_day.year - 1}年")
    until = f"截至{last_day.month}月{last_day.day}日"
    return SpanWords("今年以来", f"本年{until}", "上年同期", until)


def value_text(value, style):
    """近300人次、12118.40元、三次、98.5%; without thousands separators."""
    value = rounded(value) if style.rounds else value
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


def rounded(value):
    """约5101人次 is written 约5100人次: from 10,000 on to the thousand, from 1,000 to
    the hundred, from 100 to the ten. Shares and what is exact stay as they are."""
    is_rough = value.qualifier == Qualifier.ABOUT and value.figure.unit != "%"
    step = next((step for least, step in STEPS if value.number >= least), None)
    if not (is_rough and step):
        return value
    return replace(value, number=int((value.number + step // 2) // step * step))


def yuan(text):
    """To the fen, or whole: 166153.10, 255000."""
    return text.removesuffix(".00")


def in_words(value, style):
    small = isinstance(value.number, int) and 0 < value.number < SMALL
    return style.numbers == NumberStyle.MIXED and small and value.figure.unit in COUNTED
