"""The annex: every figure with its 口径, so that a reader can count it again."""

from urllib.parse import urlsplit

from django.http import QueryDict
from django.urls import resolve

from union.chips import chips_of
from union.excel.writer import ColumnSpec, SheetSpec
from union.periods import Period

from .comparison import Compared
from .values import exact, rough_word
from .wording import span_words


def columns(period):
    span = span_words(period.end)
    return (
        ColumnSpec("类别", width=16),
        ColumnSpec("指标", width=28),
        ColumnSpec(span.this, kind="number"),
        ColumnSpec("约数"),
        ColumnSpec(span.before, kind="number"),
        ColumnSpec("单位"),
        ColumnSpec("口径", width=40),
        ColumnSpec("筛选条件", width=40),
        ColumnSpec("记录条数", kind="integer"),
        ColumnSpec("统计截止日", kind="date"),
        ColumnSpec("标识", width=24),
    )


def sheet(items, period):
    """The sheet of ``items`` (reports.comparison.Compared)."""
    rows = (row(item, period) for item in items)
    return SheetSpec(f"{period.year}年指标", columns(period), rows)


def sheet_of(content):
    """The sheet of a report: its figures, as they are or as they were signed."""
    texts = content.texts
    items = [
        Compared(value, content.before[key], span=texts.span)
        for key, value in content.values.items()
        if key in content.before
    ]
    return sheet(items, Period.of_year(texts.year, texts.as_of))


def row(item, period):
    value, figure = item.value, item.figure
    return (
        figure.section,
        figure.label,
        exact(value),
        rough_word(value),
        exact(item.before),
        figure.unit,
        definition_of(item),
        filter_of(value),
        value.rows,
        period.end,
        figure.key,
    )


def definition_of(item):
    """The 口径; where last year's number is not that of the column's head, too."""
    if item.is_like_for_like:
        return item.figure.definition
    return f"{item.figure.definition}；所列上年数为{item.before_word}数"


def filter_of(value):
    """What the list is filtered by, in words: “慰问日期：2026-01-01 至 2026-12-31；
    事由：患病”."""
    if not value.url:
        return ""
    address = urlsplit(value.url)
    kind = resolve(address.path).func.view_initkwargs["kind"]
    chips = chips_of(kind.filterset(QueryDict(address.query)))
    return "；".join(chip.text for chip in chips)
