"""Counts what the parts of a workbook hold, as a stream, without parsing them."""

import codecs
import re
import zipfile
from collections.abc import Iterator
from typing import IO

from .limits import (
    FRESH_COPY,
    MB,
    ONLY_DATA,
    Limits,
    WorkbookRefused,
    damaged,
    has_doctype,
    too_many_cells,
    too_many_columns,
    too_many_rows,
)

_CHUNK = MB
#: No element of a sheet is that long: a cell holds at most 32,767 characters.
_LONGEST_ELEMENT = MB

_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.I)
_STRINGS = re.compile(r"xl/sharedstrings\.xml", re.I)
# Pictures and printer settings: nothing parses them.
_NO_XML = re.compile(r"(media|printersettings)/|^docprops/thumbnail", re.I)
# Any prefix counts: <c>, <x:c>. What stands in a comment counts, too: never too few.
_ROW = re.compile(rb"<(?:[\w.-]+:)?row[\s/>]")
_CELL = re.compile(rb"<(?:[\w.-]+:)?c[\s/>]")
_MERGED = re.compile(rb"<(?:[\w.-]+:)?mergeCell\s[^>]*?ref\s*=\s*[\"']([^\"']*)[\"']")
_STRING = re.compile(rb"<(?:[\w.-]+:)?si[\s/>]")
_STYLE = re.compile(rb"<(?:[\w.-]+:)?xf[\s/>]")
_ENCODING = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)[\"']")
_RANGE = re.compile(rb"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")


def check_parts(archive: zipfile.ZipFile, limits: Limits) -> None:
    cells = 0
    for entry in archive.infolist():
        with archive.open(entry) as part:
            if entry.is_dir() or _is_binary(entry, part):
                continue
            if _SHEET.fullmatch(entry.filename):
                cells += _check_sheet(_elements(part), limits)
            elif _STRINGS.fullmatch(entry.filename):
                strings = sum(len(_STRING.findall(text)) for text in _elements(part))
                _check_cells(strings, limits)
            else:
                _check_other(entry, part, limits)
        _check_cells(cells, limits)


def _is_binary(entry: zipfile.ZipInfo, part: IO[bytes]) -> bool:
    if not _NO_XML.search(entry.filename):
        return False
    # What is called a picture may still be named as a sheet elsewhere, and parsed.
    head = part.read(64).lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")
    part.seek(0)
    return not head.startswith(b"<")


def _elements(part: IO[bytes]) -> Iterator[bytes]:
    """The part in pieces that end where an element's tag ends."""
    rest, first = b"", True
    while chunk := part.read(_CHUNK):
        text = rest + chunk
        if first:
            _check_encoding(text)
            first = False
        if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
            raise has_doctype()
        end = text.rfind(b">") + 1
        rest = text[end:]
        if len(rest) > _LONGEST_ELEMENT:
            raise damaged()
        yield text[:end]
    yield rest


def _check_encoding(text: bytes) -> None:
    """Only UTF-8: in another encoding the searches of this module would be blind."""
    text = text.removeprefix(codecs.BOM_UTF8).lstrip()
    declared = _ENCODING.match(text)
    other = declared and declared[1].lower() not in (b"utf-8", b"utf8", b"us-ascii")
    if other or not text.startswith(b"<"):
        raise WorkbookRefused("文件的编码不是 UTF-8", FRESH_COPY)


def _check_sheet(pieces: Iterator[bytes], limits: Limits) -> int:
    """How many cells the sheet has."""
    rows = cells = merged = 0
    for piece in pieces:
        rows += len(_ROW.findall(piece))
        cells += len(_CELL.findall(piece))
        merged += sum(_area(ref) for ref in _MERGED.findall(piece))
        if rows > limits.rows:
            raise too_many_rows(limits)
        if merged > limits.merged_cells:
            raise WorkbookRefused(
                "合并单元格的范围太大", "请取消合并单元格，保存后再导入"
            )
        _check_cells(cells, limits)
    if cells > limits.columns * rows:
        raise too_many_columns(limits)
    return cells


def _check_cells(cells: int, limits: Limits) -> None:
    if cells > limits.cells:
        raise too_many_cells(limits)


def _area(ref: bytes) -> int:
    found = _RANGE.fullmatch(ref.strip())
    if not found:
        raise damaged()
    left, top, right, bottom = found.groups()
    if right is None:
        return 1
    width = abs(_column_number(right) - _column_number(left)) + 1
    return width * (abs(int(bottom) - int(top)) + 1)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _check_other(entry: zipfile.ZipInfo, part: IO[bytes], limits: Limits) -> None:
    if entry.file_size > limits.other_xml_bytes:
        raise WorkbookRefused("文件里有过大的附加内容", ONLY_DATA)
    styles = elements = 0
    for piece in _elements(part):
        styles += len(_STYLE.findall(piece))
        elements += piece.count(b"<")
    if styles > limits.styles:
        raise WorkbookRefused("文件里的单元格样式太多", ONLY_DATA)
    if elements > limits.other_xml_elements:
        raise WorkbookRefused("文件里的附加内容太多", ONLY_DATA)
