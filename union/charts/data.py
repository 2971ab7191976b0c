"""What a chart shows: points, series of points, and the scale of their values."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from math import ceil

from union.chinese import WAN, plain_number

CENT = Decimal("0.01")
INTERVALS = 5  # an axis has at most so many


def places_of(number):
    """How many decimal places it needs: 1.20 one, 3.00 none."""
    return max(-number.normalize().as_tuple().exponent, 0)


@dataclass(frozen=True)
class Point:
    """One value. `None` is unknown, which is not zero; `url` is a path of this site."""

    label: str
    value: Decimal | int | None
    url: str | None = None

    def __post_init__(self):
        if self.url and (not self.url.startswith("/") or self.url.startswith("//")):
            raise ValueError(f"图表的链接只能指向本系统的页面：{self.url}")


@dataclass(frozen=True)
class Series:
    """Values with a name, 本年 or 上年; series of one chart share their labels."""

    name: str
    points: tuple[Point, ...]

    def values(self) -> list[Decimal]:
        return [Decimal(p.value) for p in self.points if p.value is not None]


@dataclass(frozen=True)
class Scale:
    """Maps values to shares of the axis; all numbers are in `unit` (人次, 元, 万元)."""

    unit: str
    divisor: Decimal
    step: Decimal
    intervals: int
    places: int = 0  # of all values, so that they read alike: 1.20 beside 1.43

    @classmethod
    def over(cls, values: Sequence[Decimal], unit: str) -> "Scale":
        """Returns a scale from zero to a round number not below the largest value."""
        largest = max(*values, Decimal(0))
        in_wan = unit == "元" and largest >= WAN
        divisor = WAN if in_wan else Decimal(1)
        largest = largest / divisor or Decimal(1)
        least = 0 if in_wan or any(value % 1 for value in values) else 1
        power = Decimal(10) ** (largest.adjusted() - 1)
        steps = (factor * power for factor in (1, 2, 5, 10, 20))
        step = next(s for s in steps if s * INTERVALS >= largest and s >= least)
        rounded = [(value / divisor).quantize(CENT, ROUND_HALF_UP) for value in values]
        places = max(map(places_of, rounded), default=0)
        intervals = ceil(largest / step)
        return cls("万元" if in_wan else unit, divisor, step, intervals, places)

    def share(self, value: Decimal | int) -> float:
        return float(value / self.divisor / (self.step * self.intervals))

    def ticks(self) -> list[tuple[float, str]]:
        """Returns the marks of the axis as (share, label)."""
        return [
            (number / self.intervals, plain_number(number * self.step))
            for number in range(self.intervals + 1)
        ]

    def text(self, value: Decimal | int | None) -> str:
        if value is None:
            return "—"
        number = Decimal(value) / self.divisor
        return f"{number.quantize(CENT, ROUND_HALF_UP):.{self.places}f}"

    def description(self, series: Sequence[Series]) -> str:
        """Returns all values as one text, for those who cannot see the picture."""
        parts = (
            f"{one.name}："
            + "，".join(f"{p.label}{self.text(p.value)}" for p in one.points)
            for one in series
        )
        return f"单位：{self.unit}。" + "；".join(parts)
