"""The audit log. Views, actions and imports call it by name; nothing is hooked."""

from django.contrib.contenttypes.models import ContentType

from .bulk_insert import insert
from .fields import EncryptedTextField
from .models import AuditEntry

Action = AuditEntry.Action
SKIPPED = {
    "id",
    "created_at",
    "created_by",
    "updated_at",
    "voided_at",
    "version",
}
HIDDEN = "（已加密）"


def snapshot(record, names=None):
    """The record's values as a person reads them: {"状态": "已立案", …}.

    Encrypted values never leave their column: the log says that they changed, only.
    """
    values = {}
    for field in record._meta.concrete_fields:
        if field.name in SKIPPED or not (field.editable or field.choices):
            continue
        if names is None or field.name in names:
            values[str(field.verbose_name)] = display(record, field)
    for field in record._meta.many_to_many if record.pk else ():
        if names is None or field.name in names:
            items = getattr(record, field.name).all()
            values[str(field.verbose_name)] = "、".join(sorted(map(str, items)))
    return values


def display(record, field):
    """One value as text; a secret stays a token that differs with its content."""
    value = getattr(record, field.attname)
    if value is None or value == "":
        return ""
    if isinstance(field, EncryptedTextField):
        return Secret(value)
    if field.choices:
        return getattr(record, f"get_{field.name}_display")()
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(getattr(record, field.name))


class Secret(str):
    """Compares by its content, prints as HIDDEN."""

    __slots__ = ()

    def __str__(self):
        return HIDDEN


def differences(before, after):
    """{label: [old, new]} of what differs."""
    return {
        label: [str(before.get(label, "")), str(value)]
        for label, value in after.items()
        if before.get(label, "") != value
    }


def entry(actor, action, target=None, *, changes=None, note="", batch=None):
    """An unsaved entry, for those who write many at once. ``target`` is a record, or a
    model where the entry is about the whole kind."""
    is_kind = isinstance(target, type)
    return AuditEntry(
        actor=person(actor),
        actor_name=actor_name(actor),
        action=action,
        content_type=ContentType.objects.get_for_model(target) if target else None,
        object_id=None if is_kind or target is None else target.pk,
        object_repr=title_of(target)[:200],
        changes=changes or {},
        note=note[:500],
        batch=batch,
    )


def title_of(target):
    if isinstance(target, type):
        return str(target._meta.verbose_name)
    return str(target or "")


def person(actor):
    """The account behind ``actor``, or None where a command or a visitor acts."""
    return actor if actor is not None and actor.is_authenticated else None


def actor_name(actor):
    if actor is None:
        return "（未登录）"
    return actor.get_full_name() or actor.get_username()


def log_many(actor, action, records, *, changes=None, notes=None, batch=None):
    """Write an entry about each of ``records``, all of one kind. ``changes`` and
    ``notes`` name what differs by the record's pk."""
    if not records:
        return
    changes, notes, who = changes or {}, notes or {}, person(actor)
    shared = {
        "actor": who.pk if who else None,
        "actor_name": actor_name(actor),
        "action": action,
        "content_type": ContentType.objects.get_for_model(records[0]).pk,
        "batch": batch,
    }
    insert(
        AuditEntry,
        (
            {
                **shared,
                "object_id": record.pk,
                "object_repr": title_of(record)[:200],
                "changes": changes.get(record.pk, {}),
                "note": notes.get(record.pk, "")[:500],
            }
            for record in records
        ),
    )


def log(actor, action, target=None, **details):
    """Write one entry about ``target``; see ``entry``."""
    item = entry(actor, action, target, **details)
    item.save()
    return item
