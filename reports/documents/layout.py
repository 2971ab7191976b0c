"""The measures of GB/T 9704-2012 that PDF and DOCX share: 22 lines of 28 characters."""

from math import ceil
from typing import NamedTuple

from union import charts
from union.chinese import cells

from .model import Attachment, Chart, Signature

LINE = 28.95  # pt; 225 mm / 22 is 28.99, this leaves 0.9 pt of slack on a page
CELL = 15.79  # pt; 156 mm / 28
COLUMNS = 28  # characters of text a line
TITLE_LINE = 36  # pt
TITLE_COLUMNS = 19  # characters of the title a line; 156 mm hold 20, digits are wide
CHART_WIDTH = 442  # pt; 156 mm
CHART_LINES = 20  # at most, so that the caption stays on the page
MARK_SIZE = 50  # pt at most, for 发文机关标志
MARK_WIDTH = 430  # pt

NOT_LAST = "《（“"  # never at the end of a line
NOT_FIRST = "》）”，、。；：！？"  # never at its beginning


def paragraphs(text: str) -> list[str]:
    """Returns the lines of a text as paragraphs, without indents typed by hand."""
    return [line.strip() for line in text.split("\n") if line.strip()]


def title_lines(lines: tuple[str, ...]) -> list[str]:
    """Returns the title with lines that are too long parted into even ones."""
    return [part for line in lines for part in _evenly(line.strip())]


def _evenly(line: str) -> list[str]:
    count = ceil(cells(line) / TITLE_COLUMNS)
    if count < 2:
        return [line]
    goal = cells(line) / count
    cut = min(
        (place for place in range(1, len(line)) if _may_break(line, place)),
        key=lambda place: abs(cells(line[:place]) - goal),
        default=len(line),
    )
    return [line[:cut], *_evenly(line[cut:])] if cut < len(line) else [line]


def _may_break(line: str, place: int) -> bool:
    before, after = line[place - 1], line[place]
    in_number = before.isascii() and after.isascii()
    # A year or count stays with its measure word: 2025|年 would part what is one.
    number_with_unit = before.isdigit()
    return not (
        in_number or number_with_unit or before in NOT_LAST or after in NOT_FIRST
    )


def space_before_title(count: int) -> float:
    """Returns points that bring a title of so many lines, with the blank line after it,
    to whole lines of the page."""
    height = count * TITLE_LINE + LINE
    return ceil(height / LINE) * LINE - height


def signature_indents(signature: Signature) -> tuple[float, float]:
    """Returns how far organisation and date stand from the right edge, in characters.

    GB/T 9704-2012 7.3.5.1, with a seal: the date four characters from the edge, the
    name centred above it. 7.3.5.2, without: the name two characters from the edge, the
    date beginning two after it; a longer date stands two from the edge instead.
    """
    name, date = cells(signature.organisation), cells(signature.date)
    if signature.sealed:
        return max(4 + (date - name) / 2, 0), 4
    if name - date >= 2:
        return 2, name - date
    return date - name + 4, 2


def mark_size(mark: str) -> int:
    """Returns the size of 发文机关标志 in points, so that it fills one line at most."""
    return min(MARK_SIZE, int(MARK_WIDTH / cells(mark)))


class AttachmentLine(NamedTuple):
    """A line of 附件说明: names begin at `left`, labels `hanging` characters before."""

    text: str
    left: float
    hanging: float


def attachment_lines(attachments: tuple[Attachment, ...]) -> list[AttachmentLine]:
    """Returns 附件：1.… and the lines below it, aligned to the names (7.3.4)."""
    if len(attachments) == 1:
        return [AttachmentLine(f"附件：{attachments[0].name}", 5, 3)]
    lines = []
    for number, attachment in enumerate(attachments, start=1):
        label = f"附件：{number}." if number == 1 else f"{number}."
        left = 5 + cells(f"{number}.")
        lines.append(AttachmentLine(label + attachment.name, left, cells(label)))
    return lines


def annex_mark(number: int, count: int) -> str:
    return f"附件{number}" if count > 1 else "附件"


def chart_svg(chart: Chart, font_family: str) -> str:
    draw = charts.bar_chart if chart.kind == "bar" else charts.line_chart
    return draw(
        chart.series,
        chart_text(chart),
        chart.unit,
        width=CHART_WIDTH,
        font_family=font_family,
    )


def chart_height(svg: str) -> float:
    """Returns the height in points of a picture as wide as the text."""
    _, _, after = svg.partition(f'viewBox="0 0 {CHART_WIDTH} ')
    return float(after.partition('"')[0])


def chart_lines(svg: str) -> int:
    """Returns how many lines of text the picture takes the place of."""
    return min(ceil(chart_height(svg) / LINE), CHART_LINES)


def chart_text(chart: Chart) -> str:
    """Returns caption and values, for those who cannot see the picture."""
    values = (
        (one.name, point.label, "—" if point.value is None else str(point.value))
        for one in chart.series
        for point in one.points
    )
    parts = (" ".join(filter(None, value)) for value in values)
    return f"{chart.caption}（{chart.unit}）：{'，'.join(parts)}"
