"""What can be done to any record: save, void, restore, move on to another state."""

from copy import copy
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from . import audit, states, twins, undo
from .blocked import users_of
from .errors import Conflict, RuleViolation, explained
from .locks import lock_against_use
from .models import AuditEntry, SubmissionKey
from .named import newly_named
from .permissions import perm
from .records import kind_of

Action = AuditEntry.Action


@transaction.atomic
def create(record, *, actor, submission=None, after=None, twin_reason="", batch=None):
    """Save a new, checked record. ``submission`` is the key of the form it came from;
    ``after`` saves what hangs on it (its many-to-many fields), in the same transaction;
    ``batch`` is the number by which the log knows what may be taken back.

    Raises AlreadySubmitted where that form has made its record before, Lookalike where
    there is an earlier one like it and no ``twin_reason``, RuleViolation where another
    was quicker with the same.
    """
    key = claim(submission, actor) if submission else None
    note = explain_twins(twins.find([record], actor).get(0, []), actor, twin_reason)
    record.created_by = audit.person(actor)
    record.prepare()
    with explained(record):
        record.save()
    if after:
        after()
    follow_up(record, actor=actor, created=True)
    if key:
        key.record = record
        key.save()
    changes = audit.differences({}, audit.snapshot(record))
    audit.log(actor, Action.CREATE, record, changes=changes, note=note, batch=batch)
    return record


@transaction.atomic
def enter(record, *, actor, **how):
    """``create`` by a person; returns the UndoBatch that takes it back."""
    batch = uuid4()
    create(record, actor=actor, batch=batch, **how)
    title = f"新增{record._meta.verbose_name}“{record}”"
    return undo.keep(batch, actor=actor, title=title, created=[record])


class Lookalike(Exception):
    """There are earlier records like the new one; saving it needs a reason."""

    def __init__(self, found):
        super().__init__()
        self.twins = found


def explain_twins(found, actor, reason):
    """What the log says of a record that was entered in spite of its ``found`` twins.

    Raises Lookalike where a person gives no reason; what a command of the server brings
    in was decided elsewhere.
    """
    if not found:
        return ""
    if not reason and audit.person(actor):
        raise Lookalike(found)
    return f"与“{found[0].text}”相似，仍登记。原因：{reason or '由服务器命令录入'}"


class AlreadySubmitted(Exception):
    """The form was sent before; ``record`` is what it made, or None."""

    def __init__(self, record):
        super().__init__()
        self.record = record


def claim(submission, actor):
    """A new SubmissionKey for a form; raises AlreadySubmitted where it has one."""
    try:
        with transaction.atomic():
            return SubmissionKey.objects.create(key=submission, user=actor)
    except IntegrityError:
        earlier = submitted(submission, actor)
        raise AlreadySubmitted(earlier.record if earlier else None) from None


def submitted(submission, actor):
    """The SubmissionKey of a form that this person has sent before, or None."""
    return SubmissionKey.objects.filter(key=submission, user=actor).first()


@transaction.atomic
def update(record, *, actor, version, after=None):
    """Save the changed, checked ``record`` if it is still at ``version``; ``after``
    saves what hangs on it (its many-to-many fields), in the same transaction.

    Raises Conflict where somebody else has saved it since.
    """
    stored = type(record).objects.select_for_update().get(pk=record.pk)
    if stored.version != version or stored.is_void:
        raise Conflict("该记录已被他人修改")
    refuse_fixed(stored)
    before, named = audit.snapshot(stored), newly_named(record, stored)
    record.prepare()
    record.version = version + 1
    with explained(record):
        record.save()
    if after:
        after()
    follow_up(record, actor=actor, named=named)
    changes = audit.differences(before, audit.snapshot(record))
    audit.log(actor, Action.UPDATE, record, changes=changes)
    return record


@transaction.atomic
def void(record, *, actor, reason):
    """作废：the record leaves lists and figures, and stays in the database. Returns the
    UndoBatch that brings it back.

    Raises RuleViolation where valid records still name it, or it is fixed.
    """
    refuse_fixed(record)
    lock_against_use(type(record), [record.pk])
    refuse_used(record)
    before = states.of(record)
    _set_void(record, actor, Action.VOID, reason, voided_at=timezone.now())
    title = f"作废{record._meta.verbose_name}“{record}”"
    return undo.keep(uuid4(), actor=actor, title=title, changed=[(record, before)])


@transaction.atomic
def restore(record, *, actor):
    """恢复：undoes ``void``, unless another record has taken its place since."""
    refuse_fixed(record)
    record.check_rules(record.gather_facts([record]))
    with explained(changed(record, voided_at=None)):
        _set_void(record, actor, Action.RESTORE, "", voided_at=None)


def _refuse_without_right(record, actor):
    """Pages ask for the usual right; the state of a record may ask for another."""
    right = record.void_right
    if right != "delete" and not actor.has_perm(perm(type(record), right)):
        raise RuleViolation(f"您没有作废或恢复“{record}”的权限")


def refuse_fixed(record):
    """Pages do not offer it; another may have been quicker."""
    if why := why_fixed(record):
        raise RuleViolation(why)


def why_fixed(record):
    """Why nobody may change, void or restore it any more; empty where they may."""
    return type(record).fixed_among([record.pk]).get(record.pk, "")


def refuse_used(record):
    used = users_of(type(record), [record.pk])
    if used:
        raise RuleViolation(used[record.pk])


def changed(record, **values):
    """A copy of ``record`` with other values."""
    other = copy(record)
    for name, value in values.items():
        setattr(other, name, value)
    return other


def _set_void(record, actor, action, note, *, voided_at):
    same = type(record).objects.filter(pk=record.pk)
    done = same.filter(voided_at__isnull=voided_at is not None).update(
        voided_at=voided_at, version=F("version") + 1, updated_at=timezone.now()
    )
    if not done:
        raise RuleViolation("该记录已作废" if voided_at else "该记录未作废，无需恢复")
    record.refresh_from_db()
    _refuse_without_right(record, actor)
    audit.log(actor, action, record, note=note)
    follow_up(record, actor=actor)


def follow_up(record, *, actor, **settled):
    kind_of(type(record)).settle([record], actor=actor, **settled)


@transaction.atomic
def move(record, to, *, actor, moves, note="", **values):
    """Bring ``record`` to the state ``to``, together with ``values``.

    ``moves`` is the room's table {state: {states that may follow}}. The change is
    conditional on the state and version the caller saw, so that two people at once
    cannot do it twice. Raises RuleViolation or Conflict.
    """
    labels = dict(type(record)._meta.get_field("status").choices)
    if to not in moves[record.status]:
        raise RuleViolation(f"“{labels[record.status]}”状态下不能转为“{labels[to]}”")
    before = audit.snapshot(record)
    unchanged = type(record).objects.filter(
        pk=record.pk, status=record.status, version=record.version, voided_at=None
    )
    with explained(changed(record, status=to, **values)):
        done = unchanged.update(
            status=to, version=F("version") + 1, updated_at=timezone.now(), **values
        )
    if not done:
        raise Conflict("该记录刚刚被他人办理，请刷新页面查看最新状态")
    record.refresh_from_db()
    changes = audit.differences(before, audit.snapshot(record))
    audit.log(actor, Action.MOVE, record, changes=changes, note=note)
    return record


def is_own(record, actor, *, done_by_field="created_by"):
    return getattr(record, f"{done_by_field}_id") == actor.pk


def submitted_by_another(record, actor):
    """For moves that ``refuse_own`` guards: who submitted it is not offered them."""
    return not is_own(record, actor, done_by_field="submitted_by")


def refuse_own(record, actor, *, done_by_field="created_by"):
    """四眼原则：nobody approves what they submitted themselves."""
    if is_own(record, actor, done_by_field=done_by_field):
        raise RuleViolation("不能办理本人提交的事项，请由其他人员办理")
