"""The verbs that bring a claim on, as buttons on its page."""

from django.utils import timezone

from union.actions import submitted_by_another
from union.forms import ReasonForm
from union.records import Move

from . import actions, forms
from .choices import ClaimStatus
from .rules.mutual_aid import MOVES

CHECK = "welfare.check_mutualaidclaim"
APPROVE = "welfare.approve_mutualaidclaim"
CHANGE = "welfare.change_mutualaidclaim"


def before(state):
    """The states from which ``state`` can be reached."""
    return frozenset(old for old, following in MOVES.items() if state in following)


def batch_of(claim):
    """The batch that the claim names, or else this month's."""
    return {"batch_no": claim.batch_no or f"{timezone.localdate():%Y-%m}"}


def paid_today(claim):
    return {"paid_on": timezone.localdate()}


CLAIM_MOVES = (
    Move(
        name="submit",
        label="提交",
        permission=CHANGE,
        action=actions.submit,
        states=before(ClaimStatus.SUBMITTED),
        to=ClaimStatus.SUBMITTED,
        warning="提交后由其他干事或主席初审，申请内容不能再改；材料请先上传。",
        done="已提交，等待其他干事或主席初审",
    ),
    Move(
        name="check",
        label="初审通过",
        permission=CHECK,
        action=actions.check,
        states=before(ClaimStatus.UNIT_CHECKED),
        to=ClaimStatus.UNIT_CHECKED,
        allowed=submitted_by_another,
        warning="初审通过后由干事上报承办单位。",
        can_undo=True,
        done="已初审，可以上报",
    ),
    Move(
        name="report-up",
        label="上报",
        permission=CHANGE,
        action=actions.report_up,
        states=before(ClaimStatus.REPORTED_UP),
        to=ClaimStatus.REPORTED_UP,
        form=forms.ReportUpForm,
        initial=batch_of,
        warning="上报后由主席审定：同意赔付，或不予赔付。",
        can_undo=True,
        done="已上报，等待审定",
    ),
    Move(
        name="approve",
        label="同意赔付",
        permission=APPROVE,
        action=actions.approve,
        states=before(ClaimStatus.APPROVED),
        to=ClaimStatus.APPROVED,
        allowed=submitted_by_another,
        colour="success",
        can_undo=True,
        done="已同意赔付",
    ),
    Move(
        name="refuse",
        label="不予赔付",
        permission=APPROVE,
        action=actions.refuse,
        states=before(ClaimStatus.REFUSED),
        to=ClaimStatus.REFUSED,
        allowed=submitted_by_another,
        form=ReasonForm,
        colour="outline-danger",
        can_undo=True,
        done="已登记不予赔付",
    ),
    Move(
        name="pay",
        label="登记赔付",
        permission=CHANGE,
        action=actions.pay,
        states=before(ClaimStatus.PAID),
        to=ClaimStatus.PAID,
        form=forms.PaymentForm,
        initial=paid_today,
        can_undo=True,
        done="已登记赔付",
    ),
    Move(
        name="supplement",
        label="要求补正",
        permission=CHECK,
        action=actions.request_supplement,
        states=before(ClaimStatus.SUPPLEMENT),
        to=ClaimStatus.SUPPLEMENT,
        form=ReasonForm,
        colour="outline-secondary",
        can_undo=True,
        done="已退回补正",
    ),
    Move(
        name="close",
        label="归档",
        permission=CHANGE,
        action=actions.close,
        states=before(ClaimStatus.CLOSED),
        to=ClaimStatus.CLOSED,
        can_undo=True,
        colour="outline-secondary",
        done="已归档",
    ),
)
