"""Sheets of .xls, .et and .ods files, read by calamine in a process of its own.

Its reader lays a sheet out from corner to corner: a small hostile file could ask for
many gigabytes, and what then fails in compiled code takes its whole process along.
"""

import datetime as dt
import json
import re
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import IO, Any

from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904, WINDOWS_EPOCH

from .grid import Grid, RawRow, RawSheet
from .guard import check_ods
from .limits import (
    Limits,
    WorkbookRefused,
    damaged,
    too_many_cells,
    too_many_columns,
    too_many_rows,
)
from .normal import any_value

_READER = Path(__file__).with_name("foreign_reader.py")
_SECONDS = 30
_NOTICE = (
    "从 .xls、.et、.ods 文件看不出隐藏的行和列（会一并读入）、"
    "公式的错误值（当作空白），请核对；要分辨它们，请另存为 .xlsx 再导入"
)
# The records Date1904 and CalcPrecision, which [MS-XLS] 2.1.7.20.3 puts in this order:
# calamine reads days by it, but does not tell of it, and plain numbers are days, too.
_FROM_1904 = re.compile(rb"\x22\0\x02\0\x01\0\x0e\0\x02\0")
_MOMENTS = {
    "date": dt.date.fromisoformat,
    "datetime": dt.datetime.fromisoformat,
    "time": dt.time.fromisoformat,
}


def ods_sheets(file: IO[bytes], limits: Limits) -> list[RawSheet]:
    check_ods(file, limits)
    return foreign_sheets(file, limits)


def foreign_sheets(file: IO[bytes], limits: Limits) -> list[RawSheet]:
    file.seek(0)
    content = file.read()
    answer = _answer(content, limits)
    if "refused" in answer:
        raise _refusal(answer["refused"], limits)
    epoch = CALENDAR_MAC_1904 if _FROM_1904.search(content) else WINDOWS_EPOCH
    return [
        RawSheet(sheet["title"], sheet["visible"], partial(_grid, sheet, epoch))
        for sheet in answer["sheets"]
    ]


def _answer(content: bytes, limits: Limits) -> dict[str, Any]:
    sizes = map(str, (limits.rows, limits.columns, limits.cells))
    try:
        done = subprocess.run(  # noqa: S603  our own script, numbers for arguments
            [sys.executable, "-I", _READER, *sizes],
            input=content,
            capture_output=True,
            timeout=_SECONDS,
            check=True,
        )
        return json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        raise damaged() from error


def _refusal(reason: str, limits: Limits) -> WorkbookRefused:
    too_many = {"rows": too_many_rows, "columns": too_many_columns}
    return too_many.get(reason, too_many_cells)(limits)


def _grid(sheet: dict[str, Any], epoch: dt.datetime) -> Grid:
    rows = [_row(number, cells) for number, cells in sheet["rows"]]
    merged = [_area(*corners) for corners in sheet["merged"]]
    rows = [row for row in rows if row.cells]
    return Grid(rows, merged=merged, notices=[_NOTICE], epoch=epoch)


def _row(number: int, cells: list[tuple[int, object]]) -> RawRow:
    values = {column: _value(cell) for column, cell in cells}
    return RawRow(number, False, {c: v for c, v in values.items() if v is not None})


def _value(cell: object) -> object:
    if isinstance(cell, dict):
        ((kind, text),) = cell.items()
        return any_value(_MOMENTS[kind](text) if kind in _MOMENTS else text)
    return any_value(cell)


def _area(first: list[int], last: list[int]) -> str:
    return ":".join(
        f"{get_column_letter(column + 1)}{row + 1}" for row, column in (first, last)
    )
