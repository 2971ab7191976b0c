"""操作记录：who did what and when, for chair, auditors and administrator."""

from functools import cached_property

import django_filters
from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import TemplateView

from union import audit, deeds
from union.excel import ColumnSpec, Kind, SheetSpec, workbook_response
from union.filters import DayRangeFilter
from union.models import AuditEntry, User
from union.page_names import name_of
from union.permissions import PolicyMixin, need_export
from union.records import record_kinds

from .rows import PAGE_SIZES, size_in

#: As many entries as one file holds; more are asked for in parts.
MOST_ROWS = 50_000
COLUMNS = (
    ColumnSpec("时间", kind=Kind.DATETIME),
    ColumnSpec("操作人"),
    ColumnSpec("操作"),
    ColumnSpec("种类"),
    ColumnSpec("对象", width=30),
    ColumnSpec("内容", width=60),
    ColumnSpec("IP 地址", width=16),
)


class AuditFilter(django_filters.FilterSet):
    at = DayRangeFilter(field_name="at", label="日期")
    actor = django_filters.ModelChoiceFilter(
        queryset=User.objects.order_by("username"), label="操作人"
    )
    action = django_filters.ChoiceFilter(
        label="操作", choices=deeds.words, method="done", empty_label="全部"
    )
    kind = django_filters.ChoiceFilter(
        label="种类", field_name="content_type", empty_label="全部"
    )
    q = django_filters.CharFilter(label="对象", method="about")
    address = django_filters.CharFilter(label="IP 地址", lookup_expr="startswith")

    class Meta:
        model = AuditEntry
        fields = ("at", "actor", "action", "kind", "q", "address")

    def __init__(self, *args, kinds, closed, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["kind"].extra["choices"] = kinds
        self.closed = closed

    def about(self, entries, name, text):
        found = entries.filter(object_repr__icontains=text)
        return found.exclude(content_type__in=self.closed)

    def done(self, entries, name, word):
        return entries.filter(deeds.done(word))


class AuditListView(PolicyMixin, TemplateView):
    """Entries about records that the user may open, about accounts and logins, and
    about each refusal: of what they may not open without its name."""

    permission_required = "union.view_auditentry"
    template_name = "records/audit_list.html"
    request: HttpRequest

    def get(self, request, *args, **kwargs):
        if request.GET.get("export") == "xlsx":
            return self.export()
        return super().get(request, *args, **kwargs)

    @cached_property
    def kinds(self):
        """{number of the content type: kind}"""
        return {
            ContentType.objects.get_for_model(kind.model).pk: kind
            for kind in record_kinds()
        }

    @cached_property
    def closed(self):
        """The content types of which the user sees no record."""
        user = self.request.user
        return [pk for pk, kind in self.kinds.items() if not kind.can(user, "view")]

    @cached_property
    def filterset(self):
        entries = AuditEntry.objects.filter(
            Q(content_type=None)
            | ~Q(content_type__in=self.closed)
            | Q(action=AuditEntry.Action.DENIED)
        )
        kinds = [
            (pk, kind.name) for pk, kind in self.kinds.items() if pk not in self.closed
        ]
        return AuditFilter(
            self.request.GET, queryset=entries, kinds=kinds, closed=self.closed
        )

    @property
    def entries(self):
        found = self.filterset
        return found.qs if found.is_valid() else found.queryset.none()

    def get_context_data(self, **kwargs):
        size = size_in(self.request.GET.get("size")) or PAGE_SIZES[0]
        page = Paginator(self.entries, size).get_page(self.request.GET.get("page"))
        for entry in page.object_list:
            self.describe(entry)
        return super().get_context_data(
            filter=self.filterset,
            page_obj=page,
            sizes=PAGE_SIZES,
            may_export=self.request.user.has_perm("union.export_auditentry"),
            **kwargs,
        )

    def describe(self, entry):
        """Say of an entry which kind it is about, where that is, and what was noted."""
        kind = self.kinds.get(entry.content_type_id)
        entry.kind_name = kind.name if kind else ""
        if entry.content_type_id in self.closed:
            entry.object_repr = ""
        elif kind and entry.object_id and kind.has_page("detail"):
            entry.url = kind.url("detail", entry.object_id)
        is_denied = entry.action == AuditEntry.Action.DENIED
        entry.remark = name_of(entry.note) if is_denied else entry.note

    def export(self):
        need_export(self.request.user, AuditEntry)
        count = self.entries.count()
        if count > MOST_ROWS:
            text = f"有 {count:,} 条，一次最多导出 {MOST_ROWS:,} 条。请缩小日期范围。"
            messages.error(self.request, text)
            return redirect("audit")
        audit.log(
            self.request.user, audit.Action.EXPORT, AuditEntry, note=f"{count} 行"
        )
        name = f"操作记录-{timezone.localdate():%Y%m%d}.xlsx"
        return workbook_response(name, [SheetSpec("操作记录", COLUMNS, self.rows())])

    def rows(self):
        for entry in list(self.entries):
            self.describe(entry)
            yield (
                entry.at,
                entry.actor_name,
                deeds.word_of(entry),
                entry.kind_name,
                entry.object_repr,
                "；".join(filter(None, (entry.remark, changes_text(entry)))),
                entry.address or "",
            )


def changes_text(entry):
    """姓名 张伟 → 张玮; what a new record began with goes without saying."""
    if entry.action == AuditEntry.Action.CREATE:
        return ""
    return "；".join(
        f"{label} 已更改（内容不显示）"
        if audit.HIDDEN in values
        else f"{label} {values[0] or '（空）'} → {values[1] or '（空）'}"
        for label, values in entry.changes.items()
    )
