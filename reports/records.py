"""The record kinds of this room, each declared once."""

from union.actions import is_own
from union.forms import ReasonForm
from union.records import Move, PartOf, RecordKind

from . import actions, columns, filters, forms, imports, models
from .choices import PlanStatus, ReportStatus
from .rules import missing_for_decision

SIGN = Move(
    name="sign",
    label="签发",
    permission="reports.sign_annualreport",
    action=actions.sign,
    states=frozenset({ReportStatus.DRAFT}),
    to=ReportStatus.SIGNED,
    form=forms.SignForm,
    missing=missing_for_decision,
    done="已签发，文字和数字不再改变",
)


def drafted_by_another(report, user):
    return not is_own(report, user)


RETURN = Move(
    name="return",
    label="退回修改",
    permission="reports.sign_annualreport",
    action=actions.send_back,
    states=frozenset({ReportStatus.DRAFT}),
    to=ReportStatus.DRAFT,
    form=ReasonForm,
    colour="outline-secondary",
    allowed=drafted_by_another,
    missing=missing_for_decision,
    warning="总结仍是草稿，意见会列入起草人的待办；起草人改完送审后，再到您的待办里。",
    done="已退回修改，意见已列入起草人的待办",
)

ANNUAL_REPORT = RecordKind(
    model=models.AnnualReport,
    columns=columns.ANNUAL_REPORT_COLUMNS,
    filterset=filters.AnnualReportFilter,
    form=forms.AnnualReportForm,
    fieldsets=(
        (
            "总结",
            ("year", "plan_year", "as_of", "preset", "status"),
        ),
        (
            "写法与落款",
            (
                "number_style",
                "money_in_wan",
                "anonymise",
                "issuer",
                "signed_on",
                "wrapped",
                "doc_number",
                "recipient",
                "signer",
            ),
        ),
    ),
    importer=None,
    icon="journal-text",
    ordering=("-year", "-pk"),
    rank=90,
    hint="新建一年的总结，各节文字按当年记录自动起草，可以再改。",
    follow_up=actions.follow_report,
    moves=(SIGN, RETURN),
    voids_in_bulk=False,  # a signed one is first taken back
)


def is_draft(report):
    return not report.is_signed


PROBLEM = RecordKind(
    model=models.Problem,
    columns=columns.PROBLEM_COLUMNS,
    filterset=filters.ProblemFilter,
    form=forms.ProblemForm,
    fieldsets=(
        (
            "问题与不足",
            ("report", "order", "text", "cause", "measure", "plan_item"),
        ),
    ),
    importer=None,
    icon="exclamation-diamond",
    ordering=("-report__year", "order", "pk"),
    rank=92,
    hint="总结中“存在的问题和不足”逐条登记，可对应到下年的计划事项。",
    hint_links={
        "计划事项": "reports:planitem_list",
    },
    part_of=(
        PartOf(
            parent=models.AnnualReport,
            label="问题与不足",
            filter="report",
            grows=is_draft,
            paths=("pk", "order", "text", "measure", "plan_item__text"),
        ),
    ),
)


def _plan_move(name, label, status, *states, colour="outline-primary"):
    def action(item, *, actor):
        return actions.move_plan_item(item, status, actor=actor)

    return Move(
        name=name,
        label=label,
        permission="reports.change_planitem",
        action=action,
        states=frozenset(states),
        to=status,
        colour=colour,
    )


PLAN_ITEM = RecordKind(
    model=models.PlanItem,
    columns=columns.PLAN_ITEM_COLUMNS,
    filterset=filters.PlanItemFilter,
    form=forms.PlanItemForm,
    fieldsets=(
        ("事项", ("plan_year", "section", "group", "order", "text")),
        ("安排", ("months", "responsible", "audience", "status", "note")),
    ),
    importer=imports.PlanItemImport,
    icon="calendar3",
    ordering=("-plan_year", "section", "month_from", "order", "pk"),
    rank=91,
    hint="可按上年记录和年度常规生成，再逐项修改；年底的完成情况写进总结。",
    hint_links={
        "按上年记录和年度常规生成": "reports:planitem_offer",
    },
    moves=(
        _plan_move("start", "开始办理", PlanStatus.DOING, PlanStatus.PLANNED),
        _plan_move(
            "finish",
            "完成",
            PlanStatus.DONE,
            PlanStatus.PLANNED,
            PlanStatus.DOING,
            colour="primary",
        ),
        _plan_move("reopen", "改回进行中", PlanStatus.DOING, PlanStatus.DONE),
    ),
    bulk_fields=("plan_year", "section", "responsible", "audience"),
)
