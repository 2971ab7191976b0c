"""What taking a batch back would do, record by record, before it is done."""

from copy import copy
from dataclasses import dataclass, field

from . import audit, states, undo

#: So many records are told.
SHOWN = 20


@dataclass
class Return:
    """A record and what becomes of it: voided, restored, or {label: [now, then]}."""

    record: object
    verb: str
    changes: dict[str, list[str]] = field(default_factory=dict)


def returns(batch, user, without=()):
    """The first Returns of ``batch`` that ``user`` may see, but of the records
    ``without``, which stay as they are."""
    kept = {(type(record), record.pk) for record in without}
    found = []
    for model, rows in undo.rows_by_model(batch):
        going = [row for row in rows if (model, row[0]) not in kept]
        going = going[: SHOWN - len(found)]
        seen = model.objects.visible_to(user).in_bulk([pk for pk, _, _ in going])
        found += [_return(seen[pk], old) for pk, _, old in going if pk in seen]
    return found


def _return(record, before):
    if before is None:
        return Return(record, "作废")
    then = copy(record)
    names = states.put_back(then, before)
    if record.is_void and not then.is_void:
        return Return(record, "恢复")
    now, back = audit.snapshot(record, names), audit.snapshot(then, names)
    return Return(record, "改回", audit.differences(now, back))
