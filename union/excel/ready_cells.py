"""Cells that are filled and written again for each row. openpyxl makes a new one for
each value, looks for its type and its style, and may take text for a formula."""

from collections.abc import Iterator, Sequence
from typing import Any

from openpyxl.cell import Cell
from openpyxl.worksheet._write_only import WriteOnlyWorksheet


class ReadyCell(Cell):
    """A cell whose style is looked up once, not at each row."""

    __slots__ = ("has_style", "style_id")

    def __init__(self, worksheet: Any, **styles: object):
        super().__init__(worksheet, row=1, column=1)
        for name, style in styles.items():
            setattr(self, name, style)
        # Properties there.
        self.has_style = super().has_style  # type: ignore[misc]
        self.style_id = super().style_id  # type: ignore[misc]


def filled(cell: Any, value: object, data_type: str) -> Cell:
    """The cell with this value, of a type as openpyxl calls it: "s", "n" or "d"."""
    cell._value, cell.data_type = value, data_type
    return cell


class ReadySheet(WriteOnlyWorksheet):
    """A sheet to which rows of cells are appended, None where one is left out."""

    def _values_to_row(
        self, values: Sequence[Any | None], row_idx: int
    ) -> Iterator[Cell]:
        for column, cell in enumerate(values, start=1):
            if cell is not None:
                cell.column, cell.row = column, row_idx
                yield cell


def add_sheet(workbook: Any, title: str) -> Any:
    worksheet = ReadySheet(workbook, title)
    workbook._add_sheet(worksheet)
    return worksheet
