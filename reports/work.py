"""What waits in this room: drafts of years that are over, to be signed."""

from django.urls import reverse

from union.work import WorkItem

from .choices import ReportStatus
from .models import AnnualReport


def waiting(user, today):
    """The drafts that this user may sign; nobody signs what they began themselves."""
    if not user.has_perm("reports.sign_annualreport"):
        return
    drafts = AnnualReport.objects.valid().filter(
        status=ReportStatus.DRAFT, year__lt=today.year
    )
    count = drafts.exclude(created_by=user).count()
    if count:
        url = f"{reverse('reports:annualreport_list')}?status={ReportStatus.DRAFT}"
        yield WorkItem("待签发的年度总结", url, count)
