"""Attach a file, take it back, hand it out."""

import hashlib

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from union import audit
from union.errors import RuleViolation
from union.models import Attachment

from .storage import store


class Damaged(Exception):
    """The stored file is missing or no longer what was uploaded."""


def attach(record, contents, *, actor, note=""):
    """Store checked files (content.Content) with the record: all of them or none."""
    if record.voided_at:
        raise RuleViolation("记录已作废，不能再上传附件")
    content_type = ContentType.objects.get_for_model(record)
    attachments = [
        Attachment(
            content_type=content_type,
            object_id=record.pk,
            original_name=content.name,
            kind=content.kind,
            size=len(content.data),
            sha256=content.sha256,
            note=note,
            uploaded_by=actor,
        )
        for content in contents
    ]
    # Files first: a file without a row is harmless, a row without its file is not.
    for attachment, content in zip(attachments, contents, strict=True):
        store(attachment.path, content.data)
    with transaction.atomic():
        for attachment in attachments:
            attachment.save(force_insert=True)
            audit.log(actor, audit.Action.ATTACH, record, note=str(attachment))
    return attachments


@transaction.atomic
def void(attachment, *, actor):
    """Take it off the record; the file stays for the auditors."""
    voided = Attachment.objects.valid().filter(pk=attachment.pk)
    if voided.update(voided_at=timezone.now()):
        note = f"附件：{attachment}"
        audit.log(actor, audit.Action.VOID, attachment.record, note=note)


def read(attachment):
    """The stored bytes, proven unchanged; raise Damaged otherwise."""
    try:
        data = attachment.path.read_bytes()
    except OSError as error:
        raise Damaged from error
    if hashlib.sha256(data).hexdigest() != attachment.sha256:
        raise Damaged
    return data
