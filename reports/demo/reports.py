"""Plans of each year with what became of them, and last year's signed summary."""

import datetime as dt

from django.utils import timezone

from reports.actions import follow_report, sign, submit
from reports.choices import PlanSection, PlanStatus
from reports.models import AnnualReport, PlanItem, Problem
from reports.planning import GOALS, RHYTHM, WORK

from .context import done_at

#: How many in a hundred items of a past year were done.
DONE = 93
PROBLEMS = (
    (
        "工会干部多为兼职，系统学习和深入调研还不够",
        "加强培训，每半年组织一次工会干部学习",
    ),
    ("部分提案办理周期偏长", "每月通报办理进度，逾期的由主席督办"),
    ("面向夜班和一线职工的活动偏少", "把活动分批办到科室"),
)


def make(context):
    for year in context.years:
        context.save(PlanItem, _plan(context, year), on=dt.date(year, 1, 8))
    _last_years_report(context, context.years[-2])


def _plan(context, year):
    items = [
        PlanItem(plan_year=year, section=PlanSection.GOALS, text=text) for text in GOALS
    ]
    items += [
        PlanItem(plan_year=year, section=PlanSection.WORK, group=group, text=text)
        for group, text in WORK
    ]
    items += [
        PlanItem(
            plan_year=year,
            text=text,
            month_from=first,
            month_to=last,
            audience=audience,
            responsible="工会办公室",
        )
        for first, last, text, audience in RHYTHM
    ]
    for order, item in enumerate(items, 1):
        item.order = order
        item.status = _status(context, item)
    return items


def _status(context, item):
    if item.plan_year < context.today.year:
        done = context.rng.randrange(100) < DONE
        return PlanStatus.DONE if done else PlanStatus.DOING
    last_month = item.month_to or item.month_from or 12
    if last_month < context.today.month:
        return PlanStatus.DONE
    started = (item.month_from or 1) <= context.today.month
    return PlanStatus.DOING if started else PlanStatus.PLANNED


def _last_years_report(context, year):
    """Drafted by the staff, signed by the chair, as the office does it."""
    staff, chair = context.users["staff"], context.users["chair"]
    drafted = dt.date(year + 1, 1, 6)
    signed = context.moment(dt.date(year + 1, 1, 8))
    report = AnnualReport(
        year=year,
        plan_year=year + 1,
        thought="坚持以职工为中心，把服务职工同服务医院发展结合起来",
        signed_on=timezone.localdate(signed),
    )
    context.save(AnnualReport, [report], on=drafted)
    with done_at(context.moment(drafted)):
        follow_report([report], actor=staff, created=True)
    context.save(
        Problem,
        [
            Problem(report=report, order=order, text=text, measure=measure)
            for order, (text, measure) in enumerate(PROBLEMS, 1)
        ],
        on=drafted,
    )
    with done_at(context.moment(drafted)):
        submit(report, actor=staff)
    report.refresh_from_db()
    with done_at(signed):
        sign(report, actor=chair)
