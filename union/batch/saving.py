"""Writing a checked grid: one transaction, in bulk, once."""

from django.db import transaction

from union import actions
from union.imports import RowState
from union.imports.commit import commit


@transaction.atomic
def save(importer, checked, *, submission, good_only=False, twin_reason=""):
    """Write the rows that can be saved; returns the UndoBatch that takes them back.

    Raises AlreadySubmitted where this grid was saved before, RuleViolation where it has
    errors and ``good_only`` was not chosen, or where another was quicker.
    """
    key = actions.claim(submission, importer.user)
    plan = checked.plan
    if good_only and not twin_reason:
        doubtful = {row.number for row in plan.doubtful}
        plan.rows = [row for row in plan.rows if row.number not in doubtful]
    fresh = plan.of(RowState.NEW)
    title = f"成批录入{importer.kind.name} {len(fresh)} 条"
    batch = commit(
        importer, plan, good_only=good_only, twin_reason=twin_reason, title=title
    )
    key.record = fresh[0].record
    key.save()
    return batch
