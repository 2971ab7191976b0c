"""What must hold for reports and plans, decided on values alone."""

from union.errors import RuleViolation

from .choices import PlanStatus, ReportStatus

REPORT_MOVES = {
    # A draft that is sent back is a draft all the same.
    ReportStatus.DRAFT: {ReportStatus.DRAFT, ReportStatus.SIGNED},
    ReportStatus.SIGNED: set(),
}
PLAN_MOVES = {
    PlanStatus.PLANNED: {PlanStatus.DOING, PlanStatus.DONE},
    PlanStatus.DOING: {PlanStatus.PLANNED, PlanStatus.DONE},
    PlanStatus.DONE: {PlanStatus.DOING},
}
FIRST_YEAR, LAST_YEAR = 1990, 2199


def check_year(year, name):
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise RuleViolation({name: f"年度应在 {FIRST_YEAR} 到 {LAST_YEAR} 之间"})


SIGNED = "总结已签发，内容不能再改；如需重写，请由主席作废这份总结，再新建"


def check_draft(status):
    if status == ReportStatus.SIGNED:
        raise RuleViolation(SIGNED)


def missing_for_decision(report):
    """What the chair still waits for, before signing or sending back; empty where the
    draft has been submitted."""
    if report.is_submitted:
        return ""
    return "总结还在起草，没有送审；拟稿人送审后，主席才能签发或退回"


def check_submitted(report):
    if missing := missing_for_decision(report):
        raise RuleViolation(missing)


def void_right(status):
    """What the chair has signed, only the chair takes back."""
    return "sign" if status == ReportStatus.SIGNED else "delete"


def check_report(report):
    check_year(report.year, "year")
    check_year(report.plan_year, "plan_year")
    if report.plan_year < report.year:
        raise RuleViolation({"plan_year": "计划年度不能早于总结年度"})
    if report.as_of and report.as_of.year != report.year:
        raise RuleViolation({"as_of": f"数据截止日应在 {report.year} 年内"})
    if report.wrapped and not (report.doc_number and report.recipient):
        raise RuleViolation({"wrapped": "以“报告”形式报送时，请填写发文字号和主送机关"})


def check_months(month_from, month_to):
    for name, month in (("month_from", month_from), ("month_to", month_to)):
        if month is not None and not 1 <= month <= 12:
            raise RuleViolation({name: "月份应为 1 到 12"})
    if month_to is not None and (month_from is None or month_to < month_from):
        raise RuleViolation({"month_to": "结束月份不能早于开始月份"})
