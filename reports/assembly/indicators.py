"""The table of main figures, this year beside last year."""

from decimal import Decimal
from itertools import pairwise

from reports.comparison import Compared
from reports.documents.layout import COLUMNS
from reports.prose import Piece
from reports.values import exact
from reports.wording import yuan
from union.chinese import cells, plain_number
from union.models import Qualifier

from .parts import Table

MAIN = (
    "members_total",
    "members_joined",
    "dues_collected",
    "dues_collection_rate",
    "consol_total_visits",
    "consol_total_amount",
    "hardship_aid_persons",
    "hardship_aid_amount",
    "mutual_enrolled",
    "mutual_claim_person_times",
    "mutual_claim_amount",
    "health_check_persons",
    "activities_total",
    "activities_person_times",
    "recuperation_persons",
    "awards_external",
    "train_internal_person_times",
    "congress_sessions_held",
    "proposals_total",
    "proposals_handled",
    "proposals_resolved",
    "disclosure_total",
    "honours_unit",
)
#: In body characters, of which a line has 28.
NUMBERS, UNITS, LEAST_LABELS = 2.1, 2.1, 5
#: Of a character of the table, Han or other, what some programs put between both, and
#: the space beside a cell's text. Some computers have no 仿宋 and set digits wider than
#: half a square.
HAN, OTHER, GAP, BESIDE = 0.75, 0.48, 0.19, 0.5
ALIGN = ("center", "left", "center", "right", "right", "right")


def indicator_table(content):
    """The Table of the figures that say something in either year, or None."""
    items = [
        Compared(content.values[key], content.before[key], span=content.texts.span)
        for key in MAIN
        if key in content.values and key in content.before
    ]
    items = [item for item in items if item.value.number or item.before.number]
    if not items:
        return None
    rows = tuple(row(content, *item) for item in enumerate(items, 1))
    span = content.texts.span
    until = f"（{span.until}）" if span.until else ""
    caption = f"表1　{content.texts.year}年主要指标{until}"
    # A column is too narrow for 本年截至11月22日 in one line.
    this = span.this.replace(span.until, f"\n{span.until}") if until else span.this
    headers = ("序号", "指标", "单位", span.before, this, "增减")
    return Table(caption, headers, widths(headers, rows), ALIGN, rows)


def widths(headers, rows):
    """No number is broken; the labels take what the numbers leave."""
    numbers = [
        max(width(line) for text in column for line in text.split("\n"))
        for column in zip(
            headers[3:],
            *([piece.text for piece in row[3:]] for row in rows),
            strict=True,
        )
    ]
    labels = COLUMNS - NUMBERS - UNITS - sum(numbers)
    return (NUMBERS, max(labels, LEAST_LABELS), UNITS, *numbers)


def width(text):
    is_han = [cells(character) == 1 for character in text]
    gaps = sum(this != following for this, following in pairwise(is_han))
    return BESIDE + gaps * GAP + sum(HAN if han else OTHER for han in is_han)


def row(content, number, item):
    figure = item.figure
    definition = f"{figure.label}：{figure.definition}"
    return (
        Piece(str(number)),
        Piece(figure.label),
        Piece(figure.unit),
        Piece(number_text(item.before), url=item.before.url),
        Piece(
            number_text(item.value),
            figure.key,
            content.url(item.value),
            definition,
            content.now.get(figure.key, ""),
        ),
        Piece(signed(item.difference, figure)),
    )


def number_text(value):
    if value.number is None:
        return "—"
    return Qualifier(value.qualifier).put(printed(exact(value), value.figure))


def signed(difference, figure):
    if difference is None:
        return "—"
    sign = "+" if difference > 0 else "−" if difference else ""
    return sign + printed(abs(difference), figure)


def printed(number, figure):
    """With thousands separators, which only the running text does without."""
    if figure.unit == "元":
        return yuan(f"{number:,.2f}")
    return f"{Decimal(plain_number(number)):,}"
