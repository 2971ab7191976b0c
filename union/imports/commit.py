"""Writing a plan: one transaction, in bulk, with an audit entry for each record."""

from contextlib import contextmanager
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone

from union import audit, states, undo
from union.actions import explain_twins
from union.batched import BATCH
from union.bulk_insert import create
from union.errors import Conflict, RuleViolation, explain_refusal
from union.locks import lock_kind
from union.models import AuditEntry
from union.named import newly_named

from .plan import newest
from .rows import RowState

Action = AuditEntry.Action


@transaction.atomic
def commit(importer, plan, *, good_only=False, twin_reason="", batch=None, title=""):
    """Write the rows of ``plan``; returns the UndoBatch that takes all of it back.

    Raises RuleViolation where it has errors and ``good_only`` was not chosen, or rows
    that look like earlier records and no ``twin_reason``; Conflict where a record has
    changed since the plan was made.
    """
    if plan.problems or not (good_only or plan.is_good):
        raise RuleViolation("表中有错误，未导入任何内容")
    batch = batch or uuid4()
    actor = importer.user
    if plan.doubtful and not twin_reason and audit.person(actor):
        count = len(plan.doubtful)
        raise RuleViolation(
            f"有 {count} 行与已有记录相似，请写明仍要登记的原因，或不导入它们"
        )
    if not plan.is_locked:
        _refuse_grown(importer.model, plan)
    with _explained(plan):
        created = _create(importer, plan, batch, twin_reason)
        changed = _change(importer, plan.of(RowState.CHANGED), batch)
    title = title or f"录入{importer.kind.name}"
    return undo.keep(batch, actor=actor, title=title, created=created, changed=changed)


def _refuse_grown(model, plan):
    """What was entered meanwhile may be what a row is about: two imports of one sheet
    at once must not enter it twice."""
    lock_kind(model)
    if plan.of(RowState.NEW) and newest(model) != plan.last_pk:
        raise Conflict("核对期间有新的登记，未导入任何内容，请重新核对")


@contextmanager
def _explained(plan):
    """Where the database refuses a row that the rules let pass, say which and why."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        rows = plan.of(RowState.NEW) + plan.of(RowState.CHANGED)
        explain_refusal((f"第{row.number}行", row.record) for row in rows)
        raise


def _create(importer, plan, batch, twin_reason):
    actor, rows = importer.user, plan.of(RowState.NEW)
    records = [row.record for row in rows]
    for record in records:
        record.created_by = audit.person(actor)
    create(records, plan.ready)
    for row in rows:
        _set_many(importer, row)
    importer.kind.settle(records, actor=actor, created=True, checked=plan.is_locked)
    notes = {
        row.record.pk: explain_twins(row.twins, actor, twin_reason) for row in rows
    }
    audit.log_many(actor, Action.IMPORT, records, notes=notes, batch=batch)
    return records


def _change(importer, rows, batch):
    """Returns [(record, its state before), …]."""
    actor = importer.user
    records = [row.record for row in rows]
    if not records:
        return []
    stored = _refuse_stale(importer.model, records)
    before = [(record, states.of(stored[record.pk])) for record in records]
    now = timezone.now()
    for record in records:
        record.version += 1
        record.updated_at = now
    importer.model.objects.bulk_update(
        records, sorted(changed_columns(importer)), batch_size=BATCH
    )
    for row in rows:
        _set_many(importer, row)
    named = {
        name for record in records for name in newly_named(record, stored[record.pk])
    }
    importer.kind.settle(records, actor=actor, named=named)
    changes = {row.record.pk: row.changes for row in rows}
    audit.log_many(actor, Action.IMPORT, records, changes=changes, batch=batch)
    return before


def changed_columns(importer):
    """All that an import may have changed, and what ``prepare`` derives from it."""
    return {
        field.name
        for field in importer.model._meta.concrete_fields
        if field.name in importer.fields
        or field.name in importer.model.derived_fields
        or field.name in {"version", "updated_at"}
    }


def _refuse_stale(model, records):
    """{pk: record as it is stored}, locked."""
    seen = {record.pk: record.version for record in records}
    stored = model.objects.select_for_update().order_by("pk").in_bulk(seen)
    if {pk: record.version for pk, record in stored.items()} != seen:
        raise Conflict("预览之后有记录被他人修改，请重新预览")
    return stored


def _set_many(importer, row):
    for name, value in row.values.items():
        if importer.is_many(name):
            getattr(row.record, name).set(value)
