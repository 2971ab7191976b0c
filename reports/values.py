"""A figure's number with the figure's own decimal places."""

from decimal import Decimal

from union.models import Qualifier


def exact(value):
    """The number as int or Decimal; an average is rounded. None where unknown."""
    if value.number is None or isinstance(value.number, int):
        return value.number
    return Decimal(value.figure.plain(value.number))


def rough_word(value):
    """近, 余, 多 …; nothing where the number is exact."""
    return Qualifier(value.qualifier).label if value.qualifier else ""


def on_page(value):
    """862 余人次, 166,153.10 元, 98.5%: with separators, as pages show numbers."""
    if value.number is None:
        return "—"
    unit = value.figure.unit
    number = f"{exact(value):,.{value.figure.places}f}"
    return Qualifier(value.qualifier).put(number + " " * (unit != "%"), unit)
