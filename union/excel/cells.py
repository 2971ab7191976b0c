"""The cells of one sheet as Python values, row by row.

openpyxl reads the workbook around them. Its own cell reader tells neither hidden rows
nor formulas that were never calculated, takes damaged numbers for good, and builds
objects for parts of a sheet that nobody here needs.
"""

import datetime as dt
import re
from collections.abc import Iterator
from typing import IO, NamedTuple

from lxml import etree
from openpyxl.utils import column_index_from_string
from openpyxl.utils.datetime import from_excel, from_ISO8601
from openpyxl.xml.constants import SHEET_MAIN_NS

from union.values import CellError

from .grid import RawRow
from .normal import ERROR_ADVICE, moment_value, number_value, text_value

_NS = f"{{{SHEET_MAIN_NS}}}"
_COLUMN, _ROW, _MERGED = f"{_NS}col", f"{_NS}row", f"{_NS}mergeCell"
_VALUE, _FORMULA, _INLINE = f"{_NS}v", f"{_NS}f", f"{_NS}is"
_STRING = f"{_NS}si"
_TEXT, _PHONETIC = f"{_NS}t", f"{_NS}rPh"
_TRUE = ("1", "true")
# Control characters as Excel writes them, and the mark that a text only looks like one.
_ESCAPED = re.compile("_x(005F|00[01][0-9A-Fa-f])_")

_FORMULA_ADVICE = "公式还没有算出结果，请在 Excel 中打开并保存，或直接填入内容"
_DATE_ADVICE = "超出日期的范围，请按“年-月-日”填写"


class Formats(NamedTuple):
    """What a number needs to be read as a day or a time."""

    epoch: dt.datetime
    dates: frozenset[str]  # style ids
    durations: frozenset[str]


class SheetParser:
    """Reads one sheet's XML. ``hidden_columns`` is complete when the first row comes,
    ``merged`` after the last."""

    def __init__(self, strings: list[str], formats: Formats):
        self._strings = strings
        self._formats = formats
        self.hidden_columns: set[int] = set()
        self.merged: list[str] = []

    def rows(self, source: IO[bytes]) -> Iterator[RawRow]:
        number = 0
        for _, element in _elements(source, _COLUMN, _ROW, _MERGED):
            if element.tag == _ROW:
                number = int(element.get("r") or number + 1)
                hidden = element.get("hidden") in _TRUE
                yield RawRow(number, hidden, self._cells(element))
            elif element.tag == _MERGED:
                self.merged.append(element.get("ref", ""))
            elif element.get("hidden") in _TRUE:
                first, last = int(element.get("min")), int(element.get("max"))
                # A hidden rest of the sheet reaches to column 16384.
                self.hidden_columns.update(range(first, min(last, 16_384) + 1))
            element.clear()

    def _cells(self, row: etree._Element) -> dict[int, object]:
        cells = {}
        column = 0
        for cell in row:
            place = cell.get("r")
            if place:
                column = column_index_from_string(place.rstrip("0123456789"))
            else:
                column += 1
            value = self._value(cell)
            if value is not None:
                cells[column] = value
        return cells

    def _value(self, cell: etree._Element) -> object:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            inline = cell.find(_INLINE)
            return None if inline is None else _plain_text(_text(inline))
        raw = cell.findtext(_VALUE)
        if not raw:
            uncalculated = kind != "str" and cell.find(_FORMULA) is not None
            return CellError("公式", _FORMULA_ADVICE) if uncalculated else None
        if kind == "n":
            return self._number(raw, cell.get("s"))
        if kind == "s":
            return _plain_text(self._strings[int(raw)])
        if kind == "str":
            return _plain_text(raw)
        return _OTHER_KINDS[kind](raw)

    def _number(self, raw: str, style: str | None) -> object:
        number = int(raw) if raw.isdigit() else float(raw)
        if style in self._formats.dates:
            return self._moment(number, style)
        return number_value(number)

    def _moment(self, number: float, style: str | None) -> object:
        duration = style in self._formats.durations
        try:
            moment = from_excel(number, self._formats.epoch, timedelta=duration)
        except (OverflowError, ValueError):
            return CellError(str(number)[:20], _DATE_ADVICE)
        return moment_value(moment)


def _plain_text(text: str) -> str | None:
    """The text without Excel's escapes; None where it is blank."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return text_value(text)


def read_strings(source: IO[bytes]) -> list[str]:
    """The texts that the cells of all sheets share."""
    strings = []
    for _, element in _elements(source, _STRING):
        strings.append(_text(element))
        element.clear()
    return strings


def _elements(source: IO[bytes], *tags: str) -> Iterator[tuple[str, etree._Element]]:
    return etree.iterparse(
        source, tag=tags, resolve_entities=False, no_network=True, load_dtd=False
    )


def _text(element: etree._Element) -> str:
    if len(element) == 1 and element[0].tag == _TEXT:
        return element[0].text or ""
    # Pieces in several fonts. Phonetic guides have elements of their own.
    return "".join(
        part.text or ""
        for part in element.iter(_TEXT)
        if part.getparent().tag != _PHONETIC
    )


_OTHER_KINDS = {
    "b": lambda raw: raw.strip().lower() in _TRUE,
    "e": lambda raw: CellError(raw[:20], ERROR_ADVICE),
    "d": lambda raw: moment_value(from_ISO8601(raw)),
}
