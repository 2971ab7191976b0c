"""Signed summaries and the records that they were counted from: whoever changes such a
record is told, and so is who opens the list behind a signed number."""

from functools import cache, partial
from urllib.parse import parse_qsl, urlsplit

from django.core.cache import cache as kept
from django.db.models import IntegerField, Value

from members.models import MembershipEvent
from union.batched import batched
from union.figures import UNION_PARTS, Figure
from union.listing import OTHER_PARAMETERS
from union.models import AuditEntry
from union.references import record_number

from . import frozen
from .choices import ReportStatus
from .content import REPORT_PARAMETER
from .models import AnnualReport
from .registry import FIGURES
from .values import on_page

#: So many records are asked about at once: each stands in all parts of a union.
TOGETHER = 500


def signed_reports():
    """Those that count, the latest year first."""
    reports = AnnualReport.objects.valid().filter(status=ReportStatus.SIGNED)
    return reports.order_by("-year")


# --- who changes a record ---


@cache
def figures_of(model):
    figures = [figure for figure in FIGURES if isinstance(figure, Figure)]
    return [figure for figure in figures if figure.kind.model is model]


def remark(model, pks, user):
    """{text: link} of the signed reports that count one of these records now."""
    reports = list(signed_reports().defer("frozen"))
    if not reports or not pks:
        return {}
    counting = {}
    for some in batched(pks, TOGETHER):
        for kind, numbers in wholes(model, some):
            others = [report for report in reports if report.year not in counting]
            counting |= counted_in(others, kind, numbers, user)
        if model is MembershipEvent:
            counting |= standing_in(reports, some)
    which = "这条记录" if len(pks) == 1 else "其中有记录"
    return {
        f"{which}计入已签发的{report}，总结中的数字保持签发时的数；"
        "与现值的差异列在总结页面的“签发后的变化”": address(report, user)
        for report in counting.values()
    }


def wholes(model, pks):
    """The records and what they are a part of: a batch counts with its activity. Of a
    member's event the day tells more: see ``standing_in``."""
    yield model, pks
    if model is MembershipEvent:
        return
    for name in model.goes_with:
        whole = model._meta.get_field(name).related_model
        if figures_of(whole):
            rows = model._base_manager.filter(pk__in=pks)
            yield whole, list(rows.values_list(name, flat=True))


def counted_in(reports, model, pks, user):
    """{year: report}: first those in whose time the records fall, then those of them
    with a figure that counts one."""
    figures = figures_of(model)
    timed = {  # most figures of a kind pick its rows of a year in the same way
        (report, str(figure.when(report.period))): figure
        for report in reports
        for figure in figures
    }
    years = years_of(
        [
            (report, figure.of_period(report.period, user))
            for (report, _), figure in timed.items()
        ],
        pks,
    )
    return {
        report.year: report
        for report in reports
        if report.year in years
        and years_of(
            [(report, figure.queryset(report.period, user)) for figure in figures], pks
        )
    }


def standing_in(reports, pks):
    """{year: report} at whose end a member was in the union, or no longer, by one of
    these events; a later one changes nothing in what was counted then."""
    events = MembershipEvent.objects
    years = years_of([(r, events.standing_on(r.period.end)) for r in reports], pks)
    return {report.year: report for report in reports if report.year in years}


def years_of(pairs, pks):
    """The years of the (report, rows) pairs whose rows hold one of ``pks``."""
    parts = [
        rows.filter(pk__in=pks)
        .order_by()
        .values_list(Value(report.year, IntegerField()))
        for report, rows in pairs
    ]
    found = set()
    for first, *others in batched(parts, UNION_PARTS):
        found |= {year for (year,) in first.union(*others)}
    return found


def address(report, user):
    """Where its changes are listed; nothing for who may not see reports."""
    if not user.has_perm("reports.view_annualreport"):
        return ""
    return f"{report.get_absolute_url()}#changes"


# --- who signed it ---


def unseen(report, user):
    """{key: number now} of the figures that differ from what was signed and from what
    the chair has taken note of. Kept until the next entry of the audit log, which
    every change leaves."""
    last = AuditEntry.objects.order_by("-pk").values_list("pk", flat=True).first()
    key = f"moved-{report.pk}-{report.signed_at.timestamp()}-{user.pk}-{last}"
    now = kept.get(key)
    if now is None:
        now = frozen.now_texts(report, user)
        kept.set(key, now)
    return {k: text for k, text in now.items() if report.seen_changes.get(k) != text}


# --- who follows a number of it ---


def signed_figure(request):
    """Context processor for lists; only one that was opened so pays for it."""
    if REPORT_PARAMETER not in request.GET:
        return {}
    return {"signed_figure": partial(figure_behind, request)}


def figure_behind(request):
    """{report, label, text} of the signed number whose rows the list shows;
    None where the filters are no longer those of the figure."""
    if not request.user.has_perm("reports.view_annualreport"):
        return None
    number, _, key = request.GET[REPORT_PARAMETER].partition("-")
    report = signed_reports().filter(pk=record_number(number)).first()
    items = report.frozen["values"] if report else ()
    item = next((item for item in items if item["key"] == key), None)
    if item is None or asked(request.GET.items()) != asked(parse_qsl(query(item))):
        return None
    value = frozen.value_from(item)
    return {
        "report": report,
        "label": value.figure.label,
        "text": on_page(value),
    }


def query(item):
    return urlsplit(item["url"]).query


def asked(pairs):
    """The filters among the parameters of a list."""
    return {k: v for k, v in pairs if k not in OTHER_PARAMETERS}
