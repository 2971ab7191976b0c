"""This year beside the same part of last year."""

from dataclasses import dataclass
from decimal import Decimal

from union.chinese import plain_number
from union.figures import FigureValue, compute

from .registry import FIGURES
from .values import exact


@dataclass(frozen=True)
class Compared:
    value: FigureValue
    before: FigureValue

    @property
    def figure(self):
        return self.value.figure

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
        return f"{word} {plain_number(abs(self.difference))} {unit}"

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
