"""What waits of a person's own imports: sheets that were uploaded and not looked at."""

from django.utils import timezone

from union.records import record_kinds
from union.work import WorkItem

from . import running

SHOWN = 20


def waiting(user, today):
    kinds = {kind.label: kind for kind in record_kinds()}
    for batch in running.waiting(user).order_by("-created_at")[:SHOWN]:
        kind = kinds.get(batch.kind)
        if kind and kind.can(user, "add"):
            yield WorkItem(
                f"导入的{kind.name}表“{batch.filename}”待核对",
                kind.url("import_preview", batch.pk),
                since=timezone.localdate(batch.created_at),
                icon="file-earmark-arrow-up",
            )
