"""The pages of a PDF as pictures, to look at before printing."""

from io import BytesIO
from threading import Lock

import pypdfium2

_one_at_a_time = Lock()  # PDFium is not thread-safe


def page_images(pdf: bytes, width_px: int = 800) -> list[bytes]:
    """Returns a PNG of each page, `width_px` wide."""
    with _one_at_a_time, pypdfium2.PdfDocument(pdf) as document:
        return [_png(page, width_px) for page in document]


def _png(page, width_px: int) -> bytes:
    picture = page.render(scale=width_px / page.get_width()).to_pil()
    target = BytesIO()
    picture.save(target, "PNG")
    return target.getvalue()
