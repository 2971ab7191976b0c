"""What an official document holds, whatever it is written as.

Texts are plain: nothing in them is markup. Line ends part a paragraph in two.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Literal

from union.charts import Point, Series

Align = Literal["left", "center", "right"]


@dataclass(frozen=True)
class Heading:
    """一、 (level 1), （一） (2) or 1. (3); `body` runs on in the heading's line."""

    text: str
    level: Literal[1, 2, 3] = 1
    body: str = ""


@dataclass(frozen=True)
class Paragraph:
    text: str


@dataclass(frozen=True)
class Table:
    """Cells as text. `widths` are in body characters, a full line has 28.

    Widths are shares of the line: other sums are stretched or squeezed to fit. `align`
    has a place for each column. `unit` (单位：元) stands above the right edge.
    """

    caption: str
    headers: tuple[str, ...]
    widths: tuple[float, ...]
    align: tuple[Align, ...]
    rows: tuple[tuple[str, ...], ...]
    unit: str = ""

    def __post_init__(self):
        lengths = {len(row) for row in (self.headers, self.align, *self.rows)}
        if lengths != {len(self.widths)}:
            raise ValueError(f"表格“{self.caption}”各行的列数不一致")


@dataclass(frozen=True)
class Chart:
    """One or two series (本年, 上年) as bars or lines."""

    caption: str
    series: tuple[Series, ...]
    unit: str
    kind: Literal["bar", "line"] = "bar"

    @classmethod
    def of(
        cls,
        caption: str,
        data: Sequence[tuple[str, Decimal | int | None]],
        unit: str,
        kind: Literal["bar", "line"] = "bar",
    ) -> "Chart":
        """Returns a chart of one series from (label, value) pairs."""
        series = Series("", tuple(Point(label, value) for label, value in data))
        return cls(caption, (series,), unit, kind)


Block = Heading | Paragraph | Table | Chart


@dataclass(frozen=True)
class Signature:
    """Who signs, and the date as text; with a seal both stand further to the left."""

    organisation: str
    date: str
    sealed: bool = False


@dataclass(frozen=True)
class Attachment:
    """Named below the text; with blocks it also follows on pages of its own."""

    title: tuple[str, ...]
    blocks: tuple[Block, ...] = ()
    signature: Signature | None = None

    @property
    def name(self) -> str:
        return "".join(self.title)


@dataclass(frozen=True)
class Letterhead:
    """What makes a formal document (报告) of a text.

    `mark` is the red 发文机关标志 (滨江医院工会委员会文件), `number` the 发文字号
    (滨医工〔2026〕5号), `signer` the 签发人 of a document to a superior, `recipient`
    the 主送机关 without its colon.
    """

    mark: str
    number: str
    recipient: str
    signer: str = ""
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True)
class Document:
    """`title` in lines, broken by meaning; `issuer` is the author in the file's data.

    `created` must know its time zone.
    """

    title: tuple[str, ...]
    issuer: str
    created: datetime
    blocks: tuple[Block, ...]
    subject: str = ""
    keywords: tuple[str, ...] = ()
    signature: Signature | None = None
    letterhead: Letterhead | None = None

    def __post_init__(self):
        if self.created.tzinfo is None:
            raise ValueError("文件的生成时间必须带时区")

    @property
    def name(self) -> str:
        return "".join(self.title)


def texts(value) -> Iterator[str]:
    """Yields every text in a document or a part of it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list):
        for item in value:
            yield from texts(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts(getattr(value, field.name))


def with_texts(value, change):
    """Returns a copy of a document, or a part of it, with each text changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, tuple | list):
        return tuple(with_texts(item, change) for item in value)
    if is_dataclass(value):
        changes = {
            field.name: with_texts(getattr(value, field.name), change)
            for field in fields(value)
        }
        return replace(value, **changes)
    return value
