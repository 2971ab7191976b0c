"""Measures a rendered page from the outside, by the places of its glyphs."""

from collections import defaultdict
from dataclasses import dataclass
from io import BytesIO
from statistics import median

import pdfplumber

MM = 72 / 25.4
LEFT, RIGHT, TOP, BOTTOM = 28, 184, 37, 262  # mm, the text area of GB/T 9704-2012


@dataclass
class Line:
    """A line of glyphs; places in mm from the left or upper edge, size in points."""

    glyphs: list[dict]
    baseline: float

    @property
    def text(self):
        return "".join(glyph["text"] for glyph in self.glyphs)

    @property
    def size(self):
        return round(median(glyph["size"] for glyph in self.glyphs))

    @property
    def left(self):
        return self.glyphs[0]["x0"] / MM

    @property
    def right(self):
        return max(glyph["x1"] for glyph in self.glyphs) / MM

    @property
    def top(self):
        return min(glyph["top"] for glyph in self.glyphs) / MM

    @property
    def fonts(self):
        return {glyph["fontname"].partition("+")[2] for glyph in self.glyphs}


@dataclass
class Page:
    lines: list[Line]
    number: Line

    @property
    def body(self):
        return [line for line in self.lines if line.size == 16]


def pages(pdf: bytes) -> list[Page]:
    with pdfplumber.open(BytesIO(pdf)) as document:
        return [_page(page) for page in document.pages]


def _page(page) -> Page:
    rows = defaultdict(list)
    for glyph in page.chars:
        if glyph["text"].strip():
            rows[round(page.height - glyph["matrix"][5])].append(glyph)
    lines = [
        Line(sorted(glyphs, key=lambda glyph: glyph["x0"]), baseline)
        for baseline, glyphs in sorted(rows.items())
    ]
    inside = [line for line in lines if line.baseline < BOTTOM * MM]
    (number,) = (line for line in lines if line.baseline >= BOTTOM * MM)
    return Page(inside, number)


def text(pdf: bytes) -> str:
    """Returns all text without spaces, line by line from the top."""
    return "".join(line.text for page in pages(pdf) for line in page.lines)


def is_full_width(character: str) -> bool:
    return "\u3000" <= character <= "\u9fff" or "\uff00" <= character <= "\uff60"
