"""The plan of a year: what may be taken over from the year before, and its document."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import TemplateView, View

from reports import actions
from reports.documents.preflight import DocumentError
from reports.models import PlanItem
from reports.output import RENDERERS, document_of
from reports.planning import first_open_month, key_of, offer
from reports.reading import content_for
from reports.rules import FIRST_YEAR, LAST_YEAR
from union import audit
from union.references import record_number
from union.views import KindMixin, RecordListView

from .report import NO_PLAN, download

DECEMBER = 12


def as_year(text):
    """The year that a part of an address names, or None."""
    year = record_number(text) or 0
    return year if FIRST_YEAR < year <= LAST_YEAR else None


def next_year():
    return timezone.localdate().year + 1


class PlanListView(RecordListView):
    """The plan, with the offer and the document of the year it is filtered by."""

    def get_context_data(self, **kwargs):
        year = as_year(self.request.GET.get("plan_year", "")) or next_year()
        has_plan = PlanItem.objects.of_year(year).exists()
        return super().get_context_data(year=year, has_plan=has_plan, **kwargs)


def open_months(plan_year):
    """2026年11—12月, 2026年12月: what is still open of the year before the plan's; or
    nothing."""
    last = plan_year - 1
    first = first_open_month(last, timezone.localdate())
    if first > DECEMBER:
        return ""
    return f"{last}年{first}—12月" if first < DECEMBER else f"{last}年12月"


#: What ``?tick=`` asks to be ticked from the first.
TICKS = {
    "all": lambda each: True,
    "none": lambda each: False,
    "regular": lambda each: each.is_regular,
}


class PlanOfferView(KindMixin, TemplateView):
    """生成计划: this year's events and the yearly rhythm, to be ticked."""

    url_name, url_tail = "offer", "offer/"
    permission_action = "add"
    template_name_suffix = "_offer"

    def get_context_data(self, **kwargs):
        year = as_year(self.request.GET.get("year", "")) or next_year()
        ticks = TICKS.get(self.request.GET.get("tick", ""), TICKS["regular"])
        items = [
            (key_of(each.item), each, ticks(each))
            for each in offer(year, self.request.user)
        ]
        return super().get_context_data(
            year=year, items=items, open_months=open_months(year), **kwargs
        )

    def post(self, request, *args, **kwargs):
        year = as_year(request.POST.get("year", ""))
        if year is None:
            raise Http404
        wanted = set(request.POST.getlist("item"))
        count = actions.accept_offer(year, wanted, actor=request.user)
        messages.success(request, f"已加入 {count} 项，可逐项修改")
        return redirect(f"{self.kind.list_url}?plan_year={year}")


class PlanFileView(KindMixin, View):
    """The plan of a year as DOCX or PDF."""

    url_name, url_tail = "file", "files/<slug:year>.<slug:extension>"
    permission_action = "export"

    def get(self, request, *args, **kwargs):
        year, extension = as_year(kwargs["year"]), kwargs["extension"]
        if year is None or extension not in RENDERERS:
            raise Http404
        if not PlanItem.objects.of_year(year).exists():
            messages.error(request, NO_PLAN.format(year))
            return redirect(self.kind.list_url)
        content = content_for(year - 1, request.user)
        try:
            data = RENDERERS[extension](document_of(content, "plan"))
        except DocumentError as error:
            messages.error(request, str(error))
            return redirect(self.kind.list_url)
        note = f"{year}年工作计划.{extension}"
        audit.log(request.user, audit.Action.EXPORT, self.model, note=note)
        return download(data, note)
