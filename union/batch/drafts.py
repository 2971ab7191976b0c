"""What was typed into a grid outlives the page: a closed browser loses nothing."""

import json

from django.utils import timezone

from union.models import BatchDraft

from .typed import Typed


def keep(typed, *, user, kind, submission):
    """Instead of what was kept of this grid; a blank grid leaves nothing."""
    rows = len(typed.used)
    if not rows:
        drop(user, submission)
        return
    values = {
        "kind": kind.model._meta.label_lower,
        "content": json.dumps(typed.state(), ensure_ascii=False),
        "rows": rows,
        "saved_at": timezone.now(),
        "discarded_at": None,  # it is gone on with in another window
    }
    own = BatchDraft.objects.visible_to(user)
    _, is_first = own.update_or_create(
        user=user, submission=submission, defaults=values
    )
    if is_first:
        BatchDraft.objects.forget_abandoned()


def drop(user, submission):
    BatchDraft.objects.visible_to(user).filter(submission=submission).delete()


def offered(user, kind):
    """The user's own drafts of this kind, the newest first, without their content."""
    return _own(user, kind).open()


def discard(number, *, user, kind):
    """Offer it no more; the draft, or None where there is none."""
    draft = offered(user, kind).filter(pk=number).first()
    if draft:
        draft.discarded_at = timezone.now()
        draft.save(update_fields=["discarded_at"])
    return draft


def bring_back(number, *, user, kind):
    """Offer again what was thrown away; whether it was still there."""
    kept = _own(user, kind).unsaved().filter(pk=number)
    return bool(kept.order_by().update(discarded_at=None))


def _own(user, kind):
    own = BatchDraft.objects.visible_to(user)
    return own.filter(kind=kind.model._meta.label_lower).defer("content")


def restored(draft, grid, fields):
    """What was typed, for the grid as it is by now."""
    return Typed.of_state(json.loads(draft.content), grid, fields)
