"""What may be done to a proposal, from its hand-in to the last word on the reply."""

from union.actions import submitted_by_another
from union.forms import ReasonForm
from union.records import Move

from . import actions, forms
from .choices import ProposalStatus as Status

CHANGE = "congress.change_proposal"
DECIDE = "congress.decide_proposal"
HANDLE = "congress.check_proposal"


def _move(name, label, permission, action, states, form, **options):
    return Move(
        name=name,
        label=label,
        permission=permission,
        action=action,
        states=frozenset(states),
        form=form,
        **options,
    )


PROPOSAL_MOVES = (
    _move(
        "submit",
        "提交",
        CHANGE,
        actions.submit,
        {Status.DRAFT},
        forms.SubmitForm,
        to=Status.SUBMITTED,
        missing=actions.missing_for_submission,
        done="已提交，等待审查",
    ),
    _move(
        "file",
        "立案",
        DECIDE,
        actions.file,
        {Status.SUBMITTED},
        forms.FileForm,
        to=Status.FILED,
        allowed=submitted_by_another,
        can_undo=True,
        done="已立案，等待交办",
    ),
    _move(
        "convert",
        "转意见建议",
        DECIDE,
        actions.convert,
        {Status.SUBMITTED},
        forms.DeclineForm,
        to=Status.CONVERTED,
        colour="outline-primary",
        allowed=submitted_by_another,
        can_undo=True,
        done="已转为意见建议，等待交办",
    ),
    _move(
        "decline",
        "不予立案",
        DECIDE,
        actions.decline,
        {Status.SUBMITTED},
        forms.DeclineForm,
        to=Status.NOT_FILED,
        colour="outline-danger",
        allowed=submitted_by_another,
        can_undo=True,
        done="已记为不予立案，请将书面理由告知提案人",
    ),
    _move(
        "return",
        "退回补正",
        DECIDE,
        actions.send_back,
        {Status.SUBMITTED},
        ReasonForm,
        to=Status.DRAFT,
        colour="outline-secondary",
        can_undo=True,
        done="已退回补正",
    ),
    _move(
        "assign",
        "交办",
        HANDLE,
        actions.assign,
        {Status.FILED, Status.CONVERTED},
        forms.AssignForm,
        to=Status.ASSIGNED,
        done="已交办，等待答复",
    ),
    _move(
        "reassign",
        "改派",
        HANDLE,
        actions.assign,
        {Status.ASSIGNED},
        forms.AssignForm,
        to=Status.ASSIGNED,
        colour="outline-secondary",
        done="已改派",
    ),
    _move(
        "reply",
        "登记答复",
        HANDLE,
        actions.reply,
        {Status.ASSIGNED, Status.SECOND},
        forms.ReplyForm,
        to=Status.REPLIED,
        done="已登记答复，请收集提案人的反馈",
    ),
    _move(
        "feedback",
        "登记反馈",
        HANDLE,
        actions.record_feedback,
        {Status.REPLIED},
        forms.FeedbackForm,
        to=Status.FEEDBACK,
        done="已登记反馈",
    ),
    _move(
        "second",
        "二次办理",
        HANDLE,
        actions.handle_again,
        {Status.FEEDBACK},
        forms.SecondForm,
        to=Status.SECOND,
        colour="outline-primary",
        done="已转入二次办理",
    ),
    _move(
        "close",
        "办结",
        HANDLE,
        actions.close,
        {Status.FEEDBACK},
        forms.CloseForm,
        to=Status.CLOSED,
        done="已办结",
    ),
)
