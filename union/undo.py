"""撤销: what was done at one stroke is taken back at one stroke, while nothing that was
built on it has changed."""

from collections import defaultdict
from dataclasses import dataclass
from functools import partial
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from . import audit, states
from .batched import BATCH, batched
from .blocked import blocked, users_of
from .bulk_insert import insert
from .errors import RuleViolation, explain_refusal
from .models import AuditEntry, UndoBatch, UndoPart
from .permissions import perm
from .records import kind_of
from .returned import note_return, returned
from .reverted import Reverted

#: How many records a refusal names.
NAMED = 3


def keep(batch_id, *, actor, title, created=(), changed=()):
    """Remember a batch that has just been saved; returns its UndoBatch.

    ``created`` are records, ``changed`` pairs of a record and what ``states.of`` it was
    before, all at the version that is stored. To be called in the same transaction.
    """
    batch = UndoBatch.objects.create(
        pk=batch_id, user=audit.person(actor), title=title[:200]
    )
    by_model = defaultdict(list)
    for record, before in [(record, None) for record in created] + list(changed):
        by_model[type(record)].append([record.pk, record.version, before])
    kinds = ContentType.objects.get_for_models(*by_model)
    parts = [
        {
            "batch": batch.pk,
            "content_type": kinds[model].pk,
            "rows": some,
        }
        for model, rows in by_model.items()
        for some in batched(rows, BATCH)
    ]
    insert(UndoPart, parts)
    return batch


def done_by(user, keys):
    """{key: UndoBatch} of those batches that ``user`` did."""
    return UndoBatch.objects.filter(user=user).in_bulk(list(keys))


def size_of(batch):
    """How many records the batch is about."""
    return sum(len(rows) for rows in batch.parts.values_list("rows", flat=True))


def silent(done, total):
    """For who does not ask how far it is."""


def obstacles(batch, tell=silent):
    """[(record, what it is)] of all records that stand in the way of ``revert``:
    changed since, or used by others now. A page may say so before it is tried.
    ``tell(records done, of all)`` is called on the way."""
    found, going, done, total = [], {}, 0, size_of(batch)
    for model, rows in rows_by_model(batch):
        tell(done, total)
        done += len(rows)
        stored = model._base_manager.filter(pk__in=[pk for pk, _, _ in rows])
        versions = dict(stored.values_list("pk", "version"))
        reasons = blocked(model, rows, returned(batch, model, rows, versions), going)
        going[model] = [pk for pk, _, old in rows if old is None and pk not in reasons]
        records = model._base_manager.in_bulk(list(reasons))
        found += [(record, reasons[pk]) for pk, record in records.items()]
    return found


def numbers_of(batch):
    """{model: pks} of the records that the batch is about."""
    return {model: [pk for pk, _, _ in rows] for model, rows in rows_by_model(batch)}


def rows_by_model(batch):
    """[(model, [[pk, version, before], …])], what was done last first."""
    by_kind = defaultdict(list)
    for part in batch.parts.order_by("-pk"):
        by_kind[part.content_type_id] += [row[:3] for row in part.rows]
    for kind, rows in by_kind.items():
        yield ContentType.objects.get_for_id(kind).model_class(), rows


@transaction.atomic
def revert(batch, *, actor, keeping=False):
    """Take the whole batch back; returns what was ``Reverted``.

    With ``keeping`` the records that stand in the way stay as they are now, for good.
    Raises RuleViolation, naming what stands in the way: rights that ``actor`` has no
    more, records that were changed since, or that others refer to now, or a rule that
    the earlier state would break.
    """
    waiting = UndoBatch.objects.filter(pk=batch.pk, undone_at=None)
    if not waiting.update(undone_at=timezone.now()):
        raise RuleViolation("这次操作已经撤销过")
    outcome = Reverted()
    # The entries of one undo belong together.
    log = partial(_log, actor=actor, title=batch.title, batch=uuid4())
    for model, rows in rows_by_model(batch):
        plan = _planned(batch, model, rows, actor, keeping)
        if plan.records:
            _carry_out(plan, actor, log)
            note_return(batch, model, plan.records)
        outcome.voided[kind_of(model)] += len(plan.created)
        outcome.restored[kind_of(model)] += len(plan.changed)
    if not outcome.count:
        raise RuleViolation("不能撤销：这些记录之后都又被修改过，或已被引用")
    return outcome


@dataclass(frozen=True)
class _Plan:
    """What of one model goes back, once nothing is in its way."""

    model: type
    #: Records that the batch created: they are voided.
    created: list
    #: (record, the state before that it gets again)
    changed: list

    @property
    def restored(self):
        return [record for record, _ in self.changed]

    @property
    def records(self):
        return self.created + self.restored


def _planned(batch, model, rows, actor, keeping):
    """The ``_Plan`` for ``rows``; raises RuleViolation where ``actor`` may not, or
    records stand in the way and are not kept."""
    visible = model.objects.visible_to(actor).order_by("pk")
    visible = visible.select_for_update(of=("self",))
    records = visible.in_bulk([pk for pk, _, _ in rows])
    _refuse_without_right(model, rows, records, actor)
    versions = {pk: record.version for pk, record in records.items()}
    versions = returned(batch, model, rows, versions)
    if keeping:
        kept = blocked(model, rows, versions)
        rows = [row for row in rows if row[0] not in kept]
    _refuse_changed([records[pk] for pk, version, _ in rows if versions[pk] != version])
    _refuse_fixed(model, [records[pk] for pk, _, _ in rows])
    created = [records[pk] for pk, _, before in rows if before is None]
    _refuse_used(model, created)
    changed = [(records[pk], before) for pk, _, before in rows if before is not None]
    return _Plan(model, created, changed)


def _carry_out(plan, actor, log):
    before = _snapshots(plan.restored)
    names = _write(plan)
    _check(plan.model, [record for record in plan.restored if not record.is_void])
    named = None if "voided_at" in names else names
    kind_of(plan.model).settle(plan.records, actor=actor, named=named)
    log(plan.records, before)


def _write(plan):
    """Returns the names of the fields that were put back."""
    now = timezone.now()
    for record in plan.created:
        record.voided_at = now
    names = {
        name
        for record, values in plan.changed
        for name in states.put_back(record, values)
    }
    for record in plan.records:
        record.version += 1
        record.updated_at = now
    try:
        with transaction.atomic():
            _update(plan.model, plan.created, voided_at=now, updated_at=now)
            _update(plan.model, plan.restored, updated_at=now)
            states.save(plan.model, plan.changed, names)
    except IntegrityError:
        # Something has taken the place of a record.
        explain_refusal((f"不能撤销：“{record}”", record) for record in plan.restored)
        raise
    return names


def _snapshots(records):
    """{pk: what a person reads of it}."""
    states.read_names(records)
    return {record.pk: audit.snapshot(record) for record in records}


def _refuse_without_right(model, rows, records, actor):
    """What one might do once may be out of one's reach by now."""
    kind = kind_of(model)
    needed = {
        _right_to_undo(kind, records[pk], before)
        for pk, _, before in rows
        if pk in records
    }
    if len(records) < len(rows) or not actor.has_perms(needed):
        raise RuleViolation(f"不能撤销：您现在没有办理这些{kind.name}的权限")


def _right_to_undo(kind, record, before):
    """The right that was needed to do it."""
    if before is None:
        return perm(kind.model, "add")
    if record.is_void:
        return perm(kind.model, record.void_right)
    for move in kind.moves:
        if move.can_undo and move.leads(before.get("status"), record.status):
            return move.permission
    return perm(kind.model, "change")


def _refuse_changed(moved):
    if moved:
        raise RuleViolation(
            f"不能撤销：{_named(moved)}之后又被修改过。请到这些记录的页面逐条更正"
        )


def _refuse_fixed(model, records):
    fixed = model.fixed_among([record.pk for record in records])
    if fixed:
        named = _named([record for record in records if record.pk in fixed])
        raise RuleViolation(f"不能撤销：{named}：{next(iter(fixed.values()))}")


def _refuse_used(model, created):
    used = users_of(model, [record.pk for record in created])
    if used:
        records = [record for record in created if record.pk in used]
        reason = used[records[0].pk]
        raise RuleViolation(f"不能撤销：{_named(records)}已被引用，{reason}")


def _named(records):
    names = "、".join(f"“{record}”" for record in records[:NAMED])
    count = f"等 {len(records):,} {kind_of(type(records[0])).unit}"
    more = count if len(records) > NAMED else ""
    return names + more


def _update(model, records, **values):
    """The same for all, in a statement for many: what a new record needs, and quick."""
    pks = [record.pk for record in records]
    for some in batched(pks, BATCH):
        stored = model._base_manager.filter(pk__in=some)
        stored.update(version=F("version") + 1, **values)


def _check(model, records):
    """What was right then may break a rule by what was entered since."""
    facts = model.gather_facts(records)
    for record in records:
        try:
            record.check_rules(facts)
        except RuleViolation as error:
            texts = "；".join(error.messages)
            raise RuleViolation(f"不能撤销：“{record}”：{texts}") from None
        facts.add(record)


def _log(records, before, *, actor, title, batch):
    """What was only voided has no values to compare."""
    states.read_names(records)
    after = _snapshots([record for record in records if record.pk in before])
    changes = {pk: audit.differences(before[pk], after[pk]) for pk in before}
    notes = {record.pk: title for record in records}
    action = AuditEntry.Action.UNDO
    audit.log_many(
        actor, action, list(records), changes=changes, notes=notes, batch=batch
    )
