from union.columns import (
    BadgeColumn,
    Column,
    DateColumn,
    IdColumn,
    LinkColumn,
    NumberColumn,
    YesNoColumn,
)

from .choices import STATUS_COLOURS

MEMBER_COLUMNS = (
    Column("staff_no"),
    LinkColumn("name", sort="name_order"),
    BadgeColumn("status", colours=STATUS_COLOURS),
    Column("sex"),
    Column("department__name", "科室"),
    Column("union_group__name", "工会小组"),
    Column("job"),
    Column("employment_type"),
    DateColumn("joined_on"),
)

MEMBERSHIP_EVENT_COLUMNS = (
    LinkColumn("member__name", "姓名", sort="member__name_order"),
    IdColumn("pk", "编号"),
    DateColumn("date"),
    Column("member__staff_no", "工号"),
    Column("member__department__name", "科室"),
    Column("change_type"),
    Column("source"),
    Column("approved_by"),
)

DEPARTMENT_COLUMNS = (
    LinkColumn("name"),
    Column("campus"),
    Column("kind"),
    YesNoColumn("is_frontline"),
    NumberColumn("active_members", "在会会员数", sort=""),
)

UNION_GROUP_COLUMNS = (
    LinkColumn("name"),
    Column("leader__name", "组长"),
    NumberColumn("active_members", "在会会员数", sort=""),
)

UNION_PROFILE_COLUMNS = (
    LinkColumn("name"),
    Column("short_name"),
    Column("superior_union"),
)

STAFF_COUNT_COLUMNS = (LinkColumn("year"), NumberColumn("headcount"))
