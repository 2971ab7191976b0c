from dataclasses import replace

from django.db.models import Sum

from union.figures import Figure, Ratio
from union.periods import during

from .choices import (
    Category,
    Counted,
    Decision,
    DisclosureCategory,
    ProposalKind,
    Register,
    ReplyCategory,
    SessionKind,
)
from .querysets import distinct_channels

CONGRESS = "职代会与提案"
DISCLOSURE = "院务公开"


def _session(key, label, unit, definition, *, kind=SessionKind.CONGRESS, **options):
    return Figure(
        key=key,
        label=label,
        unit=unit,
        section=CONGRESS,
        definition=definition,
        rows="congress:congresssession_list",
        when=during("date"),
        where={"kind": kind},
        **options,
    )


def _when(by=""):
    """The papers of the sessions of a period; ``by`` names what must have happened to
    them until its last day."""

    def when(period):
        sessions = during("session_date")(period)
        return {**sessions, by: period.end} if by else sessions

    return when


def _papers(key, label, unit, definition, *, by="", **where):
    return Figure(
        key=key,
        label=label,
        unit=unit,
        section=CONGRESS,
        definition=definition,
        rows="congress:proposal_list",
        when=_when(by),
        where=where,
    )


def _rate(key, label, definition, part, whole):
    return Ratio(
        key=key,
        label=label,
        section=CONGRESS,
        definition=definition,
        part=part,
        whole=whole,
    )


def _disclosed(key, label, unit, definition, **options):
    options.setdefault("where", {"register": Register.AFFAIRS})
    return Figure(
        key=key,
        label=label,
        unit=unit,
        section=DISCLOSURE,
        definition=definition,
        rows="congress:disclosureitem_list",
        when=during("disclosed_on"),
        **options,
    )


def _group(key, label, category):
    return _disclosed(
        key,
        label,
        "项",
        f"统计期内院务公开登记中类别为“{category.label}”的项数，按公开日期",
        where={"register": Register.AFFAIRS, "category": category},
    )


PROPOSALS_TOTAL = _papers(
    "proposals_total",
    "征集提案、意见数",
    "条",
    "统计期内所开会议收到的提案和意见，不含讨论意见和草稿，按会议日期归年",
    counted=Counted.COLLECTED,
)

FIGURES = [
    _session(
        "congress_sessions_held",
        "职代会召开次数",
        "次",
        "统计期内召开的职代会次数，按会议日期",
    ),
    _session(
        "joint_meetings",
        "职代会联席会次数",
        "次",
        "统计期内召开的联席会次数，按会议日期",
        kind=SessionKind.JOINT,
    ),
    _session(
        "delegates_present",
        "出席正式代表数",
        "名",
        "统计期内各次职代会实到代表数之和",
        measure=Sum("delegates_present"),
    ),
    _session(
        "congress_attendance",
        "职代会到会总人数",
        "人",
        "统计期内各次职代会到会总人数之和，约数照登记的带出",
        measure=Sum("attendance_total"),
        qualifier="attendance_qualifier",
    ),
    _session(
        "congress_observers",
        "职代会列席人数",
        "人",
        "统计期内各次职代会列席人数之和",
        measure=Sum("observers_count"),
    ),
    _session(
        "agenda_reports",
        "职代会审议报告数",
        "个",
        "统计期内各次职代会审议的报告数之和",
        measure=Sum("reports_heard"),
    ),
    _session(
        "agenda_items_passed",
        "职代会审议通过事项数",
        "项",
        "统计期内各次职代会审议通过的事项数之和",
        measure=Sum("items_passed"),
    ),
    PROPOSALS_TOTAL,
    *PROPOSALS_TOTAL.split(
        "kind",
        [ProposalKind.PROPOSAL, ProposalKind.OPINION],
        label="其中{choice}数",
    ),
    *replace(PROPOSALS_TOTAL, key="proposals_by_category").split(
        "category", Category, label="提案、意见：{choice}"
    ),
    _papers(
        "proposals_filed",
        "立案提案数",
        "条",
        "征集的提案、意见中截至统计日已立案的；未登记审查日期的按会议日期",
        by="decided_by",
        counted=Counted.COLLECTED,
        decision=Decision.FILED,
    ),
    _rate(
        "proposals_filed_rate",
        "提案立案率",
        "立案提案数÷征集提案、意见数",
        "proposals_filed",
        "proposals_total",
    ),
    _papers(
        "proposals_accepted",
        "应办理提案数",
        "条",
        "征集的提案、意见中截至统计日立案或转意见建议的",
        by="decided_by",
        counted=Counted.ACCEPTED,
    ),
    _papers(
        "proposals_handled",
        "已答复提案数",
        "条",
        "应办理的提案、意见中截至统计日已答复的",
        by="replied_by",
        counted=Counted.ACCEPTED,
    ),
    _rate(
        "proposals_handled_rate",
        "提案答复率",
        "已答复提案数÷应办理提案数",
        "proposals_handled",
        "proposals_accepted",
    ),
    _papers(
        "proposals_resolved",
        "已落实提案数",
        "条",
        "截至统计日已答复、办理结果为“已解决”的提案、意见",
        by="replied_by",
        counted=Counted.ACCEPTED,
        reply_category=ReplyCategory.SOLVED,
    ),
    _rate(
        "proposals_resolved_rate",
        "提案落实率",
        "已落实提案数÷应办理提案数",
        "proposals_resolved",
        "proposals_accepted",
    ),
    _papers(
        "proposals_answered",
        "收到反馈的提案数",
        "条",
        "截至统计日已答复、提案人已反馈意见的提案、意见，“未反馈”的不计",
        by="replied_by",
        counted=Counted.ANSWERED,
    ),
    _papers(
        "proposals_satisfied",
        "反馈满意的提案数",
        "条",
        "截至统计日已答复、提案人反馈“满意”或“基本满意”的提案、意见",
        by="replied_by",
        counted=Counted.SATISFIED,
    ),
    _rate(
        "proposals_satisfied_rate",
        "提案满意率",
        "反馈满意的提案数÷收到反馈的提案数",
        "proposals_satisfied",
        "proposals_answered",
    ),
    _papers(
        "opinions_recorded",
        "代表讨论意见条数",
        "条",
        "统计期内所开会议登记的讨论意见，按会议日期归年",
        counted=Counted.DISCUSSION,
    ),
    _disclosed(
        "disclosure_total",
        "院务公开项数",
        "项",
        "统计期内院务公开登记的项数，按公开日期；不含工会财务和会务公开",
    ),
    _group("disclosure_major", "其中重大决策", DisclosureCategory.MAJOR),
    _group("disclosure_operation", "其中生产经营管理", DisclosureCategory.OPERATION),
    _group("disclosure_interests", "其中职工切身利益", DisclosureCategory.INTERESTS),
    _group(
        "disclosure_leadership",
        "其中领导班子与党风廉政",
        DisclosureCategory.LEADERSHIP,
    ),
    _disclosed(
        "disclosure_channels",
        "院务公开形式数",
        "种",
        "统计期内院务公开用过的不同形式的种数",
        measure=distinct_channels(),
    ),
    _disclosed(
        "finance_disclosures",
        "工会财务收支公布次数",
        "次",
        "统计期内“工会财务”登记簿的登记数，按公开日期",
        where={"register": Register.FINANCE},
    ),
]
