from union.columns import (
    BadgeColumn,
    Column,
    DateColumn,
    IdColumn,
    LinkColumn,
    NumberColumn,
    TimeColumn,
)

from .choices import PLAN_COLOURS, REPORT_COLOURS

ANNUAL_REPORT_COLUMNS = (
    LinkColumn("year"),
    Column("plan_year"),
    DateColumn("as_of"),
    Column("preset"),
    BadgeColumn("status", colours=REPORT_COLOURS),
    Column("signed_by__name", "签发账号"),
    TimeColumn("signed_at"),
)

PROBLEM_COLUMNS = (
    IdColumn("pk", "编号"),
    NumberColumn("report__year", "总结年度"),
    NumberColumn("order"),
    Column("text", sort=""),
    Column("measure", sort=""),
    Column("plan_item__text", "对应计划事项", sort=""),
)

PLAN_ITEM_COLUMNS = (
    IdColumn("pk", "编号"),
    NumberColumn("plan_year"),
    Column("section"),
    Column("group"),
    NumberColumn("month_from"),
    NumberColumn("month_to"),
    LinkColumn("text", sort=""),
    Column("responsible"),
    Column("audience", extra=True),
    BadgeColumn("status", colours=PLAN_COLOURS),
)
