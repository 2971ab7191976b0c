"""Cells copied from a spreadsheet: which of them are rows of a list, and which column
is what. The same words and rules as for a file that is imported."""

import csv
import re
from dataclasses import asdict, dataclass, field
from io import StringIO

from union.excel import Row, Sheet
from union.excel.names import header_text
from union.imports.headers import counts_rows, may_count
from union.imports.odd_rows import without_odd_rows
from union.values import is_readable

#: The header is looked for in so many of the first rows.
HEADER_ROWS = 10
#: So much is repeated of a row that is left out.
SHOWN = 20
_BREAK = re.compile(r"\s*\n\s*")
_BLANK_IN_NAME = re.compile(r"(?<=[^\x00-\u2fff])\s+(?=[^\x00-\u2fff])")

Line = list[str]


@dataclass
class Pasted:
    """``columns`` are the fields of the cells of each of the ``rows``; None where no
    header tells, and the cells go where they were pasted."""

    rows: list[Line]
    columns: list[str] | None = None
    #: The headers of columns that have no place in the grid.
    lost: list[str] = field(default_factory=list)
    #: How the rows begin that are no rows of the list: its title, its sums.
    skipped: list[str] = field(default_factory=list)

    def answer(self):
        return asdict(self)


def read_pasted(importer, names, text):
    """What ``text`` brings for the columns ``names`` of the importer's fields."""
    lines = table(text)
    place = header_place(importer, lines)
    if place is None:
        rows, skipped = rows_of_list(lines, [], ())
        return Pasted(rows, skipped=skipped)
    header = [header_text(cell) if is_readable(cell) else "" for cell in lines[place]]
    below = [line for line in lines[place + 1 :] if any(line)]
    words = [word for others in importer.words.values() for word in others]
    rows, skipped = rows_of_list(below, header, words)
    titles = [start(line) for line in lines[:place] if any(line)]
    places, lost = columns_of(importer, names, header, rows)
    cells = [[joined(row, indexes) for indexes in places.values()] for row in rows]
    return Pasted(cells, list(places), lost, titles + skipped)


def table(text):
    """Lines of equally many cells, without blank ones at the end; a cell with a tab, a
    quote or a break in it stands in quotes."""
    text = re.sub("\r\n?", "\n", text)
    try:
        lines = list(csv.reader(StringIO(text, newline=""), "excel-tab", strict=True))
    except csv.Error:  # a quote that begins a text, and is none of a spreadsheet's
        lines = [line.split("\t") for line in text.split("\n")]
    lines = [[_BREAK.sub(" ", cell).strip() for cell in line] for line in lines]
    while lines and not any(lines[-1]):
        lines.pop()
    width = max(map(len, lines), default=0)
    return [line + [""] * (width - len(line)) for line in lines]


def header_place(importer, lines):
    """The index of the line that says what the columns are, or None."""
    scores = [score(importer, line) for line in lines[:HEADER_ROWS]]
    best = max(scores, default=0)
    return scores.index(best) if best else None


def score(importer, line):
    """How many cells of a header are known; 0 for a line that is none. 现金 may be said
    by a header and in a cell: it is not enough."""
    filled = [header_text(cell) for cell in line if cell and is_readable(cell)]
    mapping = importer.guess(filled)
    known = [cell for cell in filled if mapping.get(cell) or may_count(cell)]
    names_somebody = any(mapping.get(cell) in importer.persons for cell in known)
    enough = 1 if names_somebody and len(filled) <= 2 else min(2, len(filled))
    return len(known) if len(known) >= enough else 0


def rows_of_list(lines, header, words):
    """(the lines without sums, notes and more headers, how those begin)"""
    rows = [Row(i, [cell or None for cell in line]) for i, line in enumerate(lines)]
    _, odd = without_odd_rows(Sheet("", headers=list(header), rows=rows), words)
    skipped = [start(lines[i]) for i in odd if any(lines[i])]
    return [line for i, line in enumerate(lines) if i not in set(odd)], skipped


def start(line):
    text = next(filter(None, line))
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def columns_of(importer, names, header, rows):
    """({field: the indexes of its columns}, [header of a column without a place])."""
    mapping = importer.guess(filter(None, header))
    places, lost = {}, []
    for index, word in enumerate(header):
        name = mapping.get(word)
        if name in names and header.index(word) == index:
            places.setdefault(name, []).append(index)
            continue
        cells = [row[index] for row in rows]
        if any(cells) and not counts_rows(word, cells):
            lost.append(word or f"第 {index + 1} 列")
    return places, lost


def joined(row, indexes):
    """工号 and 姓名 say together who is meant: “1001 张三”."""
    first, *others = (row[index] for index in indexes)
    if not others:
        return first
    names = [_BLANK_IN_NAME.sub("", text) for text in (first, *others)]
    return " ".join(dict.fromkeys(filter(None, names)))
