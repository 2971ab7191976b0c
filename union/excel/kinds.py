"""Tells from its first bytes what an uploaded file is."""

import codecs
import posixpath
from typing import IO

from .limits import FRESH_COPY, MB, SAVE_AS_XLSX, Limits, WorkbookRefused

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_KINDS = (  # how a file begins, what it is
    (b"%PDF", "这是 PDF 文件，不是 Excel 工作簿"),
    (b"\x89PNG", "这是图片，不是 Excel 工作簿"),
    (b"\xff\xd8\xff", "这是图片，不是 Excel 工作簿"),
    (b"Rar!", "这是压缩文件，不是 Excel 工作簿"),
    (b"7z\xbc\xaf", "这是压缩文件，不是 Excel 工作簿"),
)


def check_kind(file: IO[bytes], name: str, limits: Limits) -> None:
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
        raise _ole_refusal(file)
    if not head.startswith(b"PK\x03\x04"):
        raise WorkbookRefused(_what_it_is(head), SAVE_AS_XLSX)
    suffix = posixpath.splitext(name.lower())[1]
    if name and suffix != ".xlsx":
        raise WorkbookRefused(
            f"文件名以“{suffix or name[-10:]}”结尾，只能导入 .xlsx 文件", SAVE_AS_XLSX
        )


def _ole_refusal(file: IO[bytes]) -> WorkbookRefused:
    file.seek(0)
    if "EncryptedPackage".encode("utf-16-le") in file.read():
        return WorkbookRefused(
            "文件设有打开密码，读不出来", "请在 Excel 或 WPS 中取消密码，保存后再导入"
        )
    return WorkbookRefused("这是旧格式的表格（.xls 或 .et）", SAVE_AS_XLSX)


def _what_it_is(head: bytes) -> str:
    for magic, message in _KINDS:
        if head.startswith(magic):
            return message
    text = head.lstrip(codecs.BOM_UTF8 + b" \t\r\n").lower()
    if text.startswith(b"<") or head.startswith((b"\xff\xfe<", b"\xfe\xff\0<")):
        return "这是网页格式的表格，只是名字像 Excel 文件"
    if b"\0" not in head:
        return "这是文本文件（如 CSV），不是 Excel 工作簿"
    return "这不是 Excel 工作簿"
