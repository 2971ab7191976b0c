"""One database takes so much at once and no more."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

#: So many rows, where a statement takes one value or more of each.
BATCH = 1000

Items = TypeVar("Items", bound=Sequence)


def batched(items: Items, size: int) -> Iterator[Items]:
    """``items`` in order, so many at a time; itertools has it from Python 3.12 on."""
    for start in range(0, len(items), size):
        yield items[start : start + size]  # type: ignore[misc]
