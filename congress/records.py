"""The record kinds of this room, each declared once."""

from members.models import Member
from union.actions import submitted_by_another
from union.forms import ReasonForm
from union.records import Move, PartOf, RecordKind

from . import actions, columns, filters, forms, imports, models
from .choices import ProposalStatus as Status

CONGRESS_SESSION = RecordKind(
    model=models.CongressSession,
    columns=columns.CONGRESS_SESSION_COLUMNS,
    filterset=filters.CongressSessionFilter,
    form=forms.CongressSessionForm,
    fieldsets=(
        (
            "会议",
            (
                "kind",
                "date_text",
                "date",
                "place",
                "topic",
                "chair_post",
                "reports_heard",
                "items_passed",
            ),
        ),
        (
            "到会",
            (
                "delegates_due",
                "delegates_present",
                "quorum_text",
                "observers_count",
                "observer_kinds",
                "attendance_total",
                "attendance_qualifier",
                "guests",
            ),
        ),
        ("提案规则", ("reply_days", "seconders_required", "note")),
    ),
    importer=imports.CongressSessionImport,
    icon="people-fill",
    ordering=("-date", "-pk"),
    rank=40,
    hint="先登记职代会的届次，再登记这次会议的提案和意见。",
)

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

PROPOSAL = RecordKind(
    model=models.Proposal,
    columns=columns.PROPOSAL_COLUMNS,
    filterset=filters.ProposalFilter,
    form=forms.ProposalForm,
    fieldsets=(
        (
            "提案",
            (
                "session",
                "number",
                "kind",
                "category",
                "title",
                "proposer",
                "delegation",
                "seconders",
                "seconders_counted",
                "submitted_on",
                "return_reason",
            ),
        ),
        ("理由和建议", ("grounds", "suggested_measures")),
        ("审查", ("decision", "decided_on", "decision_reason")),
        (
            "办理",
            (
                "handling_department",
                "assigned_on",
                "due_on",
                "reply_category",
                "replied_on",
                "reply",
            ),
        ),
        (
            "反馈",
            (
                "satisfaction",
                "feedback_note",
                "second_handling",
                "second_reason",
                "second_replied_on",
                "second_reply",
                "closed_on",
            ),
        ),
    ),
    importer=imports.ProposalImport,
    moves=PROPOSAL_MOVES,
    follow_up=actions.follow_proposal,
    icon="lightbulb",
    ordering=("-session__date", "-session", "number"),
    rank=41,
    hint="一事一案：每件提案、意见登记一条，立案、交办、答复和反馈都在它的页面上办理。",
    part_of=(
        PartOf(
            parent=Member,
            label="提案",
            filter="proposer",
            date="submitted_on",
            paths=("number", "title", "submitted_on", "status"),
        ),
        PartOf(
            parent=models.CongressSession,
            label="提案、意见",
            filter="session",
            paths=("number", "title", "kind", "handling_department__name", "status"),
        ),
    ),
    bulk_fields=("kind", "category", "delegation"),
)

DISCLOSURE_ITEM = RecordKind(
    model=models.DisclosureItem,
    columns=columns.DISCLOSURE_ITEM_COLUMNS,
    filterset=filters.DisclosureItemFilter,
    form=forms.DisclosureItemForm,
    fieldsets=(
        (
            "公开事项",
            ("register", "category", "title", "summary", "period", "audience"),
        ),
        (
            "公开情况",
            (
                "disclosed_on",
                "until",
                "channels",
                "department",
                "supervised_by",
                "privacy_checked",
                "note",
            ),
        ),
    ),
    importer=imports.DisclosureItemImport,
    starts_today=("disclosed_on",),
    icon="megaphone",
    ordering=("-disclosed_on", "-pk"),
    rank=42,
    hint="院务公开、工会财务收支和会务公开各登记一条，写明公开的日期和形式。",
    bulk_fields=(
        "register",
        "category",
        "audience",
        "disclosed_on",
        "until",
        "department",
        "supervised_by",
        "note",
    ),
)
