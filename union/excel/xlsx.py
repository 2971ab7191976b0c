"""The sheets of an .xlsx: openpyxl reads what is around them, ``cells`` the cells."""

import warnings
from collections.abc import Iterator
from functools import partial
from typing import IO, Any

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.xml.constants import SHARED_STRINGS

from .cells import Formats, SheetParser, read_strings
from .grid import Grid, RawSheet
from .guard import check_workbook
from .limits import Limits


def xlsx_sheets(file: IO[bytes], limits: Limits) -> list[RawSheet]:
    check_workbook(file, limits)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells of each feature it skips
        workbook = _Workbook(file)
        return [
            RawSheet(title, state == "visible", partial(workbook.grid, part))
            for title, state, part in workbook.sheets()
        ]


class _Workbook:
    """The parts of the workbook around its sheets, read by openpyxl.

    Not ``load_workbook``: it parses a sheet that does not tell its size twice, and much
    that nobody here needs.
    """

    def __init__(self, file: IO[bytes]):
        package = ExcelReader(file, read_only=True, data_only=True, keep_links=False)
        package.read_manifest()
        package.read_workbook()
        apply_stylesheet(package.archive, package.wb)
        self.archive = package.archive
        self.strings = _shared_strings(package)
        workbook: Any = package.wb
        self.formats = Formats(
            workbook.epoch,
            frozenset(map(str, workbook._date_formats)),
            frozenset(map(str, workbook._timedelta_formats)),
        )
        self._found = package.parser.find_sheets

    def sheets(self) -> Iterator[tuple[str, str, str]]:
        """(title, state, part) of each sheet with cells."""
        parts = set(self.archive.namelist())
        for sheet, relation in self._found():
            if relation.target in parts and "chartsheet" not in relation.Type:
                yield sheet.name, sheet.state or "visible", relation.target

    def grid(self, part: str) -> Grid:
        parser = SheetParser(self.strings, self.formats)
        with self.archive.open(part) as stream:
            rows = [row for row in parser.rows(stream) if row.cells]
        hidden = parser.hidden_columns
        return Grid(rows, hidden, parser.merged, epoch=self.formats.epoch)


def _shared_strings(package: ExcelReader) -> list[str]:
    part = package.package.find(SHARED_STRINGS)
    if part is None:
        return []
    with package.archive.open(part.PartName.removeprefix("/")) as stream:
        return read_strings(stream)
