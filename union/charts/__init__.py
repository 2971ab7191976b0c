"""Bar and line charts as SVG, the same picture for pages, PDF and DOCX.

A second series differs by form (hollow bars, dashed line), not by colour alone. The
caller shows the title and prints the same numbers as a table beneath.
"""

from collections.abc import Sequence

from django.utils.safestring import SafeString

from .data import Point, Scale, Series
from .drawing import Drawing
from .shapes import Columns, Lines, Rows

__all__ = ["Point", "Series", "bar_chart", "line_chart"]

WIDTH = 720


def bar_chart(
    series: Sequence[Series],
    title: str,
    unit: str,
    *,
    width: int = WIDTH,
    font_family: str | None = None,
) -> SafeString:
    """Returns an SVG of upright bars, or of horizontal ones if labels need the room.

    `series` holds one or two series with the same labels. `unit` is 人次, 元 …; 元
    becomes 万元 from ten thousand up. `title` says what the picture shows to those who
    cannot see it. Without `font_family` the text takes the font of the page.
    """
    drawing = Drawing(title, width, linked=_linked(series), font_family=font_family)
    return _draw(drawing, series, unit, (Columns, Rows))


def line_chart(
    series: Sequence[Series],
    title: str,
    unit: str,
    *,
    width: int = WIDTH,
    font_family: str | None = None,
) -> SafeString:
    """Returns an SVG of lines with a mark at each value; arguments as for bars."""
    drawing = Drawing(title, width, linked=_linked(series), font_family=font_family)
    return _draw(drawing, series, unit, (Lines, Rows))


def _linked(series) -> bool:
    return any(point.url for one in series for point in one.points)


def _draw(drawing, series, unit, shapes) -> SafeString:
    """Draws the first of the shapes that has room, or says that there are no data."""
    series = [one for one in series if one.points]
    values = [value for one in series for value in one.values()]
    if not values:
        drawing.say_no_data()
        return drawing.svg()
    scale = Scale.over(values, unit)
    drawing.describe(scale.description(series))
    candidates = (shape(drawing, series, scale) for shape in shapes)
    next(shape for shape in candidates if shape.fits()).draw()
    return drawing.svg()
