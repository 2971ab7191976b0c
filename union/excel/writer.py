"""Writes workbooks: the only way out. Text stays text, whatever it begins with."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from io import BytesIO
from typing import Any

from django.http import FileResponse
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from union.values import cell_text

from .ready_cells import ReadyCell, add_sheet, filled

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CREATOR = "医院工会工作台"


class Kind(StrEnum):
    """How a column stores its values."""

    TEXT = "text"
    # 工号, ID and card numbers: text that Excel must not take for numbers.
    CODE = "code"
    DATE = "date"
    DATETIME = "datetime"
    MONEY = "money"  # Decimal yuan
    INTEGER = "integer"
    NUMBER = "number"
    PERCENT = "percent"  # 0.25 is shown as 25.0%


@dataclass(frozen=True)
class ColumnSpec:
    header: str
    kind: str = Kind.TEXT
    width: float | None = None  # in characters; by header and kind, unless said


@dataclass(frozen=True)
class SheetSpec:
    """``rows`` are iterated once; each has one value for each column."""

    title: str
    columns: Sequence[ColumnSpec]
    rows: Iterable[Sequence[object]]


_FORMATS = {
    Kind.TEXT: "General",
    Kind.CODE: "@",
    Kind.DATE: "yyyy-mm-dd",
    Kind.DATETIME: "yyyy-mm-dd hh:mm",
    Kind.MONEY: "#,##0.00",
    Kind.INTEGER: "0",
    Kind.NUMBER: "General",
    Kind.PERCENT: "0.0%",
}
_WIDTHS = {
    Kind.TEXT: 14,
    Kind.CODE: 14,
    Kind.DATE: 12,
    Kind.DATETIME: 17,
    Kind.MONEY: 13,
}
_WIDEST = 40
_NUMBERS = (int, float, Decimal)
_DAYS = (dt.date,)  # a datetime is one, too
#: The Python types that a kind stores as they are; all else becomes text.
_STORED = {
    Kind.DATE: _DAYS,
    Kind.DATETIME: _DAYS,
    Kind.MONEY: _NUMBERS,
    Kind.INTEGER: _NUMBERS,
    Kind.NUMBER: _NUMBERS,
    Kind.PERCENT: _NUMBERS,
}
HEADER_FONT = Font(bold=True)
HEADER_FILL = PatternFill("solid", fgColor="E7EEF7")
_WRONG_FILL = PatternFill("solid", fgColor="FBD5D5")
_COMMENT_SIZE = (90, 260)  # height and width in points
_HEADER_ALIGNMENT = Alignment(vertical="center", wrap_text=True)

# What no workbook can hold, and text that Excel would take for an escape of its own.
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_LIKE_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_LONGEST_TEXT = 32_767
# Excel and its like take a text that begins so for a formula once it is edited, and
# openpyxl takes # for an error value.
_SPECIAL_START = re.compile(
    r"[\s\u200b-\u200d\u2060\ufeff]*[=+\-@|%#＝＋－＠]|[\t\r\n]"
)


def safe_text(text: str) -> str:
    """The text as a workbook can hold it; Excel's own escapes are told apart."""
    if not text.isprintable() or "_x" in text:
        text = _LIKE_ESCAPE.sub("_x005F_", _UNWRITABLE.sub("", text))
    return text[:_LONGEST_TEXT]


@dataclass(frozen=True)
class Marked:
    """A value in a coloured cell that has a comment."""

    value: object
    note: str


class ColumnWriter:
    """The cells of one column. The same two cell objects serve all rows, because
    making and styling new ones costs more than writing them."""

    def __init__(self, worksheet, kind: str, font: Font | None = None):
        kind = Kind(kind)
        self._worksheet = worksheet
        self._stored = _STORED.get(kind, ())
        self._type = "d" if self._stored is _DAYS else "n"
        styles = {"number_format": _FORMATS[kind]} | ({"font": font} if font else {})
        self._cell: Any = ReadyCell(worksheet, **styles)
        self._quoted: Any = ReadyCell(worksheet, **styles, quotePrefix=True)

    def cell(self, value: object) -> Cell | None:
        """What a row is given for ``value``; None where nothing is to be written."""
        if value is None or value == "":
            return None
        if isinstance(value, Marked):
            return self._marked(value)
        if isinstance(value, self._stored) and not isinstance(value, bool):
            return filled(self._cell, _local(value), self._type)
        text = safe_text(value if type(value) is str else cell_text(value))
        is_special = _SPECIAL_START.match(text)
        return filled(self._quoted if is_special else self._cell, text, "s")

    def _marked(self, marked: Marked) -> Cell:
        """A cell of its own: fill and comment are for this one alone."""
        source = self.cell(marked.value)
        cell: Any = WriteOnlyCell(self._worksheet)
        if source is not None:
            filled(cell, source.value, source.data_type)
            cell.number_format = source.number_format
        cell.fill = _WRONG_FILL
        cell.comment = Comment(safe_text(marked.note), CREATOR, *_COMMENT_SIZE)
        return cell

    def empty(self) -> Cell:
        """A cell that has only the column's format."""
        return filled(self._cell, None, "n")


def _local(value: object) -> object:
    if isinstance(value, dt.datetime) and timezone.is_aware(value):
        return timezone.make_naive(value)  # Excel knows no time zones
    return value


@contextmanager
def new_workbook() -> Iterator[Workbook]:
    """A workbook to fill and to save; what is broken off leaves no temporary files."""
    workbook = Workbook(write_only=True)
    workbook.properties.creator = CREATOR
    try:
        yield workbook
    except BaseException:
        for worksheet in workbook.worksheets:
            _discard(worksheet)
        raise


def _discard(worksheet: Any) -> None:
    if not worksheet.closed:
        worksheet.close()
    worksheet._writer.cleanup()


def new_sheet(workbook: Workbook, title: str, columns: Sequence[ColumnSpec]):
    """A worksheet with its widths and a header that stays in sight."""
    worksheet = add_sheet(workbook, _free_title(workbook, title))
    worksheet.freeze_panes = "A2"
    for number, column in enumerate(columns, start=1):
        letter = get_column_letter(number)
        worksheet.column_dimensions[letter].width = _width(column)
    _set_for_print(worksheet)
    return worksheet


def _set_for_print(worksheet: Any) -> None:
    """A4 landscape, as wide as the table, its header on each numbered page."""
    worksheet.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    worksheet.page_setup.orientation = Worksheet.ORIENTATION_LANDSCAPE
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    worksheet.page_setup.fitToHeight = 0  # as many pages as it takes
    worksheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    worksheet.print_title_rows = "1:1"
    worksheet.oddFooter.center.text = "第 &P 页，共 &N 页"


def header_cell(worksheet, text: str, fill: PatternFill = HEADER_FILL) -> Cell:
    cell = WriteOnlyCell(worksheet, safe_text(text))
    cell.data_type = "s"
    cell.font, cell.fill, cell.alignment = HEADER_FONT, fill, _HEADER_ALIGNMENT
    return cell


def write_sheet(workbook: Workbook, spec: SheetSpec) -> None:
    worksheet = new_sheet(workbook, spec.title, spec.columns)
    worksheet.append([header_cell(worksheet, c.header) for c in spec.columns])
    writers = [ColumnWriter(worksheet, column.kind).cell for column in spec.columns]
    for row in spec.rows:
        worksheet.append(
            [write(value) for write, value in zip(writers, row, strict=True)]
        )


def write_workbook(sheets: Iterable[SheetSpec]) -> BytesIO:
    """An .xlsx with a sheet for each spec, ready to be read from its start."""
    with new_workbook() as workbook:
        for spec in sheets:
            write_sheet(workbook, spec)
        return saved(workbook)


def saved(workbook: Workbook) -> BytesIO:
    stream = BytesIO()
    workbook.save(stream)
    stream.seek(0)
    return stream


def download(filename: str, stream: BytesIO) -> FileResponse:
    """The workbook in ``stream`` as a download named ``filename``."""
    return FileResponse(
        stream,
        as_attachment=True,
        filename=re.sub(r'[\\/:*?"<>|\x00-\x1f]', "-", filename),
        content_type=CONTENT_TYPE,
    )


def workbook_response(filename: str, sheets: Iterable[SheetSpec]) -> FileResponse:
    return download(filename, write_workbook(sheets))


def _width(column: ColumnSpec) -> float:
    if column.width:
        return column.width
    # A Chinese character is as wide as two digits.
    header = sum(1 if character.isascii() else 2 for character in column.header) + 2
    return min(max(header, _WIDTHS.get(Kind(column.kind), 10)), _WIDEST)


def _free_title(workbook: Workbook, title: str) -> str:
    """A title that Excel accepts and that no other sheet of the workbook has."""
    plain = re.sub(r"[\[\]:*?/\\]", "-", safe_text(title)).strip().strip("'")[:31]
    plain = plain or "表"
    taken = {name.lower() for name in workbook.sheetnames}
    free, number = plain, 1
    while free.lower() in taken:
        number += 1
        free = f"{plain[: 31 - len(str(number)) - 2]}({number})"
    return free
