"""Rows of a sheet that are no data: more of its header, 合计 and notes at its end."""

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import takewhile

from union.excel import Row, Sheet, header_key
from union.values import is_readable

TOTALS = {"合计", "总计", "小计", "共计", "总合计", "本页合计", "本页小计"}
#: A note below a table has one filled cell; a table so narrow may have such rows, too.
NARROW = 3
#: How a line begins that is signed or explains: 制表人：…　审核：…
_FOOTER = re.compile(
    "(制表|制单|填表|填报|审核|复核|审批|经办|负责|主管|备注|说明|注)"
    "(人|员|部门|单位|日期|时间)?[:：]"
)
#: So many rows does a notice name.
NAMED = 5


def without_odd_rows(
    sheet: Sheet, words: Iterable[str] = ()
) -> tuple[Sheet, list[int]]:
    """The sheet without such rows, and the numbers of those that were left out.

    ``words`` are what headers of such a sheet say.
    """
    odd = {row.number for row in sheet.rows if is_total(row)} | headers(sheet, words)
    for row in reversed(sheet.rows):
        if row.number not in odd and not is_note(row, sheet):
            break
        odd.add(row.number)
    rows = [row for row in sheet.rows if row.number not in odd]
    return replace(sheet, rows=rows), sorted(odd)


def headers(sheet: Sheet, words: Iterable[str]) -> set[int]:
    """The numbers of rows that say words of a header only: a second line below it, or
    the same again on each page."""
    own = [header_key(header) for header in sheet.headers]
    known = {header_key(word) for word in words} | set(own)
    second = takewhile(lambda row: said(row) <= known, sheet.rows)
    again = (row for row in sheet.rows if repeats(row, own))
    return {row.number for row in (*second, *again)}


def said(row: Row) -> set[object]:
    """What its filled cells say, in the spelling in which headers are compared."""
    cells = (cell for cell in row.cells if cell is not None)
    return {key(cell) for cell in cells}


def key(cell: object) -> object:
    if isinstance(cell, str) and is_readable(cell):
        return header_key(cell)
    return cell


def repeats(row: Row, own: list[str]) -> bool:
    """Whether each filled cell says what stands above its column, more than one."""
    filled = [(c, above) for c, above in zip(row.cells, own, strict=False) if c]
    return len(filled) > 1 and all(key(cell) == above for cell, above in filled)


def is_total(row: Row) -> bool:
    """Whether one of its first texts says so."""
    texts = [cell for cell in row.cells if isinstance(cell, str)][:2]
    return any(plain(text) in TOTALS for text in texts)


def is_note(row: Row, sheet: Sheet) -> bool:
    filled = [cell for cell in row.cells if cell is not None]
    first = filled[0] if filled else None
    if isinstance(first, str) and _FOOTER.match("".join(first.split())):
        return True
    return len(sheet.headers) > NARROW and len(filled) == 1


def plain(text: str) -> str:
    return "".join(text.split()).rstrip(":：")


def named(numbers: list[int]) -> str:
    """第 5、9 行"""
    more = "等" if len(numbers) > NAMED else ""
    return f"第 {'、'.join(map(str, numbers[:NAMED]))} {more}行"
