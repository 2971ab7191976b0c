"""Text with separated columns (.csv, .txt), as Excel, WPS and other systems save it."""

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from itertools import islice
from typing import IO

from union.values import DAMAGED_NUMBER, CellError

from .grid import Grid, RawRow, RawSheet
from .limits import (
    SAVE_AS_XLSX,
    Limits,
    WorkbookRefused,
    damaged,
    too_many_cells,
    too_many_rows,
)
from .normal import ERROR_ADVICE, text_value

TITLE = "CSV"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ENCODINGS = ("utf-8", "gb18030")  # GB18030 holds GBK and GB2312
_SEPARATORS = ",\t;"
_LOOKED_AT = 20  # so many rows tell the separator
_BINARY = re.compile("[\0-\x08\x0e-\x1f]")

# How other systems keep Excel from taking a number for one: ="0012" and '0012.
_FORCED = re.compile(r'="(.*)"|\'(.*)', re.S)
# 1.10101E+17: Excel has saved what it showed, the digits are lost.
_SHORTENED = re.compile(r"[-+]?\d(?:\.\d+)?E\+\d{2,3}", re.I)
_ERROR = re.compile(r"#(?:N/A|REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!)", re.I)


def text_sheets(file: IO[bytes], limits: Limits) -> list[RawSheet]:
    """The one sheet of the file; each cell is a text."""
    file.seek(0)
    text = _decoded(file.read())
    if _BINARY.search(text):
        raise WorkbookRefused("这不是 Excel 工作簿，也不是文本表格", SAVE_AS_XLSX)
    return [RawSheet(TITLE, True, lambda: _grid(text, limits))]


def _decoded(content: bytes) -> str:
    marked = [encoding for mark, encoding in _MARKS if content.startswith(mark)]
    for encoding in marked or _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise WorkbookRefused("文件的文字编码认不出来，或文件不完整", SAVE_AS_XLSX)


def _grid(text: str, limits: Limits) -> Grid:
    rows, cells = [], 0
    for number, texts in enumerate(_records(text, _separator(text)), start=1):
        values = ((column, _value(cell)) for column, cell in enumerate(texts, start=1))
        row = {column: value for column, value in values if value is not None}
        cells += len(row)
        if row:
            rows.append(RawRow(number, False, row))
        if number > limits.rows and row:
            raise too_many_rows(limits)
        if cells > limits.cells:
            raise too_many_cells(limits)
    return Grid(rows)


def _separator(text: str) -> str:
    """The one that gives most rows the same number of columns."""

    def agreement(separator: str) -> tuple[int, int]:
        widths = Counter(
            len(record) for record in islice(_records(text, separator), _LOOKED_AT)
        )
        del widths[0], widths[1]
        return max(((rows, width) for width, rows in widths.items()), default=(0, 0))

    return max(_SEPARATORS, key=agreement)


def _records(text: str, separator: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(StringIO(text, newline=""), delimiter=separator)
    except csv.Error as error:
        raise damaged() from error


def _value(text: str) -> object:
    if forced := _FORCED.fullmatch(text):
        return text_value(forced[1] or forced[2] or "")
    if _SHORTENED.fullmatch(text):
        return CellError("", DAMAGED_NUMBER)
    if _ERROR.fullmatch(text):
        return CellError(text, ERROR_ADVICE)
    return text_value(text)
