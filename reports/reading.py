"""Which content a report has: what was signed, or what the records say today."""

from dataclasses import replace
from hashlib import sha256

from . import frozen
from .content import PlanLine, gather, stored_plan
from .drafting import new_sections
from .models import AnnualReport, PlanItem
from .planning import offer


def sections_of(report):
    return list(report.sections.valid().order_by("order", "pk"))


def problems_of(report):
    return list(report.problems.valid().order_by("order", "pk"))


def texts_seen(report):
    """What differs once somebody has changed, added or moved a text of the report."""
    rows = [
        [(row.pk, row.version, row.order) for row in rows]
        for rows in (sections_of(report), problems_of(report))
    ]
    plan = PlanItem.objects.of_year(report.plan_year).order_by("pk")
    rows.append(list(plan.values_list("pk", "version")))
    return sha256(repr(rows).encode()).hexdigest()[:32]


def content_of(report, user):
    if report.is_signed:
        return replace(frozen.from_json(report.frozen), signed=report.pk)
    plan = stored_plan(report.plan_year)
    return gather(report, sections_of(report), problems_of(report), plan, user)


def report_of(year):
    """The stored report of the year, or None."""
    return AnnualReport.objects.valid().filter(year=year).first()


def content_for(year, user, *, as_of=None, preset=None):
    """The content of the year's stored report; without one, of a draft that is made
    from the records, with the offered plan where none is stored."""
    report = report_of(year) or AnnualReport(year=year, plan_year=year + 1)
    if not report.is_signed:
        report.as_of = as_of or report.as_of
        report.preset = preset or report.preset
    if report.pk:
        return content_of(report, user)
    plan = stored_plan(report.plan_year)
    if not plan:
        offered = offer(report.plan_year, user)
        plan = [PlanLine.of(each.item) for each in offered if each.is_regular]
    return gather(report, new_sections(report, user), [], plan, user)
