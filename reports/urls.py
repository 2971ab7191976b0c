"""The first page and the dashboard have plain names; reports and plans are records."""

from django.urls import include, path

from union.views import kind_paths

from . import records
from .views import dashboard, home, plan, report, sections, work

record_patterns = [
    *kind_paths(
        "annual/",
        records.ANNUAL_REPORT,
        report.ReportCreateView,
        report.ReportDetailView,
        report.ReportUpdateView,
        report.ReportVoidView,
        report.ReportRestoreView,
        report.SignView,
        report.ReportTextView,
        report.ChangesSeenView,
        report.SubmitView,
        report.ReportPagesView,
        report.ReportFileView,
        sections.SectionAddView,
        sections.SectionView,
        sections.SectionActionView,
        sections.RedraftView,
    ),
    *kind_paths(
        "plan/",
        records.PLAN_ITEM,
        plan.PlanListView,
        plan.PlanOfferView,
        plan.PlanFileView,
    ),
    *kind_paths("problems/", records.PROBLEM),
]

urlpatterns = [
    path("", home.home, name="home"),
    path("work/", work.work_list, name="work"),
    path("work/calendar/", work.feed, name="calendar_feed"),
    path("work/calendar/renew/", work.renew_feed, name="calendar_renew"),
    path("work/calendar/revoke/", work.revoke_feed, name="calendar_revoke"),
    path("work/calendar/<slug:token>.ics", work.calendar_file, name="calendar_file"),
    path("dashboard/", dashboard.dashboard, name="dashboard"),
    path("figures/", dashboard.figures, name="figures"),
    path("reports/", include((record_patterns, "reports"))),
]
