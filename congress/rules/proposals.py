"""The life of a proposal, and what must be on record at each point of it."""

import datetime as dt
import re
from itertools import pairwise

from congress.choices import (
    ACCEPTED,
    IN_HANDLING,
    NEAR_DAYS,
    Decision,
    ProposalKind,
    Satisfaction,
)
from congress.choices import ProposalStatus as Status
from union.errors import RuleViolation
from union.values import says_why

#: What stands between names; the number before one; “张 伟”, as lists align it.
_BETWEEN = re.compile(r"[、，,;；\s]+")
_NUMBER = re.compile(r"(?<!\S)\d+\s+(?=[^\d\s])")
_SPREAD = re.compile(
    r"(?<![^、，,;；\s])([^、，,;；\s])[^\S\n]+([^、，,;；\s])(?![^、，,;；\s])"
)

#: The whole life of a proposal. What is not here cannot happen.
MOVES = {
    Status.DRAFT: {Status.SUBMITTED},
    Status.SUBMITTED: {
        Status.FILED,
        Status.CONVERTED,
        Status.NOT_FILED,
        Status.DRAFT,  # returned for completion
    },
    Status.FILED: {Status.ASSIGNED},
    Status.CONVERTED: {Status.ASSIGNED},
    Status.NOT_FILED: set(),
    Status.ASSIGNED: {Status.REPLIED, Status.ASSIGNED},  # to another department
    Status.REPLIED: {Status.FEEDBACK},
    Status.FEEDBACK: {Status.CLOSED, Status.SECOND},
    Status.SECOND: {Status.REPLIED},
    Status.CLOSED: set(),
}


def names_in(text):
    """The people whom “张伟、李娜，王 芳 1002 陈静” names: four. Blanks stand between
    names, in a name of two characters, and after a number."""
    whole = _SPREAD.sub(r"\1\2", _NUMBER.sub("", text))
    return [name for name in _BETWEEN.split(whole) if name]


def count_names(text):
    return len(names_in(text))


def seconders_of(proposal):
    """The number as entered, or else as many as are named."""
    if proposal.seconder_count is not None:
        return proposal.seconder_count
    return count_names(proposal.seconders)


def check_paper(proposal, *, seconders_required):
    """One proposer and enough seconders. A decided paper was examined before: one that
    lacks signatures may have been refused for just that."""
    found, named = seconders_of(proposal), count_names(proposal.seconders)
    if found < named:
        raise RuleViolation(
            {"seconder_count": f"附议人列了 {named} 名，多于附议人数 {found}，请核对"}
        )
    if proposal.kind != ProposalKind.PROPOSAL:
        return
    if not (proposal.proposer_id or proposal.delegation):
        raise RuleViolation({"proposer": "提案须有提案人；集体提案请填写代表团"})
    waiting = proposal.submitted_on and not proposal.decision
    if waiting and (lacking := lacks_seconders(proposal, seconders_required)):
        raise RuleViolation(
            {"seconders": f"{lacking}；补齐前可先不填提交日期，存为草稿"}
        )


def lacks_seconders(proposal, required):
    """Why a proposal cannot be handed in yet; empty where it can. That of a delegation
    and what is only an opinion need none."""
    found = seconders_of(proposal)
    needs_none = proposal.kind != ProposalKind.PROPOSAL or proposal.delegation
    if needs_none or found >= required:
        return ""
    return f"本届次规定提案须有 {required} 名以上附议人，现有 {found} 名"


def check_entry(proposal, *, session_year, today):
    """A new paper that brings its handling along is one of an earlier year (补录): this
    year's papers are decided on here, by another person than the one who enters them
    (四眼原则)."""
    is_handled = status_of(proposal) not in (Status.DRAFT, Status.SUBMITTED)
    if is_handled and session_year >= today.year:
        raise RuleViolation(
            {
                "decision": "本年的提案请提交后由主席审查，审查结果和办理情况"
                "在提案页面上登记；补录只用于往年届次的提案"
            }
        )


def check_handling(proposal):
    """What is on record of the handling hangs together, however it was entered."""
    _check_decision(proposal)
    _check_reply(proposal)
    _check_feedback(proposal)
    _check_order(proposal)


def _check_decision(proposal):
    handled = proposal.handling_department_id or proposal.replied_on
    if handled and proposal.decision not in ACCEPTED:
        raise RuleViolation(
            {"decision": "立案或转意见建议的才交办、答复，请填写审查结果"}
        )
    needs_reason = proposal.decision in (Decision.NOT_FILED, Decision.CONVERTED)
    if needs_reason and not says_why(proposal.decision_reason):
        label = Decision(proposal.decision).label
        raise RuleViolation({"decision_reason": f"“{label}”须书面说明理由"})
    if proposal.decision and not proposal.submitted_on:
        raise RuleViolation({"submitted_on": "已有审查结果的，请填写提交日期"})


def _check_reply(proposal):
    if not proposal.replied_on:
        if proposal.reply or proposal.reply_category or proposal.second_handling:
            raise RuleViolation({"replied_on": "已有答复的，请填写答复日期"})
        return
    if not proposal.handling_department_id:
        raise RuleViolation({"handling_department": "已有答复的，请填写承办部门"})
    if not proposal.reply_category:
        raise RuleViolation({"reply_category": "已有答复的，请填写办理结果"})
    if proposal.second_replied_on and not proposal.second_handling:
        raise RuleViolation({"second_handling": "有二次答复的，二次办理应为“是”"})


def _check_feedback(proposal):
    if proposal.satisfaction and not proposal.replied_on:
        raise RuleViolation({"satisfaction": "先有答复，才有提案人的反馈"})
    if proposal.satisfaction == Satisfaction.NO_ANSWER and not proposal.feedback_note:
        raise RuleViolation(
            {"feedback_note": "提案人未反馈的，请说明何时、以何方式联系过"}
        )
    if proposal.closed_on:
        if not proposal.satisfaction:
            raise RuleViolation({"closed_on": "收到提案人反馈后才能办结"})
        if must_handle_again(proposal):
            raise RuleViolation({"closed_on": "提案人不满意的，须先二次办理再办结"})


def must_handle_again(proposal):
    """不满意 leads to a second handling, exactly once."""
    unsatisfied = proposal.satisfaction == Satisfaction.UNSATISFIED
    return unsatisfied and not proposal.second_handling


def check_second_handling(proposal):
    if not must_handle_again(proposal):
        raise RuleViolation("提案人反馈“不满意”的才二次办理，且只办理一次")


#: The days of a proposal in the order in which they can only come.
DAYS = (
    ("submitted_on", "提交日期"),
    ("decided_on", "审查日期"),
    ("assigned_on", "交办日期"),
    ("replied_on", "答复日期"),
    ("second_replied_on", "二次答复日期"),
    ("closed_on", "办结日期"),
)


def _check_order(proposal):
    days = [(name, label, getattr(proposal, name)) for name, label in DAYS]
    days = [item for item in days if item[2]]
    for (_, earlier, before), (name, label, day) in pairwise(days):
        if day < before:
            raise RuleViolation({name: f"{label}不能早于{earlier}（{before}）"})
    assigned_on, due_on = proposal.assigned_on, proposal.due_on
    if assigned_on and due_on and due_on < assigned_on:
        raise RuleViolation({"due_on": "答复期限不能早于交办日期"})


def status_of(proposal):
    """The state in which a paper with these facts enters the register: a draft, a
    submitted paper, or one from the past that was handled long ago."""
    facts = (
        (proposal.closed_on, Status.CLOSED),
        (proposal.satisfaction, Status.FEEDBACK),
        (proposal.second_replied_on, Status.REPLIED),
        (proposal.second_handling, Status.SECOND),
        (proposal.replied_on, Status.REPLIED),
        (proposal.handling_department_id, Status.ASSIGNED),
        (proposal.decision, proposal.decision),
        (proposal.submitted_on, Status.SUBMITTED),
    )
    return next((Status(status) for fact, status in facts if fact), Status.DRAFT)


#: How far a proposal has come in each state, counted in steps from its entry.
REACHED = {
    Status.DRAFT: 0,
    Status.SUBMITTED: 1,
    Status.FILED: 2,
    Status.CONVERTED: 2,
    Status.NOT_FILED: 2,
    Status.ASSIGNED: 3,
    Status.SECOND: 3,
    Status.REPLIED: 4,
    Status.FEEDBACK: 5,
    Status.CLOSED: 6,
}


def steps_of(proposal):
    """[(label, day or None, done, current), …]: the line on the proposal's page."""
    again = proposal.second_handling
    steps = [
        ("登记", None),
        ("提交", proposal.submitted_on),
        (proposal.get_decision_display() or "审查", proposal.decided_on),
        ("二次办理" if again else "交办", None if again else proposal.assigned_on),
        (
            "二次答复" if again else "答复",
            proposal.second_replied_on if again else proposal.replied_on,
        ),
        (proposal.get_satisfaction_display() or "反馈", None),
        ("办结", proposal.closed_on),
    ]
    here = REACHED[proposal.status]
    if proposal.status == Status.NOT_FILED:
        steps = steps[: here + 1]
    return [
        (label, day, number <= here, number == here)
        for number, (label, day) in enumerate(steps)
    ]


def due_day(assigned_on: dt.date, reply_days: int) -> dt.date:
    return assigned_on + dt.timedelta(days=reply_days)


def due_light(proposal, today: dt.date):
    """“逾期 3 天”, “还剩 5 天”, or "" where no reply is due."""
    if proposal.status not in IN_HANDLING or not proposal.due_on:
        return ""
    left = (proposal.due_on - today).days
    if left < 0:
        return f"逾期 {-left} 天"
    return f"还剩 {left} 天" if left else "今天到期"


def is_near(proposal, today: dt.date):
    return proposal.due_on <= today + dt.timedelta(days=NEAR_DAYS)
