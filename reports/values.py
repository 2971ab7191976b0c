"""A figure's number with the figure's own decimal places."""

from decimal import Decimal


def exact(value):
    """The number as int or Decimal; an average is rounded. None where unknown."""
    if value.number is None or isinstance(value.number, int):
        return value.number
    return Decimal(value.figure.plain(value.number))
