"""What can be done to a proposal. Each function is one change, whole or not at all."""

import copy
import datetime as dt

from django.db.models import Max
from django.utils import timezone

from union import actions, audit
from union.batched import BATCH
from union.errors import RuleViolation

from .choices import Decision
from .choices import ProposalStatus as Status
from .models import CongressSession, Proposal
from .rules import (
    MOVES,
    check_handling,
    check_paper,
    check_second_handling,
    due_day,
    lacks_seconders,
)


def submit(proposal, *, actor, submitted_on):
    """提交：the paper goes to the committee."""
    if missing := missing_for_submission(proposal):
        raise RuleViolation(missing)
    return _move(
        proposal,
        Status.SUBMITTED,
        actor=actor,
        submitted_on=submitted_on,
        submitted_by=audit.person(actor),
        return_reason="",
    )


def missing_for_submission(proposal):
    """What a draft lacks for 提交; empty where nothing does."""
    lacking = lacks_seconders(proposal, proposal.session.seconders_required)
    return lacking and f"{lacking}，补齐后才能提交"


def send_back(proposal, *, actor, reason):
    """退回补正"""
    return _move(
        proposal,
        Status.DRAFT,
        actor=actor,
        note=reason,
        submitted_on=None,
        return_reason=reason,
    )


def file(proposal, *, actor, **values):
    """立案"""
    return _decide(proposal, Decision.FILED, actor=actor, **values)


def convert(proposal, *, actor, **values):
    """转意见建议：no case, but answered all the same."""
    return _decide(proposal, Decision.CONVERTED, actor=actor, **values)


def decline(proposal, *, actor, **values):
    """不予立案"""
    return _decide(proposal, Decision.NOT_FILED, actor=actor, **values)


def _decide(proposal, decision, *, actor, decided_on, decision_reason):
    actions.refuse_own(proposal, actor, done_by_field="submitted_by")
    return _move(
        proposal,
        Status(decision),
        actor=actor,
        decision=decision,
        decided_on=decided_on,
        decision_reason=decision_reason,
    )


def assign(proposal, *, actor, handling_department, assigned_on, due_on=None):
    """交办 or 改派; without ``due_on`` the session's own time limit counts."""
    days = proposal.session.reply_days
    return _move(
        proposal,
        Status.ASSIGNED,
        actor=actor,
        handling_department=handling_department,
        assigned_on=assigned_on,
        due_on=due_on or due_day(assigned_on, days),
    )


def reply(proposal, *, actor, replied_on, reply_category, reply):
    """答复; the second one stands beside the first."""
    values = {"replied_on": replied_on, "reply": reply}
    if proposal.status == Status.SECOND:
        values = {"second_replied_on": replied_on, "second_reply": reply}
    return _move(
        proposal, Status.REPLIED, actor=actor, reply_category=reply_category, **values
    )


def record_feedback(proposal, *, actor, satisfaction, feedback_note):
    """登记反馈"""
    return _move(
        proposal,
        Status.FEEDBACK,
        actor=actor,
        satisfaction=satisfaction,
        feedback_note=feedback_note,
    )


def handle_again(
    proposal, *, actor, reason, handling_department=None, due_on=None, today=None
):
    """二次办理，after 不满意 and only once."""
    check_second_handling(proposal)
    today: dt.date = today or timezone.localdate()
    return _move(
        proposal,
        Status.SECOND,
        actor=actor,
        note=reason,
        second_handling=True,
        second_reason=reason,
        satisfaction="",
        handling_department=handling_department or proposal.handling_department,
        due_on=due_on or due_day(today, proposal.session.reply_days),
    )


def close(proposal, *, actor, closed_on):
    """办结"""
    return _move(proposal, Status.CLOSED, actor=actor, closed_on=closed_on)


def _move(proposal, to, *, actor, note="", **values):
    """The same rules as for typing hold for what the move would leave behind."""
    moved = copy.copy(proposal)
    for name, value in values.items():
        setattr(moved, name, value)
    check_paper(moved, seconders_required=proposal.session.seconders_required)
    check_handling(moved)
    return actions.move(proposal, to, actor=actor, moves=MOVES, note=note, **values)


def follow_proposal(records, *, actor, created):
    """New papers get their number and remember who handed them in."""
    if not created:
        return
    unnumbered = [record for record in records if record.number is None]
    _number(unnumbered)
    for record in records:
        if record.status != Status.DRAFT:
            record.submitted_by = audit.person(actor)
    Proposal.objects.bulk_update(records, ["number", "submitted_by"], batch_size=BATCH)


def _number(papers):
    """The next numbers of each session. Its row is locked meanwhile, so that two people
    at once get two numbers; the number of a voided paper is not given again."""
    ids = {paper.session_id for paper in papers}
    if not ids:
        return
    sessions = CongressSession.objects.select_for_update().filter(pk__in=ids)
    locked = [session.pk for session in sessions.order_by("pk")]
    numbered = Proposal.objects.filter(session__in=locked).order_by()
    last = dict(numbered.values_list("session").annotate(Max("number")))
    for paper in papers:
        last[paper.session_id] = (last[paper.session_id] or 0) + 1
        paper.number = last[paper.session_id]
