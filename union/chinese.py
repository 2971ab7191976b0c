"""Numbers, dates, money and widths as Chinese documents write them."""

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum

DIGITS = "零一二三四五六七八九"
PLACES = ("", "十", "百", "千")
YEAR_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")

CAPITAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
CAPITAL_PLACES = ("", "拾", "佰", "仟")
GROUPS = ("", "万", "亿")
_EVERYDAY = str.maketrans(
    f"{CAPITAL_DIGITS}{''.join(CAPITAL_PLACES)}两〇萬圆块毛正",
    f"{DIGITS}{''.join(PLACES)}二零万元元角整",
)
_AMOUNT = re.compile(
    "(?:(?P<yuan>[零一二三四五六七八九十百千万亿]+)元)?零?"
    "(?:(?P<jiao>[一二三四五六七八九])角)?零?(?:(?P<fen>[一二三四五六七八九])分)?"
)
LARGEST_AMOUNT = Decimal("999999999999.99")

WAN = Decimal(10000)
CENT = Decimal("0.01")


class DateStyle(Enum):
    """How the date under a document is written."""

    ARABIC = "arabic"  # 2025年12月26日, GB/T 9704-2012 7.3.5.4
    CHINESE = "chinese"  # 二〇二五年十二月二十六日, older habit


class SessionStyle(Enum):
    """How a session of a workers' congress is named."""

    SHORT = "short"  # 十三届一次
    LONG = "long"  # 第十三届第一次


def chinese_numeral(number: int) -> str:
    """Returns 一 … 九千九百九十九 for 0 … 9999; 10 … 19 begin with 十, not 一十."""
    if not 0 <= number <= 9999:
        raise ValueError(f"只能写出 0 到 9999 的数字：{number}")
    text = _four_digits(number, DIGITS, PLACES) or DIGITS[0]
    return text.removeprefix("一") if 10 <= number <= 19 else text


def _four_digits(number: int, digits: str, places: tuple[str, ...]) -> str:
    """Returns the digits with their places: a gap between digits is one zero."""
    text = ""
    gap = False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            text += (digits[0] if gap and text else "") + digits[digit] + places[place]
        gap = not digit
    return text


def ordinal_session(
    term_no: int,
    session_no: int,
    style: SessionStyle = SessionStyle.SHORT,
    *,
    first_term_as_word: bool = False,
) -> str:
    """Returns 十三届一次 or 第十三届第一次; on wish 首届 for the first term."""
    prefix = "第" if style is SessionStyle.LONG else ""
    term = f"{prefix}{chinese_numeral(term_no)}届"
    if first_term_as_word and term_no == 1:
        term = "首届"
    return f"{term}{prefix}{chinese_numeral(session_no)}次"


def date_text(day: date) -> str:
    """Returns 2025年12月26日, without leading zeros."""
    return f"{day.year}年{day.month}月{day.day}日"


def signature_date(day: date, style: DateStyle = DateStyle.ARABIC) -> str:
    """Returns the date under a document, in Arabic or Chinese numerals."""
    if style is DateStyle.ARABIC:
        return date_text(day)
    year = str(day.year).translate(YEAR_DIGITS)
    return f"{year}年{chinese_numeral(day.month)}月{chinese_numeral(day.day)}日"


def amount_in_capitals(amount: Decimal) -> str:
    """Returns an amount of yuan as 壹仟贰佰叁拾肆元伍角陆分, 整 where no 分 follow.

    By 《正确填写票据和结算凭证的基本规定》 of 中国人民银行. Raises ValueError for
    fractions of a 分 and from one trillion (万亿) up.
    """
    if abs(amount) > LARGEST_AMOUNT or amount != amount.quantize(CENT):
        raise ValueError(f"金额最多两位小数且小于一万亿元：{amount}")
    if amount < 0:
        return "负" + amount_in_capitals(-amount)
    yuan, cents = divmod(int(amount * 100), 100)
    text = f"{_capital_integer(yuan)}元" if yuan or not cents else ""
    if not cents:
        return f"{text}整"
    jiao, fen = divmod(cents, 10)
    if jiao:
        text += f"{CAPITAL_DIGITS[jiao]}角"
    elif text:
        text += CAPITAL_DIGITS[0]
    return text + (f"{CAPITAL_DIGITS[fen]}分" if fen else "整")


def _capital_integer(number: int) -> str:
    if not number:
        return CAPITAL_DIGITS[0]
    text = ""
    for power in (2, 1, 0):
        group = number // 10000**power % 10000
        if not group:
            continue
        gap = text and (group < 1000 or not number // 10000 ** (power + 1) % 10000)
        text += CAPITAL_DIGITS[0] if gap else ""
        text += _four_digits(group, CAPITAL_DIGITS, CAPITAL_PLACES) + GROUPS[power]
    return text


def amount_in_words(text: str) -> Decimal | None:
    """Returns the yuan of 五百, 五百元, 伍佰元整, 一千二百元五角.

    None where a text is no amount written out in full: 一百五 may be 105 and 150.
    """
    words = _everyday(text)
    found = _AMOUNT.fullmatch(words)
    if not words or found is None:
        return None
    amount = Decimal(_integer(found["yuan"] or ""))
    for name, cent in (("jiao", 10), ("fen", 1)):
        amount += Decimal(DIGITS.index(found[name] or "零") * cent).scaleb(-2)
    is_written_so = (
        amount <= LARGEST_AMOUNT and _everyday(amount_in_capitals(amount)) == words
    )
    return amount if is_written_so else None


def _everyday(text: str) -> str:
    """The same for 伍佰元整 and 五百."""
    text = text.translate(_EVERYDAY).removesuffix("整").removeprefix("人民币")
    text = f"{text}元" if text and text[-1] not in "元角分" else text
    return text.replace("一十", "十", 1) if text.startswith("一十") else text


def _integer(text: str) -> int:
    total = section = digit = 0
    for character in text:
        if character in DIGITS:
            digit = DIGITS.index(character)
        elif character in GROUPS:
            total += (section + digit) * 10 ** (4 * GROUPS.index(character))
            section = digit = 0
        else:
            section += (digit or 1) * 10 ** PLACES.index(character)
            digit = 0
    return total + section + digit


def plain_number(value: Decimal) -> str:
    """Returns the number without exponent, separators and trailing zeros."""
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def format_money(amount: Decimal, *, large_in_wan: bool = False) -> str:
    """Returns 12118.4元; with `large_in_wan` 1.21万元 from ten thousand yuan up."""
    if large_in_wan and abs(amount) >= WAN:
        wan = (amount / WAN).quantize(CENT, ROUND_HALF_UP)
        return f"{plain_number(wan)}万元"
    return f"{plain_number(amount)}元"


def cells(text: str) -> float:
    """Returns the width in Chinese characters; Latin letters and digits are half."""
    return sum(0.5 if character < "\u2000" else 1 for character in text)
