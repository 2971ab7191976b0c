"""Files for upload tests, good and evil, made on the spot."""

import io
import struct
import zipfile
import zlib

from docx import Document
from openpyxl import Workbook
from PIL import Image

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\nstartxref\n9\n%%EOF\n"
GPS = 0x8825
ORIENTATION = 0x0112


def image(pillow_format, size=(40, 20), **options):
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, pillow_format, **options)
    return out.getvalue()


def photo_with_place():
    """A JPEG that lies on its side and says where it was taken."""
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif.get_ifd(GPS)[2] = (39.0, 54.0, 20.0)
    exif[0x010F] = "CANARY-CAMERA"
    return image("JPEG", exif=exif, comment=b"CANARY-COMMENT")


def huge_png(width, height):
    """A few bytes that claim to be a picture of that size."""

    def chunk(kind, data):
        crc = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + crc

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 1000)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", pixels)
        + chunk(b"IEND", b"")
    )


def docx():
    out = io.BytesIO()
    Document().save(out)
    return out.getvalue()


def xlsx():
    out = io.BytesIO()
    Workbook().save(out)
    return out.getvalue()


def repacked(package, *, drop=(), **added):
    """An office file with other entries: ``repacked(docx(), **{"a/b": b"…"})``."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            if entry.filename not in {*drop, *added}:
                new.writestr(entry, old.read(entry))
        for name, data in added.items():
            new.writestr(name, data, zipfile.ZIP_DEFLATED)
    return out.getvalue()
