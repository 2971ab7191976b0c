"""A whole workbook, one sheet a kind, imported in the order of dependencies."""

from django.db import transaction

from union.errors import RuleViolation
from union.excel import UPLOAD, read_sheets
from union.records import record_kinds

from .commit import commit
from .rows import RowState


def importable_kinds():
    """The kinds that a sheet can hold, each after those it refers to."""
    kinds = [kind for kind in record_kinds() if kind.importer]
    return sorted(kinds, key=lambda kind: kind.rank)


class WorkbookErrors(Exception):
    """The workbook cannot be imported; ``texts`` say where and why."""

    def __init__(self, texts):
        super().__init__()
        self.texts = texts


def import_workbook(file, user, *, dry_run=False, limits=UPLOAD):
    """All or nothing; returns [(kind, counts), …] in the order of import.

    Raises WorkbookErrors, and WorkbookRefused where the file is no sound workbook.
    """
    kinds = {kind.name: kind for kind in importable_kinds()}
    headers = {
        str(field.label)
        for kind in kinds.values()
        for field in kind.importer(kind, user).fields.values()
    }
    sheets = {sheet.title: sheet for sheet in read_sheets(file, headers, limits=limits)}
    if not kinds.keys() & sheets.keys():
        names = "、".join(kinds)
        raise WorkbookErrors([f"没有可导入的工作表；工作表应命名为：{names}"])
    with transaction.atomic():
        results = _import_sheets(kinds, sheets, user)
        if dry_run:
            transaction.set_rollback(True)
    return results


def _import_sheets(kinds, sheets, user):
    """Good rows are written even where others are bad, so that later sheets find what
    they refer to; the errors of all sheets then undo everything.

    What points forward (a group's leader is a member of a later sheet, a series stands
    in its own sheet) is filled in by a second round, when all records are there.
    """
    present = [
        (kind, sheets[title]) for title, kind in kinds.items() if title in sheets
    ]
    errors, states = [], {}
    for is_second in (False, True):
        for kind, sheet in present:
            importer = kind.importer(kind, user)
            if is_second and not importer.forward:
                continue
            mapping = importer.guess(sheet.headers)
            if not is_second:
                mapping = without(mapping, importer.forward)
            plan = importer.plan(sheet, mapping)
            errors += plan.error_texts()
            if not plan.problems:
                errors += _refusals(importer, plan)
            states.setdefault(kind, []).append([row.state for row in plan.rows])
    if errors:
        raise WorkbookErrors(list(dict.fromkeys(errors)))
    return [(kind, counted(rounds)) for kind, rounds in states.items()]


def without(mapping, names):
    return {h: "" if name in names else name for h, name in mapping.items()}


def counted(rounds):
    """How many rows were new, changed and unchanged, over one round or two."""
    order = list(RowState)
    rows = [min(states, key=order.index) for states in zip(*rounds, strict=True)]
    return {str(state): rows.count(state) for state in RowState}


def _refusals(importer, plan):
    """Write the good rows; what only came out then, as texts."""
    try:
        commit(importer, plan, good_only=True, twin_reason="整本工作簿导入")
    except RuleViolation as error:
        return [f"工作表“{plan.title}”：{text}" for text in error.messages]
    return []
