"""The parts of a report: like the blocks of a document, but each number keeps the link
to its rows, for the pages."""

from dataclasses import dataclass
from typing import Literal

from reports.documents.model import Align
from reports.prose import Piece
from union.chinese import chinese_numeral

Pieces = tuple[Piece, ...]


@dataclass(frozen=True)
class Heading:
    pieces: Pieces
    level: Literal[1, 2, 3]
    body: Pieces = ()  # runs on in the heading's line

    kind = "heading"


@dataclass(frozen=True)
class Paragraph:
    pieces: Pieces

    kind = "paragraph"


@dataclass(frozen=True)
class Table:
    caption: str
    headers: tuple[str, ...]
    widths: tuple[float, ...]
    align: tuple[Align, ...]
    rows: tuple[Pieces, ...]

    kind = "table"


@dataclass(frozen=True)
class Chart:
    caption: str
    unit: str
    points: tuple[tuple[str, int | None], ...]

    kind = "chart"


Part = Heading | Paragraph | Table | Chart


def words(text):
    return (Piece(text),)


def heading(number, text, level):
    """一、… , （一）… or 1.… (GB/T 9704-2012, 7.3.3)."""
    marks = {
        1: f"{chinese_numeral(number)}、",
        2: f"（{chinese_numeral(number)}）",
        3: f"{number}.",
    }
    return Heading(words(marks[level] + text), level)


def paragraph(text):
    return Paragraph(words(text))


def item(number, pieces):
    """1.… as a paragraph of its own."""
    return Paragraph((Piece(f"{number}."), *pieces))


def event(number, pieces):
    """（2）3月8日…: with 2. the number and the date would read as one."""
    return Paragraph((Piece(f"（{number}）"), *pieces))


def numbered(blocks, level):
    """The parts of (heading, parts) pairs; empty ones drop out and numbers close up."""
    parts, number = [], 0
    for text, inner in blocks:
        inner = list(inner)
        if inner:
            number += 1
            parts += [heading(number, text, level), *inner]
    return parts


def ended(text):
    """The text as a clause: without its own end mark."""
    return text.strip().rstrip("。；;.，,")


def enumerated(texts):
    """一是…；二是…。; a single text stands alone."""
    clauses = [ended(text) for text in texts]
    if len(clauses) == 1:
        return f"{clauses[0]}。"
    clauses = [f"{chinese_numeral(n)}是{text}" for n, text in enumerate(clauses, 1)]
    return "；".join(clauses) + "。"
