"""What may be attached: a short list of kinds, each checked by its content.

The name's ending, the first bytes and the inner structure must agree. Images are
drawn anew, which drops the place where a photo was taken, and anything hidden in it.
"""

import hashlib
import io
import re
import struct
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from PIL import ExifTags, Image, ImageFile, ImageOps

from union.models import Attachment

Kind = Attachment.Kind
KIND_OF_SUFFIX = {".jpeg": Kind.JPG} | {f".{kind}": kind for kind in Kind}
ALLOWED = "PDF、JPG、PNG、DOCX、XLSX"

MAX_NAME = 150
MAX_PIXELS = 50_000_000
TOO_MANY_PIXELS = "图片超过 5000 万像素，请缩小后再上传"
MAX_ENTRIES = 1000
MAX_UNPACKED = 100 * 2**20
#: Parts of an office file that run or hide programs.
ACTIVE_PART = re.compile(r"vbaproject|activex|oleobject|customui|macrosheets", re.I)
ORIENTATION = ExifTags.Base.Orientation
#: What Pillow and zipfile raise for content that is broken on purpose or by accident.
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    OSError,
    EOFError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
)
MAIN_PART = {Kind.DOCX: "word/document.xml", Kind.XLSX: "xl/workbook.xml"}


@dataclass(frozen=True)
class Content:
    """A checked file as it will be stored."""

    name: str
    kind: Attachment.Kind
    data: bytes

    @property
    def sha256(self):
        return hashlib.sha256(self.data).hexdigest()


def inspect(file, name) -> Content:
    """Check an uploaded file; raise ValidationError that says what is wrong with it."""
    name = clean_name(name)
    kind = KIND_OF_SUFFIX.get(PurePosixPath(name).suffix.lower())
    if kind is None:
        raise _refusal(name, f"不支持这种文件，只能上传 {ALLOWED}")
    limit = settings.UPLOAD_MAX_BYTES
    if file.size > limit:
        raise _refusal(name, f"文件超过 {filesizeformat(limit)}，请压缩或拆分后再上传")
    data = file.read()
    if not data:
        raise _refusal(name, "文件是空的")
    try:
        return Content(name, kind, CHECKS[kind](data, kind))
    except _Unfit as error:
        raise _refusal(name, str(error)) from error


def clean_name(name):
    """The name without folders, control and direction marks; at most MAX_NAME long."""
    last = re.split(r"[/\\]", name)[-1]
    shown = "".join(c for c in last if unicodedata.category(c)[0] != "C").strip()
    path = PurePosixPath(shown or "未命名")
    return path.stem[: MAX_NAME - len(path.suffix[:10])] + path.suffix[:10]


class _Unfit(Exception):
    """The content is not what the name says, or not allowed."""


def _refusal(name, reason):
    return ValidationError(
        "%(name)s：%(reason)s", params={"name": name, "reason": reason}
    )


def _pdf(data, kind):
    if not data.startswith(b"%PDF-") or b"startxref" not in data:
        raise _Unfit("内容不是 PDF 文件，请重新导出后再上传")
    if b"%%EOF" not in data[-1024:]:
        raise _Unfit("PDF 文件不完整，或末尾带有别的内容")
    return data


def _image(data, kind):
    """The same picture, upright, drawn anew."""
    pillow_format = "JPEG" if kind == Kind.JPG else "PNG"
    # WeasyPrint makes Pillow take cut-off pictures, for the whole process.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        picture = Image.open(io.BytesIO(data), formats=[pillow_format])
        if picture.width * picture.height > MAX_PIXELS:
            raise _Unfit(TOO_MANY_PIXELS)
        return _redrawn(picture, pillow_format)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _Unfit(TOO_MANY_PIXELS) from error
    except UNREADABLE as error:
        raise _Unfit(f"内容不是完好的 {kind.upper()} 图片") from error


def _redrawn(picture, pillow_format):
    """Pixels only; of all that the file says of itself, which way is up is heeded."""
    if pillow_format == "JPEG":
        bare = picture.convert("L" if picture.mode == "L" else "RGB")
    else:
        bare = picture.convert("RGBA" if picture.has_transparency_data else None)
    bare.info = {}
    bare.getexif()[ORIENTATION] = picture.getexif().get(ORIENTATION, 1)
    out = io.BytesIO()
    ImageOps.exif_transpose(bare).save(out, pillow_format, quality=90, exif=b"")
    return out.getvalue()


def _office(data, kind):
    """A Word or Excel file of the new kind, without macros."""
    if not data.startswith(b"PK\x03\x04"):
        raise _Unfit(f"内容不是 {kind.upper()} 文件，请用 Office 或 WPS 另存后再上传")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
            _check_entries(entries)
            names = {entry.filename for entry in entries}
            if not {"[Content_Types].xml", MAIN_PART[kind]} <= names:
                raise _Unfit(f"内容不是 {kind.upper()} 文件")
            if b"macroEnabled" in package.read("[Content_Types].xml"):
                raise _Unfit("文件带宏，请另存为不带宏的格式")
            if package.testzip():
                raise _Unfit("文件已损坏")
    except UNREADABLE as error:
        raise _Unfit("文件已损坏") from error
    return data


def _check_entries(entries):
    names = [entry.filename for entry in entries]
    usual = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
    too_big = sum(entry.file_size for entry in entries) > MAX_UNPACKED
    if too_big or len(entries) > MAX_ENTRIES:
        raise _Unfit("文件展开后过大，请拆分后再上传")
    if any(entry.flag_bits & 1 for entry in entries):
        raise _Unfit("文件设有密码，请去掉密码后再上传")
    if any(ACTIVE_PART.search(name) for name in names):
        raise _Unfit("文件带宏或嵌入的程序，请去掉后再上传")
    strange = any(n.startswith("/") or ".." in n or "\\" in n for n in names)
    packed_otherwise = {entry.compress_type for entry in entries} - usual
    if strange or packed_otherwise or len(names) != len(set(names)):
        raise _Unfit("文件内部结构不正常，请用 Office 或 WPS 另存后再上传")


CHECKS = {
    Kind.PDF: _pdf,
    Kind.JPG: _image,
    Kind.PNG: _image,
    Kind.DOCX: _office,
    Kind.XLSX: _office,
}
