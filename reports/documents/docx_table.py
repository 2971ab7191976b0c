"""A table of a DOCX as one XML string.

python-docx needs minutes for a long table, cell by cell; parsing a string takes 0.1 s
for 1,500 rows.
"""

from xml.sax.saxutils import escape

from docx.oxml.ns import nsdecls

from .model import Table

WIDTH = 8844  # twips, 156 mm
ROW_HEIGHT = 579  # twips, a line of text; rows with more text grow
BESIDE = 60  # twips beside the text of a cell, 3 pt as in the PDF
TOGETHER = 3  # rows at least, where a table goes on over the page
SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in SIDES
)
PROPERTIES = (
    f'<w:tblPr><w:tblW w:w="{WIDTH}" w:type="dxa"/><w:jc w:val="center"/>'
    f"<w:tblBorders>{BORDERS}</w:tblBorders>"
    '<w:tblLayout w:type="fixed"/>'
    f'<w:tblCellMar><w:left w:w="{BESIDE}" w:type="dxa"/>'
    f'<w:right w:w="{BESIDE}" w:type="dxa"/></w:tblCellMar></w:tblPr>'
)
ROW = f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{ROW_HEIGHT}"/>'
HEAD_ROW = f"{ROW}<w:tblHeader/></w:trPr>"
TEXT_ROW = f"{ROW}</w:trPr>"
CELL_END = "</w:t></w:r></w:p></w:tc>"
LINE_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'


def table_xml(table: Table) -> str:
    total = sum(table.widths)
    widths = [round(width / total * WIDTH) for width in table.widths]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    heads = [_cell_start(width, "TableHead", "center") for width in widths]
    free, kept = (
        [
            _cell_start(width, "TableText", align, kept=is_kept)
            for width, align in zip(widths, table.align, strict=True)
        ]
        for is_kept in (False, True)
    )
    last = len(table.rows) - 1
    rows = [_row(HEAD_ROW, heads, table.headers)]
    rows.extend(
        _row(TEXT_ROW, kept if _stays_with_next(number, last) else free, row)
        for number, row in enumerate(table.rows)
    )
    return (
        f"<w:tbl {nsdecls('w')}>{PROPERTIES}<w:tblGrid>{grid}</w:tblGrid>"
        f"{''.join(rows)}</w:tbl>"
    )


def _stays_with_next(number: int, last: int) -> bool:
    is_end = number < TOGETHER - 1 or number > last - TOGETHER
    return is_end and number < last


def _cell_start(width: int, style: str, align: str, *, kept: bool = False) -> str:
    keep = "<w:keepNext/>" if kept else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/>'
        f'</w:tcPr><w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}<w:jc w:val="{align}"/>'
        '</w:pPr><w:r><w:t xml:space="preserve">'
    )


def _row(start: str, cell_starts: list[str], texts: tuple[str, ...]) -> str:
    cells = "".join(
        f"{cell}{escape(text).replace(chr(10), LINE_BREAK)}{CELL_END}"
        for cell, text in zip(cell_starts, texts, strict=True)
    )
    return f"{start}{cells}</w:tr>"
