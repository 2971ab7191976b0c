"""Sheets of .xls, .et and .ods files, read by calamine in a process of its own.

Its reader lays a sheet out from corner to corner: a small hostile file could ask for
many gigabytes, and what then fails in compiled code takes its whole process along.
"""

import datetime as dt
import json
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import IO, Any

from openpyxl.utils import get_column_letter

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
_MOMENTS = {
    "date": dt.date.fromisoformat,
    "datetime": dt.datetime.fromisoformat,
    "time": dt.time.fromisoformat,
}


def ods_sheets(file: IO[bytes], limits: Limits) -> list[RawSheet]:
    check_ods(file, limits)
    return foreign_sheets(file, limits)


def foreign_sheets(file: IO[bytes], limits: Limits) -> list[RawSheet]:
    answer = _answer(file, limits)
    if "refused" in answer:
        raise _refusal(answer["refused"], limits)
    return [
        RawSheet(sheet["title"], sheet["visible"], partial(_grid, sheet))
        for sheet in answer["sheets"]
    ]


def _answer(file: IO[bytes], limits: Limits) -> dict[str, Any]:
    file.seek(0)
    sizes = map(str, (limits.rows, limits.columns, limits.cells))
    try:
        done = subprocess.run(  # noqa: S603  our own script, numbers for arguments
            [sys.executable, "-I", _READER, *sizes],
            input=file.read(),
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


def _grid(sheet: dict[str, Any]) -> Grid:
    rows = [_row(number, cells) for number, cells in sheet["rows"]]
    merged = [_area(*corners) for corners in sheet["merged"]]
    return Grid([row for row in rows if row.cells], merged=merged, notices=[_NOTICE])


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
