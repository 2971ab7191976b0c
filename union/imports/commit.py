"""Writing a plan: one transaction, in bulk, with an audit entry for each record."""

from contextlib import contextmanager
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from union import audit
from union.errors import Conflict, RuleViolation
from union.models import AuditEntry

from .plan import newest
from .rows import RowState

BATCH = 1000


@transaction.atomic
def commit(importer, plan, *, good_only=False, batch=None):
    """Write the rows of ``plan``; returns its counts.

    Raises RuleViolation where it has errors and ``good_only`` was not chosen, Conflict
    where a record has changed since the plan was made.
    """
    if plan.problems or not (good_only or plan.is_good):
        raise RuleViolation("表中有错误，未导入任何内容")
    batch = batch or uuid4()
    actor = importer.user
    _refuse_grown(importer.model, plan)
    with _explained(plan):
        _create(importer, plan.of(RowState.NEW), actor, batch)
        _change(importer, plan.of(RowState.CHANGED), actor, batch)
    return plan.counts


def _refuse_grown(model, plan):
    """Imports of one kind go one after the other, and what was entered meanwhile may
    be what a row is about: two imports of one sheet at once must not enter it twice."""
    kind = ContentType.objects.get_for_model(model)
    ContentType.objects.select_for_update(no_key=True).get(pk=kind.pk)
    if plan.of(RowState.NEW) and newest(model) != plan.last_pk:
        raise Conflict("核对期间有新的登记，未导入任何内容，请重新核对")


@contextmanager
def _explained(plan):
    """Where the database refuses a row that the rules let pass, say which and why."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        for row in plan.of(RowState.NEW) + plan.of(RowState.CHANGED):
            try:
                row.record.validate_constraints()
            except ValidationError as error:
                text = "；".join(error.messages)
                raise RuleViolation(f"第{row.number}行：{text}") from None
        raise


def _create(importer, rows, actor, batch):
    records = [row.record for row in rows]
    for record in records:
        record.created_by = audit.person(actor)
    importer.model.objects.bulk_create(records, batch_size=BATCH)
    for row in rows:
        _set_many(importer, row)
    importer.kind.follow_up(records, actor=actor, created=True)
    _log(records, actor, batch, {})


def _change(importer, rows, actor, batch):
    records = [row.record for row in rows]
    if not records:
        return
    _refuse_stale(importer.model, records)
    now = timezone.now()
    for record in records:
        record.version += 1
        record.updated_at = now
    importer.model.objects.bulk_update(
        records, sorted(changed_columns(importer)), batch_size=BATCH
    )
    for row in rows:
        _set_many(importer, row)
    importer.kind.follow_up(records, actor=actor, created=False)
    _log(records, actor, batch, {row.record.pk: row.changes for row in rows})


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
    seen = {record.pk: record.version for record in records}
    stored = model.objects.select_for_update().filter(pk__in=seen)
    now = dict(stored.values_list("pk", "version"))
    if now != seen:
        raise Conflict("预览之后有记录被他人修改，请重新预览")


def _set_many(importer, row):
    for name, value in row.values.items():
        if importer.is_many(name):
            getattr(row.record, name).set(value)


def _log(records, actor, batch, changes):
    entries = [
        audit.entry(
            actor,
            AuditEntry.Action.IMPORT,
            record,
            changes=changes.get(record.pk),
            batch=batch,
        )
        for record in records
    ]
    AuditEntry.objects.bulk_create(entries, batch_size=BATCH)
