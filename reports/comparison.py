"""This year beside the same part of last year."""

from dataclasses import dataclass
from decimal import Decimal

from members.querysets import GroupScopedQuerySet
from union.figures import FigureValue, Ratio, compute

from .registry import BY_KEY, FIGURES
from .values import exact, on_page
from .wording import ALL_OF_LAST_YEAR, WHOLE_YEAR, SpanWords, span_words

#: What stands for the number of a year without records.
NOTHING = "无记录"
OWN_GROUPS, WHOLE = "本小组", "全院"


@dataclass(frozen=True)
class Compared:
    value: FigureValue
    before: FigureValue
    #: Whose number it is, where the reader does not see all groups.
    scope: str = ""
    span: SpanWords = WHOLE_YEAR

    @property
    def figure(self):
        return self.value.figure

    @property
    def is_like_for_like(self):
        """Part of a year is no match for a whole one."""
        return not (self.span.until and counts_whole_years(self.figure))

    @property
    def before_word(self):
        """What last year's number counts: 上年, 上年同期 or 上年全年."""
        return self.span.before if self.is_like_for_like else ALL_OF_LAST_YEAR

    @property
    def text(self):
        return said(self.value)

    @property
    def text_before(self):
        return said(self.before)

    @property
    def was_recorded(self):
        """Whether last year has any record of it: without one, zero says too much."""
        return bool(self.before.rows or self.before.number)

    @property
    def says_something(self):
        """Whether either year has a number other than zero."""
        return bool(self.value.number or self.before.number)

    @property
    def difference(self):
        """This year's number less last year's, or None where either is unknown or
        they count different parts of their years."""
        if not self.is_like_for_like:
            return None
        now, then = exact(self.value), exact(self.before)
        return None if now is None or then is None else Decimal(now - then)

    @property
    def change(self):
        """增 12 人, 减 3.5 个百分点, 持平 — in words, for those who see no colour."""
        if self.difference is None:
            return ""
        if not self.difference:
            return "持平" if self.was_recorded else ""
        unit = "个百分点" if self.figure.unit == "%" else self.figure.unit
        word = "增" if self.difference > 0 else "减"
        number = f"{abs(self.difference):,.{self.figure.places}f}"
        return f"{word} {number} {unit}"

    @property
    def direction(self):
        """up, down or same: a class for the page."""
        if not self.difference:
            return "same"
        return "up" if self.difference > 0 else "down"


def said(value):
    """Without any record, of either year, zero says too much."""
    return on_page(value) if value.rows or value.number else NOTHING


def counts_whole_years(figure):
    """Also asked of the figures of a signed report, which may exist no more."""
    known = BY_KEY.get(figure.key)
    if isinstance(known, Ratio):
        known = BY_KEY[known.part]
    return known is not None and known.counts_whole_years


def scope(figure, user):
    """Whose number a figure is: of some groups or of the whole hospital; nothing is
    said to who sees all groups."""
    if user.has_perm("members.view_all_groups"):
        return ""
    counted = BY_KEY[figure.part] if isinstance(figure, Ratio) else figure
    rows = counted.kind.model.objects.all()
    return OWN_GROUPS if isinstance(rows, GroupScopedQuerySet) else WHOLE


def compared(period, user, figures=FIGURES):
    """{key: Compared} of the ``figures`` that are open to ``user``, in their order."""
    now = compute(figures, period, user)
    then = compute(figures, period.before(), user)
    span = span_words(period.end)
    return {
        figure.key: Compared(
            now[figure.key], then[figure.key], scope(figure, user), span
        )
        for figure in figures
        if figure.key in now
    }


def by_section(items):
    """[(section, [Compared, …]), …] in the order of first appearance."""
    sections = {}
    for item in items:
        sections.setdefault(item.figure.section, []).append(item)
    return list(sections.items())
