"""Looks at an uploaded archive before any parser does, and refuses what would hurt.

The limits keep a small hostile file from costing minutes or gigabytes.
"""

import re
import stat
import zipfile
from typing import IO
from xml.parsers import expat

from .limits import (
    FRESH_COPY,
    MB,
    ONLY_DATA,
    SAVE_AS_XLSX,
    UPLOAD,
    Limits,
    WorkbookRefused,
    has_doctype,
    locked,
)
from .parts import check_parts

#: An entry that unpacks to more than this times its size is a bomb, if it is large.
_RATIO, _RATIO_FROM = 200, MB

_BREAK_LINKS = "请在“数据 → 编辑链接”中断开链接，保存后再导入"
# Parts that run code, fetch from elsewhere, carry other files or tell another kind.
_FORBIDDEN_PARTS = [
    (re.compile(pattern, re.I), message, remedy)
    for pattern, message, remedy in (
        (r"vbaproject|vbadata|macrosheets/", "文件里有宏", SAVE_AS_XLSX),
        (r"externallinks/", "文件里有指向其他文件的链接", _BREAK_LINKS),
        (r"connections\.xml|querytables/", "文件里有外部数据连接", ONLY_DATA),
        (r"embeddings/", "文件里嵌入了其他文件", ONLY_DATA),
        (r"activex|customui", "文件里有控件或自定义界面", ONLY_DATA),
        (r"^xl/workbook\.bin$", "这是二进制工作簿（.xlsb）", SAVE_AS_XLSX),
        (r"^word/", "这是 Word 文件，不是 Excel 工作簿", SAVE_AS_XLSX),
        (r"^ppt/", "这是 PPT 文件，不是 Excel 工作簿", SAVE_AS_XLSX),
        (r"^(basic|scripts)/", "文件里有宏", SAVE_AS_XLSX),
        (r"^object \d+/", "文件里嵌入了其他文件", ONLY_DATA),
    )
]
_XLSX_PARTS = {"[Content_Types].xml", "xl/workbook.xml"}
_MANIFEST = "META-INF/manifest.xml"
_ODS_CONTENT = "content.xml"
_ODS_PARTS = {_ODS_CONTENT, _MANIFEST}


def check_workbook(file: IO[bytes], limits: Limits = UPLOAD) -> None:
    """Raise ``WorkbookRefused`` unless ``file`` is a plain .xlsx within ``limits``.

    Reads the parts as a stream, so it costs little memory.
    """
    with zipfile.ZipFile(file) as archive:
        _check_entries(archive.infolist(), _XLSX_PARTS, limits)
        check_parts(archive, limits)


def check_ods(file: IO[bytes], limits: Limits = UPLOAD) -> None:
    """The same for an .ods; how far its rows and columns reach, its reader tells."""
    with zipfile.ZipFile(file) as archive:
        _check_entries(archive.infolist(), _ODS_PARTS, limits)
        if b"encryption-data" in archive.read(_MANIFEST):
            raise locked()
        with archive.open(_ODS_CONTENT) as part:
            _check_well_formed(part)


def _check_well_formed(part: IO[bytes]) -> None:
    """What breaks off in the middle would keep the reader busy for ever."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.ParseFile(part)


def _refuse_doctype(*_: object) -> None:
    raise has_doctype()


def _check_entries(
    entries: list[zipfile.ZipInfo], needed: set[str], limits: Limits
) -> None:
    if len(entries) > limits.entries:
        raise WorkbookRefused("文件里的部件太多，不像普通的表格", ONLY_DATA)
    if len({entry.filename.lower() for entry in entries}) < len(entries):
        raise WorkbookRefused("文件里有重名的部件，内容不可信", FRESH_COPY)
    if not all(_is_plain(entry) for entry in entries):
        raise WorkbookRefused("文件里有名字或类型异常的部件，内容不可信", FRESH_COPY)
    if any(entry.flag_bits & 1 for entry in entries):
        raise WorkbookRefused("文件加了密，读不出来", "请取消密码，保存后再导入")
    _check_unpacked(entries, limits)
    _check_names([entry.filename for entry in entries], needed)


def _check_names(names: list[str], needed: set[str]) -> None:
    for pattern, message, remedy in _FORBIDDEN_PARTS:
        if any(pattern.search(name) for name in names):
            raise WorkbookRefused(message, remedy)
    if not needed.issubset(names):
        raise WorkbookRefused("这是压缩文件，不是 Excel 工作簿", SAVE_AS_XLSX)


def _is_plain(entry: zipfile.ZipInfo) -> bool:
    # orig_filename: zipfile itself cuts a name at a NUL.
    name = entry.orig_filename
    return (
        not name.startswith("/")
        and not re.search(r"[\\\x00-\x1f:]", name)
        and ".." not in name.split("/")
        and not stat.S_ISLNK(entry.external_attr >> 16)
        and entry.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    )


def _check_unpacked(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    # zipfile never reads more of an entry than the size declared here.
    if sum(entry.file_size for entry in entries) > limits.unpacked_bytes:
        raise WorkbookRefused(
            "文件解压后太大", "请删去图片和多余的工作表，或分成几个文件导入"
        )
    for entry in entries:
        if entry.file_size > max(_RATIO_FROM, _RATIO * entry.compress_size):
            raise WorkbookRefused("文件的压缩比异常，可能有害", ONLY_DATA)
