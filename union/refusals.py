"""Whose page somebody was refused: told to the log, never to who asked."""

from union.models import Attachment
from union.permissions import may_open


def record_asked_for(match):
    """The record that a resolved address is about; None where there is none, or it
    does not exist."""
    pk = match.kwargs.get("pk")
    kind = getattr(match.func, "view_initkwargs", {}).get("kind")
    if kind and pk is not None:
        return kind.model.objects.filter(pk=pk).first()
    if match.url_name in ("attachment_download", "attachment_void"):
        attachment = Attachment.objects.filter(pk=pk).first()
        return attachment.record if attachment else None
    return None


def is_kept_from(user, record):
    """Whether “not found” is what ``user`` was told of a record that exists."""
    return record is not None and user.is_authenticated and not may_open(user, record)
