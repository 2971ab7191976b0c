"""Reads what people type or paste: text, dates, amounts, numbers, yes and no.

Pure functions, the same for a form, a pasted grid and an imported cell. What cannot be
read raises ``ValidationError`` with a Chinese message that names value and remedy.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError

from .chinese import amount_in_words

#: Largest amount that is accepted, in yuan; more is a slip of the keyboard.
MAX_AMOUNT = Decimal("9999999999.99")
MAX_INTEGER = 2**31 - 1
#: Numbers beyond this were cut to 15 digits by Excel itself.
MAX_EXACT_NUMBER = 10**15
DAMAGED_NUMBER = (
    "超过 15 位的数字会被 Excel 改掉末尾几位，请把该列设为文本格式后重新填写"
)

_LINE_BREAKS = re.compile("\r\n|[\r\v\f\u2028\u2029]")
# Marks that pasting carries in and nobody sees: soft hyphen, zero width space, text
# direction, word joiner, byte order mark. The joiners U+200C/D shape letters and stay.
_INVISIBLE = re.compile(
    "[\xad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
)
_ODD = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}"
        for plane in range(0, 0x110000, 0x10000)
    )
    + "]"
)
_BLANKS = "".join(chr(c) for c in range(0x3001) if chr(c).isspace()) + "\u200c\u200d"
_RUN_OF_BREAKS = re.compile(r"[ \t]*[\n\t][ \t\n]*")

_HALF_WIDTH = {full: full - 0xFEE0 for full in range(0xFF01, 0xFF5F)} | str.maketrans(
    "\u3000。￥‐‑‒–—―−", " .¥-------"
)
_BRACKETS = str.maketrans("()", "（）")


@dataclass(frozen=True, slots=True)
class CellError:
    """A cell whose value must not be used: an error value, a formula that was never
    calculated, a number that Excel has damaged. ``text`` is safe to show."""

    text: str
    advice: str

    @property
    def message(self) -> str:
        return f"“{self.text}”不能使用：{self.advice}" if self.text else self.advice

    def __str__(self) -> str:
        return self.text


def clean_text(text: str, *, multiline: bool = False) -> str:
    """The text in NFC without blanks around it and without invisible marks.

    Not NFKC: that would rewrite the characters of rare names. Line breaks and tabs
    become a blank unless ``multiline``. Control characters raise ``ValidationError``:
    no document format can hold them.
    """
    if text.isprintable():  # so it has no breaks, and no marks that nobody sees
        return unicodedata.normalize("NFC", text).strip()
    text = _INVISIBLE.sub("", _LINE_BREAKS.sub("\n", text))
    if odd := _ODD.search(text):
        position = odd.start() + 1
        raise ValidationError(
            f"第 {position} 个字符是看不见的控制字符，请删去后重新输入",
            code="odd_character",
        )
    text = unicodedata.normalize("NFC", text).strip(_BLANKS)
    return text if multiline else _RUN_OF_BREAKS.sub(" ", text)


def is_readable(text: str) -> bool:
    """Whether a database can be asked for it: PostgreSQL refuses some control
    characters even in a question."""
    return not _ODD.search(text)


def to_half_width(text: str) -> str:
    """Full-width digits, letters and punctuation as typed on a plain keyboard."""
    return text if text.isascii() else text.translate(_HALF_WIDTH)


def variants(text: str) -> list[str]:
    """The text as it stands, in plain digits, and with the brackets that names have:
    ways to look for what a person typed."""
    return list(dict.fromkeys((text, to_half_width(text), text.translate(_BRACKETS))))


def cell_text(value: object) -> str:
    """What a cell shows: 20181234.0 → "20181234", true → "是", empty → "".

    A ``CellError`` raises ``ValidationError``.
    """
    if isinstance(value, CellError):
        raise ValidationError(value.message, code="cell_error")
    return _SHOWN.get(type(value), str)(value)


def _show_float(value: float) -> str:
    # Excel computes with 15 digits: 0.30000000000000004 is shown, and meant, as 0.3.
    if abs(value) >= MAX_EXACT_NUMBER:
        return repr(value)
    return f"{Decimal(f'{value:.15g}'):f}"


def _show_moment(value: dt.datetime) -> str:
    if value.time() == dt.time():
        return value.date().isoformat()
    return value.isoformat(" ", "seconds")


_SHOWN: dict[type, Callable[..., str]] = {
    type(None): lambda _: "",
    bool: lambda value: "是" if value else "否",
    float: _show_float,
    Decimal: "{:f}".format,
    dt.datetime: _show_moment,
}


# --- dates ---

_DAY = re.compile(
    r"(?:(?P<year>\d{4})\s*[-/.年]\s*)?"
    r"(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*[日号]?"
    r"(?:[ T]0?0:00(?::00)?)?"
)
_MONTH = re.compile(r"\d{4}\s*年(?:\s*\d{1,2}\s*月)?|\d{4}[-/.]\d{1,2}|\d{1,2}月")
_COMPACT_DAY = re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})")
_EXCEL_SERIAL = re.compile(r"\d{5}")
#: By such numbers Excel counts the days from 1927 to 2100; smaller ones are years
#: (1986), longer ones written days (19860705).
EXCEL_SERIALS = range(10_000, 73_416)
EXCEL_DAY_ZERO = dt.date(1899, 12, 30)
_SPOKEN = {"前天": -2, "昨天": -1, "今天": 0, "明天": 1}
_YEARS = range(1900, 2101)


def parse_date(text: str, today: dt.date) -> dt.date:
    """The day meant by 20250601, 2025-6-1, 2025年6月1日, 6-1 (this year) or 今天."""
    shown = text.strip()
    plain = to_half_width(shown).strip()
    if plain in _SPOKEN:
        return today + dt.timedelta(days=_SPOKEN[plain])
    if _EXCEL_SERIAL.fullmatch(plain) and int(plain) in EXCEL_SERIALS:
        meant = EXCEL_DAY_ZERO + dt.timedelta(days=int(plain))
        raise ValidationError(
            f"“{shown}”像是 Excel 的日期序号，请写成 {meant} 这样",
            code="invalid_date",
        )
    found = _DAY.fullmatch(plain) or _COMPACT_DAY.fullmatch(plain)
    try:
        if not found:
            raise ValueError
        year = int(found["year"] or today.year)
        day = dt.date(year, int(found["month"]), int(found["day"]))
    except ValueError:
        raise ValidationError(
            f"“{_short(shown)}”不是有效日期{_why_no_day(found, plain)}，"
            f"应写成 {today.year}-01-31 这样",
            code="invalid_date",
        ) from None
    if day.year not in _YEARS:
        raise ValidationError(
            f"“{shown}”的年份不对，应在 1900 年到 2100 年之间", code="invalid_date"
        )
    return day


def _why_no_day(found: re.Match | None, text: str) -> str:
    """What is wrong with a day that is well written, or with a month."""
    if _MONTH.fullmatch(text):
        return "：没有写到日"
    if not found or found["year"] == "0000":
        return ""
    month, day = int(found["month"]), int(found["day"])
    if not 1 <= month <= 12:
        return f"：没有 {month} 月"
    return f"：{month} 月没有 {day} 日" if day != 29 else "：这一年 2 月没有 29 日"


# --- numbers ---

_NUMBER = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|\.\d+")
_YUAN = re.compile(
    r"(?:人民币|RMB|¥)?\s*(?P<number>.*?)\s*(?P<unit>万元|万|元整|元|圆|块)?", re.I
)
_MEASURE_WORD = re.compile(r"\s*(?:人次|人|名|位|次|份|件|个|户|场|张|天)$")


def parse_amount(text: str) -> Decimal:
    """Yuan with two decimals out of 1,000 / １０００ / 1000元 / ￥5 / 1.2万 / 五百."""
    shown = _short(text.strip())
    number = _yuan(to_half_width(text).strip())
    if number is None:
        raise ValidationError(
            f"“{shown}”不是有效金额，应写成 1234.50 这样", code="invalid_amount"
        )
    if number < 0:
        raise ValidationError(
            f"“{shown}”是负数，金额应大于或等于 0", code="negative_amount"
        )
    if number > MAX_AMOUNT:
        raise ValidationError(
            f"“{shown}”超出范围，金额不能超过 {MAX_AMOUNT:,}", code="amount_too_large"
        )
    amount = number.quantize(Decimal("0.01"))
    if amount != number:
        raise ValidationError(
            f"“{shown}”超过两位小数，金额应精确到分，如 1234.50",
            code="too_many_decimals",
        )
    return amount


def _yuan(text: str) -> Decimal | None:
    found = _YUAN.fullmatch(text)
    number = _number(found["number"]) if found else None
    if found is None or number is None:
        return amount_in_words(text)
    return number * 10000 if found["unit"] in ("万", "万元") else number


def parse_integer(text: str) -> int:
    """A count, not negative; one measure word behind it is allowed: 12人, 3 场."""
    shown = _short(text.strip())
    number = _number(_MEASURE_WORD.sub("", to_half_width(text).strip()))
    if number is None or number != int(number):
        raise ValidationError(
            f"“{shown}”不是整数，应写成 12 这样", code="invalid_integer"
        )
    if number < 0:
        raise ValidationError(
            f"“{shown}”是负数，应大于或等于 0", code="negative_integer"
        )
    if number > MAX_INTEGER:
        raise ValidationError(
            f"“{shown}”太大，不能超过 {MAX_INTEGER}", code="integer_too_large"
        )
    return int(number)


def _number(text: str) -> Decimal | None:
    """The number, written with or without thousands separators, or None."""
    sign, digits = (-1, text[1:]) if text.startswith("-") else (1, text)
    # Only digits 0-9: \d would take those of other scripts, too.
    if len(digits) > 30 or not digits.isascii() or not _NUMBER.fullmatch(digits):
        return None
    return sign * Decimal(digits.replace(",", ""))


_YES = {"是", "有", "对", "√", "✓", "✔", "y", "yes", "true", "t", "1"}
_NO = {"否", "无", "没有", "错", "×", "✗", "✘", "x", "n", "no", "false", "f", "0"}


#: The least letters of a reason: one alone (“补”) tells an auditor nothing.
LEAST_REASON = 2


def says_why(text: str) -> bool:
    """Whether a reason is more than a letter or signs."""
    return sum(map(str.isalnum, text)) >= LEAST_REASON


def parse_yes_no(value: object) -> bool:
    """是, 有, √, yes, 1, a true cell → True; 否, 无, ×, no, 0, a false cell → False."""
    text = cell_text(value).strip()
    plain = to_half_width(text).lower()
    if plain in _YES:
        return True
    if plain in _NO:
        return False
    raise ValidationError(
        f"“{_short(text)}”看不出是或否，请填“是”或“否”", code="invalid_yes_no"
    )


def _short(text: str) -> str:
    """A message repeats what was typed, but not a whole novel."""
    return text if len(text) <= 40 else f"{text[:40]}…"
