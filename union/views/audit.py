"""操作记录：who did what and when, for chair, auditors and administrator."""

import django_filters
from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Paginator
from django.db.models import Q
from django.views.generic import TemplateView

from union.filters import DayRangeFilter
from union.models import AuditEntry, User
from union.permissions import PolicyMixin
from union.records import record_kinds

PAGE = 50


class AuditFilter(django_filters.FilterSet):
    at = DayRangeFilter(field_name="at", label="日期")
    actor = django_filters.ModelChoiceFilter(
        queryset=User.objects.order_by("username"), label="操作人"
    )
    q = django_filters.CharFilter(
        field_name="object_repr", lookup_expr="icontains", label="对象"
    )

    class Meta:
        model = AuditEntry
        fields = ("at", "actor", "action", "q")


class AuditListView(PolicyMixin, TemplateView):
    """Entries about records that the user may open, and about accounts and logins."""

    permission_required = "union.view_auditentry"
    template_name = "records/audit_list.html"

    def get_context_data(self, **kwargs):
        kinds = {
            ContentType.objects.get_for_model(kind.model).pk: kind
            for kind in record_kinds()
        }
        closed = [pk for pk, kind in kinds.items() if not self.may_open(kind)]
        entries = AuditEntry.objects.filter(
            Q(content_type=None) | ~Q(content_type__in=closed)
        )
        found = AuditFilter(self.request.GET, queryset=entries)
        rows = found.qs if found.is_valid() else entries.none()
        page = Paginator(rows, PAGE).get_page(self.request.GET.get("page"))
        for entry in page.object_list:
            kind = kinds.get(entry.content_type_id)
            entry.kind_name = kind.name if kind else ""
            if kind and entry.object_id and kind.has_page("detail"):
                entry.url = kind.url("detail", entry.object_id)
        return super().get_context_data(filter=found, page_obj=page, **kwargs)

    def may_open(self, kind):
        return kind.can(self.request.user, "view")
