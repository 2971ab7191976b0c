"""Checking and writing a grid: one transaction, in bulk, once."""

from django.db import transaction

from union import actions
from union.imports.commit import commit

from .checked import BAD, DOUBTFUL, GOOD, check


class NotSaved(Exception):
    """A grid stays as it is: ``checked`` says why, together with ``problem``."""

    def __init__(self, checked, problem=""):
        super().__init__(problem)
        self.checked = checked
        self.problem = problem


@transaction.atomic
def save(importer, typed, *, submission, good_only=False, twin_reason=""):
    """Check ``typed`` and write the rows that can be saved, with all locked that the
    rules count on. Returns (Checked with the plan of these rows only, UndoBatch).

    Raises AlreadySubmitted where this grid was saved before, NotSaved where it has
    errors, or look-alikes without a ``twin_reason``, and ``good_only`` was not chosen,
    RuleViolation where what follows from a record is refused.
    """
    actions.claim(submission, importer.user)
    checked = check(importer, typed, locked=True)
    wanted = set(checked.of(GOOD, *([DOUBTFUL] if twin_reason else [])))
    if not wanted and (good_only or not checked.marks):
        raise NotSaved(checked, f"没有可以保存的行：{checked.text}")
    if not good_only:
        _refuse_unclear(checked, twin_reason)
    plan = checked.plan
    places = typed.places
    plan.rows = [row for row in plan.rows if places[row.number] in wanted]
    title = f"成批录入{importer.kind.name} {len(plan.rows)} {importer.kind.unit}"
    return checked, commit(importer, plan, twin_reason=twin_reason, title=title)


def _refuse_unclear(checked, twin_reason):
    if checked.of(DOUBTFUL) and not twin_reason:
        text = "有与已有记录相似的行：确需登记的请在下方写明理由，否则请删去"
        raise NotSaved(checked, text)
    if checked.of(BAD):
        raise NotSaved(checked)
