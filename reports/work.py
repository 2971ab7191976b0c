"""What waits in this room: drafts of years that are over, to be signed, and what is
left of the year's plan."""

from activities.models import Activity
from congress.models import CongressSession
from union.work import (
    Line,
    WorkItem,
    always,
    end_of_last_month,
    end_of_month,
    this_sunday,
    to_enter,
    waiting_in,
)
from welfare.models import Consolation

from .choices import ReportStatus
from .models import AnnualReport
from .records import ANNUAL_REPORT, PLAN_ITEM
from .signed import signed_reports, unseen

SIGN = "reports.sign_annualreport"
CHANGE = "reports.change_annualreport"
#: So many signed reports are compared with the records for the page; the pages of
#: older ones say it themselves.
WATCHED = 2
WITH_THE_CHAIR = {"status": ReportStatus.DRAFT, "is_submitted": "true"}
BEING_WRITTEN = {
    "status": ReportStatus.DRAFT,
    "is_submitted": "false",
    "was_returned": "false",
}
SENT_BACK = {"status": ReportStatus.DRAFT, "was_returned": "true"}


def drafts(user, today):
    return {**WITH_THE_CHAIR, "year_to": today.year - 1}


def drafts_of_others(user, today):
    """Nobody signs what they began themselves."""
    return {**drafts(user, today), "created_by_not": user.pk}


def this_years_drafts(user, today):
    return {
        **WITH_THE_CHAIR,
        "year": today.year,
        "created_by_not": user.pk,
    }


def my_drafts(user, today):
    return {**drafts(user, today), "created_by": user.pk}


def behind_plan(user, today):
    """In January that is what the plan of last year has left."""
    return open_items(end_of_last_month(today))


def of_this_month(user, today):
    return {**open_items(today), "month": today.month, "has_month": "true"}


def open_items(day):
    """Of the plan of that year, what should be done by the end of that month."""
    return {"plan_year": day.year, "is_open": "true", "ends_by_month": day.month}


def end_of_year(today):
    return today.replace(month=12, day=31)


LINES = (
    Line(
        title="待签发的年度总结",
        kind=ANNUAL_REPORT,
        permission=SIGN,
        where=drafts_of_others,
        since="created_at",
    ),
    Line(
        title="总结草稿待审阅、签发",
        kind=ANNUAL_REPORT,
        permission=SIGN,
        where=this_years_drafts,
        by=end_of_year,
        since="created_at",
        is_tidying=True,
    ),
    Line(
        title="我起草的年度总结待签发",
        kind=ANNUAL_REPORT,
        permission=CHANGE,
        where=my_drafts,
        since="created_at",
        waits_for="工会主席签发",
    ),
    Line(
        title="起草中的年度总结，写好后请送审",
        kind=ANNUAL_REPORT,
        permission=CHANGE,
        where=always(**BEING_WRITTEN),
        since="created_at",
        is_tidying=True,
    ),
    Line(
        title="总结被退回修改，请按意见改好后送审",
        kind=ANNUAL_REPORT,
        permission=CHANGE,
        where=always(**SENT_BACK),
        by=this_sunday,
        reason="return_reason",
    ),
    Line(
        title="已退回修改的总结",
        kind=ANNUAL_REPORT,
        permission=SIGN,
        where=always(**SENT_BACK),
        waits_for="起草人修改",
    ),
    Line(
        title="计划事项已过月份，请登记完成情况",
        kind=PLAN_ITEM,
        permission="reports.change_planitem",
        where=behind_plan,
        by=end_of_last_month,
        is_tidying=True,
    ),
    Line(
        title="本月应完成的计划事项",
        kind=PLAN_ITEM,
        permission="reports.change_planitem",
        where=of_this_month,
        by=end_of_month,
    ),
)


def waiting(user, today):
    return [
        *waiting_in(LINES, user, today),
        *missing_report(user, today),
        *changed_reports(user),
    ]


def changed_reports(user):
    """Signed reports whose figures the records no longer give, for who signs."""
    if not user.has_perm(SIGN):
        return
    for report in signed_reports()[:WATCHED]:
        figures = unseen(report, user)
        if figures:
            yield WorkItem(
                f"已签发的{report}之后有变化，请核对",
                f"{report.get_absolute_url()}#changes",
                len(figures),
                "项指标",
                icon=ANNUAL_REPORT.icon,
                is_tidying=True,
            )


def has_records(year):
    """Whether anything of that year is on record: else there is nothing to sum up."""
    days = [
        model.objects.valid().filter(date__year=year).order_by().values("date")
        for model in (Activity, Consolation, CongressSession)
    ]
    return days[0].union(*days[1:]).exists()


def missing_report(user, today):
    """Last year's report, until somebody has begun it."""
    year = today.year - 1
    if not ANNUAL_REPORT.can(user, "add") or not has_records(year):
        return
    if not AnnualReport.objects.valid().filter(year=year).exists():
        title = f"尚未起草{year}年工作总结"
        yield from to_enter(ANNUAL_REPORT, user, title, {"year": year})
