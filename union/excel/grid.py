"""A sheet as its file's reader gives it, before headers are looked for."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from openpyxl.utils.datetime import WINDOWS_EPOCH


class RawRow(NamedTuple):
    number: int
    hidden: bool
    cells: dict[int, object]  # column number, from 1 → value; empty cells are left out


@dataclass
class Grid:
    """The rows with cells; what is hidden or merged, as far as the format tells."""

    rows: list[RawRow]
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    epoch: dt.datetime = WINDOWS_EPOCH


@dataclass(frozen=True)
class RawSheet:
    """``load`` reads the cells: a hidden sheet costs nothing."""

    title: str
    is_visible: bool
    load: Callable[[], Grid]
