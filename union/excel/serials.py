"""Days that a workbook holds as plain numbers, counted from the first day it knows."""

import datetime as dt
import re

from openpyxl.utils.datetime import from_excel

from union.values import EXCEL_SERIALS, to_half_width

_TEXT = re.compile(r"\s*(\d{5})\s*")


def day_of(cell: object, epoch: dt.datetime) -> dt.date | None:
    """31598 or "31598" → 1986-07-05; None for a cell that holds no such number."""
    if isinstance(cell, str):
        found = _TEXT.fullmatch(to_half_width(cell))
        cell = int(found[1]) if found else None
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return None
    if int(cell) not in EXCEL_SERIALS:
        return None
    return from_excel(int(cell), epoch).date()
