from dataclasses import dataclass

from django.utils.safestring import mark_safe

from union.columns import (
    BadgeColumn,
    Column,
    DateColumn,
    IdColumn,
    LinkColumn,
    NumberColumn,
)

from .choices import STATUS_COLOURS, Light

CONGRESS_SESSION_COLUMNS = (
    LinkColumn("name"),
    Column("kind"),
    NumberColumn("term_no", extra=True),
    NumberColumn("session_no", extra=True),
    DateColumn("date"),
    Column("place"),
    Column("topic", extra=True),
    NumberColumn("delegates_due"),
    NumberColumn("delegates_present", total=True),
    NumberColumn("attendance_total", total=True, extra=True),
    NumberColumn("reports_heard", total=True, extra=True),
    NumberColumn("items_passed", total=True),
    NumberColumn("proposal_count", "提案数", sort=""),
)


@dataclass(frozen=True)
class LightColumn(BadgeColumn):
    """逾期 or 临期; an empty cell where all is well."""

    def cell(self, raw, labels, url):
        return super().cell(raw, labels, url) if raw else mark_safe("<td></td>")


PROPOSAL_COLUMNS = (
    Column("session__short_name", "届次", sort="session__date"),
    NumberColumn("number"),
    LinkColumn("title"),
    Column("kind", extra=True),
    Column("category", extra=True),
    Column("proposer__name", "提案人姓名", sort="proposer__name_order"),
    DateColumn("submitted_on", extra=True),
    Column("handling_department__name", "承办部门"),
    DateColumn("due_on"),
    LightColumn(
        "light",
        "期限提示",
        sort="",
        colours=((Light.OVERDUE.label, "danger"), (Light.NEAR.label, "warning")),
    ),
    Column("reply_category", extra=True),
    BadgeColumn("status", colours=STATUS_COLOURS),
)

DISCLOSURE_ITEM_COLUMNS = (
    LinkColumn("title"),
    IdColumn("pk", "编号"),
    DateColumn("disclosed_on"),
    Column("register"),
    Column("category"),
    Column("channels"),
    Column("audience", extra=True),
    Column("department__name", "责任部门"),
    DateColumn("until"),
)
