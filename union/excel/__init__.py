"""Tables in (.xlsx, .xls, .et, .ods, .csv) and out (.xlsx); nothing else in the project
knows openpyxl."""

from union.values import CellError, cell_text

from .limits import UPLOAD, Limits, WorkbookRefused
from .names import header_key
from .reader import Row, Sheet, read_sheets
from .serials import day_of
from .template import TemplateColumn, TemplateSheet, write_template
from .writer import (
    ColumnSpec,
    Kind,
    Marked,
    SheetSpec,
    download,
    workbook_response,
    write_workbook,
)

__all__ = [
    "UPLOAD",
    "CellError",
    "ColumnSpec",
    "Kind",
    "Limits",
    "Marked",
    "Row",
    "Sheet",
    "SheetSpec",
    "TemplateColumn",
    "TemplateSheet",
    "WorkbookRefused",
    "cell_text",
    "day_of",
    "download",
    "header_key",
    "read_sheets",
    "workbook_response",
    "write_template",
    "write_workbook",
]
