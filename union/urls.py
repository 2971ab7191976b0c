"""All addresses of the site, room by room."""

from django.urls import include, path

from .search import search
from .views.audit import AuditListView
from .views.job_list import JobListView, job_cancel, job_restart
from .views.jobs import ImportHistoryView, job_retry, job_status
from .views.undo import revert

urlpatterns = [
    path("search/", search, name="search"),
    path("undo/<uuid:batch>/", revert, name="undo"),
    path("imports/", ImportHistoryView.as_view(), name="import_history"),
    path("imports/jobs/<uuid:job>/", job_status, name="job_status"),
    path("imports/jobs/<uuid:job>/retry/", job_retry, name="job_retry"),
    path("jobs/", JobListView.as_view(), name="job_list"),
    path("jobs/<uuid:job>/restart/", job_restart, name="job_restart"),
    path("jobs/<uuid:job>/cancel/", job_cancel, name="job_cancel"),
    path("help/", include("union.help.urls")),
    path("audit/", AuditListView.as_view(), name="audit"),
    path("accounts/", include("union.accounts.urls")),
    path("attachments/", include("union.attachments.urls")),
    path("members/", include("members.urls")),
    path("welfare/", include("welfare.urls")),
    path("congress/", include("congress.urls")),
    path("activities/", include("activities.urls")),
    path("", include("reports.urls")),
]
