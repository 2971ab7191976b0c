"""Who must come to a session."""

from congress.choices import SessionKind
from union.errors import RuleViolation

#: These sessions are valid only with two thirds of all delegates.
WITH_QUORUM = (SessionKind.CONGRESS, SessionKind.MEMBER_CONGRESS)


def quorum(delegates_due: int) -> int:
    """Two thirds of all delegates, rounded up: 《上海市职工代表大会条例》第二十八条."""
    return -(-2 * delegates_due // 3)


def quorum_text(session):
    """Whether enough delegates came, in words; "" where nobody asks."""
    due, present = session.delegates_due, session.delegates_present
    if session.kind not in WITH_QUORUM or not due:
        return ""
    least = quorum(due)
    needed = f"应到 {due} 人，三分之二为 {least} 人"
    if present is None:
        return f"{needed}；尚未登记实到人数"
    verdict = "达到法定人数" if present >= least else "未达法定人数"
    return f"{needed}，实到 {present} 人，{verdict}"


def check_attendance(session):
    """Not more came than there are, and the whole is no less than its parts."""
    due, present = session.delegates_due, session.delegates_present
    if due is not None and present is not None and present > due:
        raise RuleViolation(
            {"delegates_present": f"实到代表 {present} 人多于应到代表 {due} 人，请核对"}
        )
    total, parts = session.attendance_total, present or 0
    parts += session.observers_count or 0
    if total is not None and not session.attendance_qualifier and total < parts:
        raise RuleViolation(
            {
                "attendance_total": f"到会总人数 {total} 人少于代表与列席人数之和 "
                f"{parts} 人，请核对"
            }
        )
