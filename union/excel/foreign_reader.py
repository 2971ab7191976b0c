"""Run by ``foreign`` as a script: reads a workbook from standard input, writes JSON.

Arguments: most rows and columns of a sheet, most cells of all. Knows nothing of the
project, so that it starts at once.
"""

import datetime as dt
import io
import json
import resource
import sys

from python_calamine import CalamineWorkbook, SheetVisibleEnum

_MEMORY = 768 * 2**20
_CPU_SECONDS = 20


class Refused(Exception):
    """The reason is the argument."""


def sheets(workbook, rows, columns, cells):
    for sheet in workbook.sheets_metadata:
        table = workbook.get_sheet_by_name(sheet.name)
        if table.end and table.end[0] >= rows:
            raise Refused("rows")
        if table.end and table.end[1] >= columns:
            raise Refused("columns")
        cells -= table.height * table.width
        if cells < 0:
            raise Refused("cells")
        yield {
            "title": sheet.name,
            "visible": sheet.visible == SheetVisibleEnum.Visible,
            "rows": list(numbered(table.to_python(skip_empty_area=False))),
            "merged": table.merged_cell_ranges or [],
        }


def numbered(rows):
    """[number, [[column, value], …]] of each row with a value, all counted from 1."""
    for number, row in enumerate(rows, start=1):
        values = [[c, v] for c, v in enumerate(row, start=1) if v != ""]
        if values:
            yield number, values


def tagged(value):
    if isinstance(value, dt.datetime):
        return {"datetime": value.isoformat()}
    if isinstance(value, dt.date):
        return {"date": value.isoformat()}
    if isinstance(value, dt.time):
        return {"time": value.isoformat()}
    return {"text": str(value)}


def main(*sizes):
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
        answer = {"sheets": list(sheets(workbook, *sizes))}
    except Refused as refused:
        answer = {"refused": str(refused)}
    json.dump(answer, sys.stdout, default=tagged)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
