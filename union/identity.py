"""Numbers that identify a person: checks, masks, made-up ones for demos.

The checks are pure: they take typed text and return the number as it is stored, or
raise ``ValidationError``. Messages never repeat a number.
"""

import datetime as dt
import re
from random import Random
from typing import Literal

from django.core.exceptions import ValidationError

from .values import clean_text, to_half_width

Sex = Literal["male", "female"]

# GB 11643-1999: weight of the first 17 digits, and the check character by remainder.
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
# First two digits of GB/T 2260; 81-83 are residence permits of people from Hong Kong,
# Macau and Taiwan. A foreigner's permanent residence card (2023) puts a 9 before them.
_PROVINCE = "(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])"
_ID_FORM = re.compile("[0-9]{17}[0-9X]")
_ID_NUMBER = re.compile(
    f"(?:{_PROVINCE}[0-9]{{4}}|9{_PROVINCE}[0-9]{{3}})[0-9]{{11}}[0-9X]"
)
#: 119900 is no place: Beijing has no city 99. Numbers made for demos begin with it.
DEMO_REGION = "119900"

_MOBILE = re.compile(r"1[3-9][0-9]{9}")


def _compact(text: str) -> str:
    return re.sub(r"[\s-]", "", to_half_width(clean_text(text))).upper()


# --- ID number ---


def parse_id_number(text: str, today: dt.date) -> str:
    """The 18 characters of an ID number (GB 11643-1999), the last perhaps a big X."""
    number = _compact(text)
    if re.fullmatch(r"[0-9]{15}", number):
        raise ValidationError(
            "这是 15 位的旧号码，请填写 18 位身份证号码", code="old_id_number"
        )
    if len(number) != 18:
        raise ValidationError(
            f"身份证号码应为 18 位，现在是 {len(number)} 位", code="id_length"
        )
    if not _ID_FORM.fullmatch(number):
        raise ValidationError(
            "身份证号码应由 17 位数字和一位数字或 X 组成", code="id_form"
        )
    if not _ID_NUMBER.fullmatch(number):
        raise ValidationError(
            "身份证号码的前六位不是有效的地区代码，请核对", code="id_region"
        )
    _check_birth_date(number, today)
    if number[17] != _id_check(number):
        raise ValidationError("身份证号码的校验位不对，请逐位核对", code="id_checksum")
    return number


def _check_birth_date(number: str, today: dt.date) -> None:
    try:
        born = birth_date_of(number)
    except ValueError:
        born = dt.date.max
    if born > today:
        raise ValidationError(
            "身份证号码第 7 至 14 位不是有效的出生日期，请核对", code="id_birth_date"
        )


def _id_check(number: str) -> str:
    total = sum(
        int(digit) * weight for digit, weight in zip(number, _ID_WEIGHTS, strict=False)
    )
    return _ID_CHECKS[total % 11]


def birth_date_of(id_number: str) -> dt.date:
    return dt.date(int(id_number[6:10]), int(id_number[10:12]), int(id_number[12:14]))


def sex_of(id_number: str) -> Sex:
    return "male" if int(id_number[16]) % 2 else "female"


def make_id_number(rng: Random, birth: dt.date, sex: Sex) -> str:
    """A number that passes the check and is nobody's: its region does not exist."""
    sequence = rng.randrange(500) * 2 + (sex == "male")
    number = f"{DEMO_REGION}{birth:%Y%m%d}{sequence:03d}"
    return number + _id_check(number)


# --- phone ---


def parse_mobile(text: str) -> str:
    """Eleven digits; blanks, hyphens and +86 may stand in what is typed."""
    number = _compact(text)
    for prefix in ("+86", "0086"):
        number = number.removeprefix(prefix)
    if not _MOBILE.fullmatch(number):
        raise ValidationError(
            "手机号码应为 11 位数字，以 13 至 19 开头", code="invalid_mobile"
        )
    return number


# --- masks ---


def _mask(value: str, first: int, last: int) -> str:
    """Stars for all but the outer characters; all stars where too few would be left."""
    hidden = len(value) - first - last
    if hidden < 4:
        return "*" * len(value)
    return value[:first] + "*" * hidden + value[len(value) - last :]


def mask_id_number(value: str, birth_visible: bool) -> str:
    """First and last character where the birth date or age is on the same page, else
    the first three and the last two: a mask that hides only what stands beside it
    hides nothing."""
    return _mask(value, 1, 1) if birth_visible else _mask(value, 3, 2)


def mask_phone(value: str, listed: bool = False) -> str:
    """138****1234; 1*********4 where a phone list is on the same page."""
    return _mask(value, 1, 1) if listed else _mask(value, 3, 4)
