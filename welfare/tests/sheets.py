"""Sheets for the import tests, as the reader hands them over."""

from union.accounts.command_line import COMMAND_LINE
from union.excel import Row, Sheet
from union.imports.commit import commit


def plan_of(kind, headers, *rows, user=COMMAND_LINE):
    importer = kind.importer(kind, user)
    sheet = Sheet(
        title=kind.name,
        headers=list(headers),
        rows=[Row(number, list(row)) for number, row in enumerate(rows, start=2)],
    )
    return importer, importer.plan(sheet)


def brought_in(kind, headers, *rows):
    """Import all rows; returns the counts."""
    importer, plan = plan_of(kind, headers, *rows)
    assert list(plan.error_texts()) == []
    commit(importer, plan)
    return plan.counts
