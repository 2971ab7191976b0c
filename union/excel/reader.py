"""Reads an uploaded workbook: the only way in. Hidden content never slips through."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import IO

from openpyxl.utils import get_column_letter, range_boundaries

from .foreign import foreign_sheets, ods_sheets
from .grid import RawRow, RawSheet
from .kinds import FileKind, file_kind
from .limits import (
    UPLOAD,
    Limits,
    WorkbookRefused,
    refusing_damage,
    too_many_columns,
    too_many_rows,
)
from .names import CHOICES_TITLE, NOTES_TITLE, SAMPLE_MARK, header_key, header_text
from .text import text_sheets
from .xlsx import xlsx_sheets

_READERS = {
    FileKind.XLSX: xlsx_sheets,
    FileKind.ODS: ods_sheets,
    FileKind.OLD: foreign_sheets,
    FileKind.TEXT: text_sheets,
}

#: The header is looked for in so many of the first rows that are not empty.
_HEADER_ROWS = 10
#: So many lines has a header at most.
_HEADER_LINES = 3
_NAMED = 5  # so many rows or ranges does a notice name
_SHOW_HIDDEN = "要导入请先取消隐藏"


@dataclass(frozen=True, slots=True)
class Row:
    """``cells`` has one value for each header: text as it was typed, int or float, date
    for a day, ``CellError`` for what cannot be used, None for an empty cell."""

    number: int  # as Excel shows it, from 1
    cells: list[object]


@dataclass
class Sheet:
    """``headers`` are cleaned of blanks and stars; "" over a column without or hidden.
    ``notices`` tell, in Chinese, what was left out. ``epoch`` is where the file counts
    its days from; None where no file was read."""

    title: str
    header_row_number: int = 0  # 0: the sheet is empty
    headers: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    epoch: dt.datetime | None = None

    def cells_under(self, header: str) -> list[object]:
        index = self.headers.index(header)
        return [row.cells[index] for row in self.rows]

    @property
    def repeated_headers(self) -> list[str]:
        return sorted({h for h in self.headers if h and self.headers.count(h) > 1})


def read_sheets(
    file: IO[bytes],
    known_headers: Collection[str] = (),
    *,
    limits: Limits = UPLOAD,
    include_hidden: bool = False,
) -> list[Sheet]:
    """The visible sheets, at least one, in their order, out of a file of any kind that
    ``file_kind`` knows.

    The header is the row with most ``known_headers`` among the first ten; where none
    is known, the first with enough texts. Raises ``WorkbookRefused``.
    """
    with refusing_damage():
        found = _READERS[file_kind(file, limits)](file, limits)
        sheets = _Reader(known_headers, limits, include_hidden).sheets(found)
    file.seek(0)
    if not sheets:
        raise WorkbookRefused("文件里没有可以读的工作表", _SHOW_HIDDEN)
    return sheets


class _Reader:
    def __init__(self, known_headers, limits, include_hidden):
        self.known = {header_key(header) for header in known_headers}
        self.limits = limits
        self.include_hidden = include_hidden

    def sheets(self, found: Iterable[RawSheet]) -> list[Sheet]:
        sheets, hidden = [], []
        for raw in found:
            if raw.title in (NOTES_TITLE, CHOICES_TITLE):
                continue
            if raw.is_visible or self.include_hidden:
                sheets.append(self._sheet(raw))
            else:
                hidden.append(raw.title)
        if hidden:
            titles = "、".join(f"“{title}”" for title in hidden)
            for sheet in sheets:
                sheet.notices.append(f"隐藏的工作表{titles}没有读入；{_SHOW_HIDDEN}")
        return sheets

    def _sheet(self, raw: RawSheet) -> Sheet:
        grid = raw.load()
        sheet = Sheet(raw.title, notices=list(grid.notices), epoch=grid.epoch)
        rows = grid.rows
        self._check_size(rows)
        hidden_columns = set() if self.include_hidden else grid.hidden_columns
        if not self.include_hidden:
            rows = _without_hidden_rows(rows, sheet)
        if not rows:
            sheet.notices.append("工作表是空的")
            return sheet
        header, last = self._whole_header(rows, grid.merged, sheet)
        sheet.header_row_number = header.number
        _set_headers(sheet, header, hidden_columns)
        _set_rows(sheet, [r for r in rows if r.number > last], hidden_columns)
        _tell_merged(sheet, [m for m in grid.merged if _ends_below(m, last)])
        return sheet

    def _check_size(self, rows: list[RawRow]) -> None:
        if any(row.number > self.limits.rows for row in rows):
            raise too_many_rows(self.limits)
        if any(max(row.cells) > self.limits.columns for row in rows):
            raise too_many_columns(self.limits)

    def _whole_header(self, rows, merged, sheet) -> tuple[RawRow, int]:
        """The header as one row, and the last of the rows that cells merged downwards
        tie together in it: of 联系方式 over 手机 the word that is known."""
        header = self._header(rows)
        first, last = _tied_rows(header.number, merged)
        block = [row for row in rows if first <= row.number <= last]
        texts = [value for row in block for value in row.cells.values()]
        if len(block) < 2 or not all(isinstance(text, str) for text in texts):
            return header, header.number
        sheet.notices.append(f"第 {first} 到 {last} 行合起来是表头")
        cells: dict[int, object] = {}
        for row in block:
            for column, text in row.cells.items():
                if column not in cells or header_key(text) in self.known:
                    cells[column] = text
        return RawRow(header.number, False, cells), last

    def _header(self, rows: list[RawRow]) -> RawRow:
        first = rows[:_HEADER_ROWS]
        texts = [[v for v in r.cells.values() if isinstance(v, str)] for r in first]
        known = [sum(header_key(t) in self.known for t in row) for row in texts]
        if any(known):
            return first[known.index(max(known))]
        # A title has fewer texts than the header, a row of data perhaps some more.
        enough = max(map(len, texts)) // 2 + 1
        found = (r for r, row in zip(first, texts, strict=True) if len(row) >= enough)
        return next(found, first[0])


def _without_hidden_rows(rows: list[RawRow], sheet: Sheet) -> list[RawRow]:
    hidden = [row.number for row in rows if row.hidden]
    if hidden:
        sheet.notices.append(
            f"隐藏的{_some(f'第 {number} 行' for number in hidden)}没有读入"
            f"（共 {len(hidden)} 行，可能是筛选造成的）；{_SHOW_HIDDEN}"
        )
    return [row for row in rows if not row.hidden]


def _set_headers(sheet: Sheet, header: RawRow, hidden: set[int]) -> None:
    width = max(header.cells)
    for column in range(1, width + 1):
        value = header.cells.get(column)
        text = header_text(str(value)) if value is not None else ""
        if text and column in hidden:
            sheet.notices.append(f"隐藏的列“{text}”没有读入；{_SHOW_HIDDEN}")
            text = ""
        sheet.headers.append(text)
    while sheet.headers and not sheet.headers[-1]:
        sheet.headers.pop()
    for text in sheet.repeated_headers:
        sheet.notices.append(f"表头“{text}”出现了不止一次，请改名或删去多余的列")


def _set_rows(sheet: Sheet, rows: list[RawRow], hidden: set[int]) -> None:
    width = len(sheet.headers)
    shown = [column not in hidden for column in range(width + 1)]
    outside: set[int] = set()
    for row in rows:
        first = row.cells[min(row.cells)]
        if isinstance(first, str) and first.startswith(SAMPLE_MARK):
            sheet.notices.append(f"第 {row.number} 行是示例，没有读入")
            continue
        cells: list[object] = [None] * width
        for column, value in row.cells.items():
            if column > width:
                outside.add(column)
            elif shown[column]:
                cells[column - 1] = value
        if any(cell is not None for cell in cells):
            sheet.rows.append(Row(row.number, cells))
    outside -= hidden
    if outside:
        columns = _some(f"{get_column_letter(column)} 列" for column in sorted(outside))
        sheet.notices.append(f"{columns}没有表头，没有读入")


def _tell_merged(sheet: Sheet, merged: list[str]) -> None:
    if merged:
        sheet.notices.append(
            f"有合并单元格（{_some(merged)}），只有左上角的一格有内容；"
            "如果它们在数据里，请取消合并并逐行填写"
        )


def _tied_rows(row: int, merged: Iterable[str]) -> tuple[int, int]:
    """The first and the last row of what is merged with cells of ``row``."""
    first = last = row
    for area in merged:
        _, top, _, bottom = range_boundaries(area)
        if top is None or bottom is None or bottom - top >= _HEADER_LINES:
            continue
        if top <= row <= bottom:
            first, last = min(first, top), max(last, bottom)
    return first, last


def _ends_below(merged: str, row: int) -> bool:
    """Whether a merged range is more than a title over the table."""
    last_row = range_boundaries(merged)[3]
    return last_row is None or last_row > row


def _some(items: Iterable[str]) -> str:
    items = list(items)
    return "、".join(items[:_NAMED]) + ("等" if len(items) > _NAMED else "")
