"""Writes templates to fill in: headers that the reader knows, drop-down lists, a sample
row and a sheet of rules."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import zip_longest

from django.utils import timezone
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from .names import CHOICES_TITLE, NOTES_TITLE, SAMPLE_MARK
from .writer import (
    HEADER_FILL,
    ColumnSpec,
    ColumnWriter,
    Kind,
    SheetSpec,
    header_cell,
    new_sheet,
    new_workbook,
    saved,
    write_sheet,
)

#: So many rows below the header have lists and formats.
READY_ROWS = 1000
_REQUIRED_FILL = PatternFill("solid", fgColor="FCE4B6")
_SAMPLE_FONT = Font(italic=True, color="7F7F7F")
_PREPARED = (Kind.CODE, Kind.DATE)
_SHAPES = {
    Kind.CODE: "文本（不要改成数字格式）",
    Kind.DATE: "日期，如 {year}-01-31",
    Kind.DATETIME: "日期和时间，如 {year}-01-31 09:30",
    Kind.MONEY: "金额（元），最多两位小数",
    Kind.INTEGER: "整数",
    Kind.NUMBER: "数字",
    Kind.PERCENT: "百分数",
}
_NOTES_COLUMNS = (
    ColumnSpec("工作表", width=18),
    ColumnSpec("列", width=18),
    ColumnSpec("必填", width=8),
    ColumnSpec("格式", width=26),
    ColumnSpec("可填内容", width=40),
    ColumnSpec("说明", width=60),
)
_GENERAL_NOTES = (
    "每张工作表一行一条记录；表头不要改名，列的先后可以调整，不用的列可以删去",
    "表头底色为橙色的列必须填写，其余可以留空",
    "已有的记录：单元格留空表示不改，填“-”表示清除原来的内容",
    f"以“{SAMPLE_MARK}”开头的行只作示范，导入时跳过，可以删去",
    "日期可写成 {year}-01-31、{year}0131 或 {year}年1月31日；金额以元为单位",
    "不要合并单元格；隐藏的行、列和工作表不会导入",
)


@dataclass(frozen=True)
class TemplateColumn(ColumnSpec):
    required: bool = False
    choices: Sequence[str] = ()  # offered as a drop-down list
    sample: object = None
    note: str = ""


@dataclass(frozen=True)
class TemplateSheet:
    title: str
    columns: Sequence[TemplateColumn]
    notes: Sequence[str] = ()


def write_template(sheets: Sequence[TemplateSheet]) -> BytesIO:
    """An .xlsx with a sheet to fill in for each spec, then the rules."""
    choices = _Choices()
    with new_workbook() as workbook:
        for sheet in sheets:
            _write_sheet(workbook, sheet, choices)
        write_sheet(workbook, SheetSpec(NOTES_TITLE, _NOTES_COLUMNS, _notes(sheets)))
        choices.write(workbook)
        return saved(workbook)


class _Choices:
    """The hidden sheet of choices, one column for each list; equal lists share one."""

    def __init__(self) -> None:
        self.lists: dict[tuple[str, ...], str] = {}

    def reference(self, choices: Sequence[str]) -> str:
        key = tuple(choices)
        letter = self.lists.setdefault(key, get_column_letter(len(self.lists) + 1))
        return f"'{CHOICES_TITLE}'!${letter}$1:${letter}${len(key)}"

    def write(self, workbook) -> None:
        if not self.lists:
            return
        worksheet = workbook.create_sheet(CHOICES_TITLE)
        worksheet.sheet_state = "hidden"
        writers = [ColumnWriter(worksheet, Kind.CODE).cell for _ in self.lists]
        for row in zip_longest(*self.lists):
            worksheet.append(
                [write(text) for write, text in zip(writers, row, strict=True)]
            )


def _write_sheet(workbook, sheet: TemplateSheet, choices: _Choices) -> None:
    worksheet = new_sheet(workbook, sheet.title, sheet.columns)
    for number, column in enumerate(sheet.columns, start=1):
        if column.choices:
            worksheet.data_validations.append(_drop_down(number, column, choices))
    worksheet.append(
        [
            header_cell(
                worksheet, c.header, _REQUIRED_FILL if c.required else HEADER_FILL
            )
            for c in sheet.columns
        ]
    )
    writers = [ColumnWriter(worksheet, column.kind) for column in sheet.columns]
    if any(column.sample is not None for column in sheet.columns):
        worksheet.append(_sample_row(worksheet, sheet.columns))
    ready = [
        writer.empty() if column.kind in _PREPARED else None
        for writer, column in zip(writers, sheet.columns, strict=True)
    ]
    for _ in range(READY_ROWS):
        worksheet.append(ready)


def _drop_down(number: int, column: TemplateColumn, choices: _Choices):
    letter = get_column_letter(number)
    return DataValidation(
        type="list",
        formula1=choices.reference(column.choices),
        allow_blank=True,
        sqref=f"{letter}2:{letter}{READY_ROWS + 1}",
        showErrorMessage=True,
        errorTitle="不在选项中",
        error="请从下拉列表中选择",
    )


def _sample_row(worksheet, columns: Sequence[TemplateColumn]) -> list:
    cells = [
        ColumnWriter(worksheet, column.kind, _SAMPLE_FONT).cell(column.sample)
        for column in columns
    ]
    first = ColumnWriter(worksheet, Kind.TEXT, _SAMPLE_FONT)
    cells[0] = first.cell(f"{SAMPLE_MARK}：{columns[0].sample or ''}")
    return cells


def of_this_year(text: str) -> str:
    return text.format(year=timezone.localdate().year)


def _notes(sheets: Iterable[TemplateSheet]) -> Iterator[list[str]]:
    for note in _GENERAL_NOTES:
        yield ["全部", "", "", "", "", of_this_year(note)]
    for sheet in sheets:
        for note in sheet.notes:
            yield [sheet.title, "", "", "", "", note]
        for column in sheet.columns:
            yield from _column_notes(sheet.title, column)


def _column_notes(title: str, column: TemplateColumn) -> Iterator[list[str]]:
    """A line; one more for each choice where a name may hold the 、 between two."""
    shape = of_this_year(_SHAPES.get(Kind(column.kind), "文本"))
    is_mixed = any("、" in text for text in column.choices)
    yield [
        title,
        column.header,
        "必填" if column.required else "",
        "从下拉列表选择" if column.choices else shape,
        "见以下各行" if is_mixed else "、".join(column.choices)[:1000],
        column.note,
    ]
    for text in column.choices if is_mixed else ():
        yield [title, column.header, "", "", text, ""]
