"""What is done to the records of this room beyond saving their fields."""

from django.utils import timezone

from members.models import Member
from union import audit
from union.actions import move, refuse_own
from union.batched import BATCH
from union.errors import RuleViolation
from union.locks import lock

from .choices import ClaimStatus
from .histories import Histories
from .models import MutualAidClaim, MutualAidEnrolment
from .rules.membership import service_status
from .rules.mutual_aid import (
    MOVES,
    check_approved_amount,
    check_payment,
    check_stated_amount,
    days_between,
    not_covered,
)


def lock_beneficiaries(consolations):
    """Of the yearly limit of a member, two people at once cannot both use the rest."""
    lock(Member, {c.beneficiary_id for c in consolations if c.beneficiary_id})


def follow_claim(records, *, actor, created):
    """A named member's 在职 or 退休 is that of the day of filing."""
    named = [claim for claim in records if claim.member_id and not claim.member_status]
    histories = Histories({claim.member_id for claim in named})
    for claim in named:
        status = histories.status_on(claim.member_id, claim.filed_on)
        claim.member_status = service_status(status)
    MutualAidClaim.objects.bulk_update(named, ["member_status"], batch_size=BATCH)


def submit(claim, *, actor):
    """提交: the applicant's part is complete; from now on it cannot be changed."""
    check_stated_amount(claim)
    refuse_uncovered(claim)
    person = audit.person(actor)
    return move(
        claim, ClaimStatus.SUBMITTED, actor=actor, moves=MOVES, submitted_by=person
    )


def check(claim, *, actor):
    """初审 by another person than the one who submitted; a named member must have been
    covered on the day of the event."""
    refuse_own(claim, actor, done_by_field="submitted_by")
    refuse_uncovered(claim)
    return move(claim, ClaimStatus.UNIT_CHECKED, actor=actor, moves=MOVES)


def refuse_uncovered(claim):
    """The enrolment may have been voided since the claim was saved."""
    if not claim.member_id:
        return
    covers = MutualAidEnrolment.objects.valid().filter(plan=claim.plan_id)
    covers = covers.covering(claim.event_date, claim.event_date)
    if not covers.may_cover([claim.member_id]).exists():
        raise RuleViolation(not_covered(claim, claim.plan, claim.member))


def request_supplement(claim, *, actor, reason):
    """要求补正: back to the applicant, who may change it and submit again."""
    return move(
        claim,
        ClaimStatus.SUPPLEMENT,
        actor=actor,
        moves=MOVES,
        note=reason,
        decision_note=reason,
    )


def report_up(claim, *, actor, batch_no):
    """上报 to the office that runs the plan; without ``batch_no`` the claim's stays."""
    return move(
        claim,
        ClaimStatus.REPORTED_UP,
        actor=actor,
        moves=MOVES,
        batch_no=batch_no or claim.batch_no,
    )


def approve(claim, *, actor):
    """同意赔付, by another person than the one who submitted."""
    refuse_own(claim, actor, done_by_field="submitted_by")
    return move(claim, ClaimStatus.APPROVED, actor=actor, moves=MOVES, decision_note="")


def refuse(claim, *, actor, reason):
    """不予赔付, with the reason that the member will hear."""
    refuse_own(claim, actor, done_by_field="submitted_by")
    return move(
        claim,
        ClaimStatus.REFUSED,
        actor=actor,
        moves=MOVES,
        note=reason,
        decision_note=reason,
    )


def pay(claim, *, actor, amount_paid, paid_on):
    """登记赔付: the amount that the member got, and when."""
    today = timezone.localdate()
    check_payment(claim.plan, claim, amount_paid, paid_on, today=today)
    check_approved_amount(claim, amount_paid)
    return move(
        claim,
        ClaimStatus.PAID,
        actor=actor,
        moves=MOVES,
        amount_paid=amount_paid,
        paid_on=paid_on,
        days_taken=days_between(claim.filed_on, paid_on),
    )


def close(claim, *, actor):
    """归档: nothing is left to be done."""
    return move(claim, ClaimStatus.CLOSED, actor=actor, moves=MOVES)
