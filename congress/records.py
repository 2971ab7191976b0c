"""The record kinds of this room, each declared once."""

from members.models import Member
from union.records import PartOf, RecordKind

from . import actions, columns, filters, forms, imports, models
from .moves import PROPOSAL_MOVES

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
    hint_links={
        "提案和意见": "congress:proposal_list",
    },
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
