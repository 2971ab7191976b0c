from union.columns import (
    BadgeColumn,
    Column,
    DateColumn,
    IdColumn,
    LinkColumn,
    MoneyColumn,
    NumberColumn,
)

from .choices import STATUS_COLOURS

ACTIVITY_COLUMNS = (
    LinkColumn("title"),
    DateColumn("date"),
    BadgeColumn("status", colours=STATUS_COLOURS),
    IdColumn("pk", "编号"),
    Column("category"),
    Column("host_level", extra=True),
    Column("location"),
    NumberColumn("attendance", "参加人次合计", total=True),
    NumberColumn("session_total", "场次", total=True, extra=True),
    MoneyColumn("cost_total", "支出合计", total=True),
)

SESSION_COLUMNS = (
    LinkColumn("activity__label", "活动", sort="activity__date"),
    IdColumn("pk", "编号"),
    NumberColumn("batch_no"),
    DateColumn("date"),
    DateColumn("date_to", extra=True),
    Column("departments"),
    Column("content"),
    NumberColumn("headcount", total=True),
    MoneyColumn("cost", total=True),
)

RESULT_COLUMNS = (
    LinkColumn("activity__label", "活动", sort="activity__date"),
    IdColumn("pk", "编号"),
    Column("event"),
    Column("group", extra=True),
    Column("entrant_kind"),
    Column("team"),
    Column("department__name", "科室", extra=True),
    Column("member__name", "会员", sort="member__name_order"),
    Column("person"),
    NumberColumn("place"),
    Column("award"),
    NumberColumn("winner_count", "获奖人次", sort="winners", total=True),
    MoneyColumn("prize_amount", total=True, extra=True),
)

PRIZE_RULE_COLUMNS = (
    IdColumn("pk", "编号"),
    LinkColumn("region"),
    Column("document"),
    NumberColumn("numerator"),
    NumberColumn("denominator"),
    MoneyColumn("individual_limit"),
    DateColumn("since"),
    DateColumn("until"),
)
