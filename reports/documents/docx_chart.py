"""A chart in a DOCX: the picture of the PDF, drawn by resvg with our fonts."""

from io import BytesIO

import resvg_py
from docx.shared import Mm

from reports import fonts

from . import layout
from .model import Chart

RESOLUTION = 220  # dots an inch
WIDTH = Mm(155)  # a little less than the text, so that no rounding moves it
FONT_FILES = [str(fonts.path(family)) for family in (fonts.HEITI, *fonts.FALLBACKS)]


def add_chart(paragraph, chart: Chart) -> None:
    """Adds the picture as wide as the text, with its values for screen readers."""
    svg = layout.chart_svg(chart, fonts.HEITI)
    highest = layout.CHART_LINES * layout.LINE
    share = min(1, highest / layout.chart_height(svg))
    run = paragraph.add_run()
    picture = run.add_picture(BytesIO(_png(svg)), width=round(WIDTH * share))
    properties = picture._inline.docPr
    properties.set("name", chart.caption)
    properties.set("descr", layout.chart_text(chart))


def _png(svg: str) -> bytes:
    return resvg_py.svg_to_bytes(
        svg_string=svg,
        background="#ffffff",
        zoom=RESOLUTION / 72,
        skip_system_fonts=True,
        font_files=FONT_FILES,
    )
