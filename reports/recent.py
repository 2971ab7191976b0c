"""我最近的操作: what a person did last, each batch as one line."""

import re
from dataclasses import dataclass

from django.db.models import Count, Max, Q

from union import deeds, undo
from union.models import AuditEntry, UndoBatch
from union.records import record_kinds

#: How many lines the first page shows.
SHOWN = 10
#: Batches are put together among that many newest entries of the whole log.
LOOKED_AT = 20_000
NOTHING_DONE = (
    AuditEntry.Action.LOGIN,
    AuditEntry.Action.LOGOUT,
    AuditEntry.Action.DENIED,
)
#: A title that says how many: 成批录入慰问 5 条.
COUNTED = re.compile(r" [\d,]+ \w$")
#: What is done to one record, too, and then needs no title.
ONE_BY_ONE = (
    AuditEntry.Action.CREATE,
    AuditEntry.Action.VOID,
    AuditEntry.Action.MOVE,
)


@dataclass(frozen=True)
class Doing:
    """One line: ``entry`` or, where ``count`` is more than 1, the last of its batch."""

    entry: AuditEntry
    count: int
    kind: object  # RecordKind, or None where it is about none that this user may see
    batch: UndoBatch | None = None

    @property
    def can_undo(self):
        return self.batch is not None and self.batch.is_open

    @property
    def verb(self):
        """What was done; "" where the text says so itself."""
        entry = self.entry
        if self.is_titled:
            return ""
        if entry.action == AuditEntry.Action.MOVE and (states := self._states()):
            return f"{deeds.word_of(entry)}（{states}）"
        return deeds.word_of(entry)

    def _states(self):
        """已提交 → 已初审"""
        model = self.entry.content_type.model_class()
        label = str(model._meta.get_field("status").verbose_name)
        return " → ".join(self.entry.changes.get(label, ()))

    @property
    def is_titled(self):
        """The log knows one word for what came by file, by grid or as a selection."""
        is_one_change = self.entry.action in ONE_BY_ONE and self.count == 1
        return self.batch is not None and not is_one_change

    @property
    def size(self):
        return f"{self.count:,} {self.kind.unit if self.kind else '条'}"

    @property
    def text(self):
        entry = self.entry
        if self.is_titled:
            title = self.batch.title
            return title if COUNTED.search(title) else f"{title} {self.size}"
        if self.count == 1:
            return entry.object_repr
        if entry.action == AuditEntry.Action.UNDO and entry.note:
            return entry.note
        return f"“{entry.object_repr}”等 {self.size}"

    @property
    def url(self):
        if self.kind is None:
            return ""
        if self.count > 1 and self.entry.action != AuditEntry.Action.UNDO:
            return f"{self.kind.list_url}?batch={self.entry.batch}"
        if self.entry.object_id is None or self.count > 1:
            return f"{self.kind.list_url}?all=1"
        return self.kind.url("detail", self.entry.object_id)


def recent_doings(user):
    """[Doing, …], the newest first; four queries, whatever there is."""
    own = AuditEntry.objects.filter(actor=user, content_type__isnull=False)
    own = own.exclude(action__in=NOTHING_DONE).order_by()
    counts = batches_of(own)
    single = own.filter(batch=None).order_by("-pk").values("pk")[:SHOWN]
    entries = AuditEntry.objects.filter(Q(pk__in=[*counts]) | Q(pk__in=single))
    entries = list(entries.select_related("content_type").order_by("-pk")[:SHOWN])
    kinds = {kind.model: kind for kind in record_kinds() if kind.can(user, "view")}
    done = undo.done_by(user, [entry.batch for entry in entries if entry.batch])
    return [
        Doing(
            entry,
            counts.get(entry.pk, 1),
            kinds.get(entry.content_type.model_class()),
            done.get(entry.batch),
        )
        for entry in entries
    ]


def batches_of(entries):
    """{pk of the last entry of a batch: how many it has}, of the newest batches."""
    newest = AuditEntry.objects.aggregate(pk=Max("pk"))["pk"] or 0
    recent = entries.filter(batch__isnull=False, pk__gt=newest - LOOKED_AT)
    batches = recent.values("batch").annotate(last=Max("pk"), count=Count("pk"))
    return dict(batches.order_by("-last").values_list("last", "count")[:SHOWN])
