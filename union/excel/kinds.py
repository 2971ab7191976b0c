"""Tells from its content what an uploaded file is; its name says nothing reliable."""

import codecs
import re
import zipfile
from enum import Enum, auto
from typing import IO

from .limits import (
    FRESH_COPY,
    MB,
    SAVE_AS_XLSX,
    Limits,
    WorkbookRefused,
    locked,
)

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_KINDS = (  # how a file begins, what it is
    (b"%PDF", "这是 PDF 文件，不是 Excel 工作簿"),
    (b"\x89PNG", "这是图片，不是 Excel 工作簿"),
    (b"\xff\xd8\xff", "这是图片，不是 Excel 工作簿"),
    (b"Rar!", "这是压缩文件，不是 Excel 工作簿"),
    (b"7z\xbc\xaf", "这是压缩文件，不是 Excel 工作簿"),
)
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# The names of streams, and of what they hold, in a file of the old formats.
_LOCKED = re.compile(
    re.escape("EncryptedPackage".encode("utf-16-le"))
    # The workbook's first record, perhaps a write protection, then FILEPASS.
    + rb"|\x09\x08\x10\0\0\x06\x05\0.{12}(?:\x86\0\0\0)?\x2f\0",
    re.DOTALL,
)
_MACROS = "_VBA_PROJECT".encode("utf-16-le")


class FileKind(Enum):
    XLSX = auto()
    ODS = auto()
    OLD = auto()  # .xls and .et
    TEXT = auto()


def file_kind(file: IO[bytes], limits: Limits) -> FileKind:
    """Raises ``WorkbookRefused`` for what can be no table, or is too large."""
    size = file.seek(0, 2)
    file.seek(0)
    head = file.read(4096)
    if not size:
        raise WorkbookRefused("文件是空的", FRESH_COPY)
    if size > limits.file_bytes:
        raise WorkbookRefused(
            f"文件有 {size / MB:.0f} MB，超过 {limits.file_bytes // MB} MB",
            "请删去图片和多余的工作表，或分成几个文件导入",
        )
    if head.startswith(_OLE):
        _check_old(file)
        return FileKind.OLD
    if head.startswith(b"PK\x03\x04"):
        return FileKind.ODS if _is_ods(file) else FileKind.XLSX
    _check_text(head)
    return FileKind.TEXT


def _check_old(file: IO[bytes]) -> None:
    file.seek(0)
    content = file.read()
    if _LOCKED.search(content):
        raise locked()
    if _MACROS in content:
        raise WorkbookRefused("文件里有宏", SAVE_AS_XLSX)


def _is_ods(file: IO[bytes]) -> bool:
    with zipfile.ZipFile(file) as archive:
        if "mimetype" not in archive.namelist():
            return False
        with archive.open("mimetype") as part:
            return part.read(len(_ODS) + 1) == _ODS


def _check_text(head: bytes) -> None:
    for magic, message in _KINDS:
        if head.startswith(magic):
            raise WorkbookRefused(message, SAVE_AS_XLSX)
    text = head.lstrip(codecs.BOM_UTF8 + b" \t\r\n").lower()
    if text.startswith(b"<") or head.startswith((b"\xff\xfe<", b"\xfe\xff\0<")):
        raise WorkbookRefused("这是网页格式的表格，只是名字像 Excel 文件", SAVE_AS_XLSX)
    if b"\0" in head and not head.startswith(_UTF16):
        raise WorkbookRefused("这不是 Excel 工作簿", SAVE_AS_XLSX)
