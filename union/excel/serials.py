"""Days that a workbook holds as plain numbers, counted from the first day it knows."""

import datetime as dt
import re

from openpyxl.utils.datetime import from_excel

from union.values import EXCEL_SERIALS, to_half_width

_DIGITS = 5
_TEXT = re.compile("[0-9]+")


def day_of(cell: object, epoch: dt.datetime) -> dt.date | None:
    """31598 or "31598" → 1986-07-05; None for a cell that holds no such number."""
    if isinstance(cell, str):
        text = cell.strip()
        # Most texts are written days: they are not looked at any further.
        if len(text) != _DIGITS or not _TEXT.fullmatch(to_half_width(text)):
            return None
        cell = int(text)
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return None
    if int(cell) not in EXCEL_SERIALS:
        return None
    return from_excel(int(cell), epoch).date()
