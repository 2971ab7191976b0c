"""What every reader makes of a cell, whatever the file's format."""

import datetime as dt

from union.values import DAMAGED_NUMBER, MAX_EXACT_NUMBER, CellError

from .limits import damaged

ERROR_ADVICE = "这是 Excel 的错误值，请改正公式或直接填入内容"
_LONGEST_TEXT = 32_767
_MIDNIGHT = dt.time()


def text_value(text: str) -> str | None:
    """The text as it was typed; None where it is blank. Raises ``WorkbookRefused``."""
    if len(text) > _LONGEST_TEXT:
        raise damaged()
    return text if text and not text.isspace() else None


def number_value(number: float) -> float | CellError:
    """The number, unless its format cut it to 15 digits."""
    # The comparison is false for NaN, too.
    if -MAX_EXACT_NUMBER < number < MAX_EXACT_NUMBER:
        return number
    return CellError("", DAMAGED_NUMBER)


def moment_value(moment: object) -> object:
    """A day for what has no time of day."""
    if isinstance(moment, dt.datetime) and moment.time() == _MIDNIGHT:
        return moment.date()
    return moment


def any_value(value: object) -> object:
    """The same for a value whose type another library has found."""
    if isinstance(value, str):
        return text_value(value)
    if isinstance(value, float) and value.is_integer():
        # 工号 20181234 is stored as 20181234.0.
        return number_value(int(value))
    if isinstance(value, int | float) and not isinstance(value, bool):
        return number_value(value)
    return moment_value(value)
