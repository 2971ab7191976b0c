"""This year beside the same part of last year."""

from dataclasses import dataclass
from decimal import Decimal

from union.figures import FigureValue, compute

from .registry import FIGURES
from .values import exact, on_page


@dataclass(frozen=True)
class Compared:
    value: FigureValue
    before: FigureValue

    @property
    def figure(self):
        return self.value.figure

    @property
    def text(self):
        return on_page(self.value)

    @property
    def text_before(self):
        return on_page(self.before)

    @property
    def says_something(self):
        """Whether either year has a number other than zero."""
        return bool(self.value.number or self.before.number)

    @property
    def difference(self):
        """This year's number less last year's, or None where either is unknown."""
        now, then = exact(self.value), exact(self.before)
        return None if now is None or then is None else Decimal(now - then)

    @property
    def change(self):
        """增 12 人, 减 3.5 个百分点, 持平 — in words, for those who see no colour."""
        if self.difference is None:
            return ""
        if not self.difference:
            return "持平"
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


def compared(period, user, figures=FIGURES):
    """{key: Compared} of the ``figures`` that are open to ``user``, in their order."""
    now = compute(figures, period, user)
    then = compute(figures, period.before(), user)
    return {
        figure.key: Compared(now[figure.key], then[figure.key])
        for figure in figures
        if figure.key in now
    }


def by_section(items):
    """[(section, [Compared, …]), …] in the order of first appearance."""
    sections = {}
    for item in items:
        sections.setdefault(item.figure.section, []).append(item)
    return list(sections.items())
