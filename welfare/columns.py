from union.columns import (
    BadgeColumn,
    Column,
    DateColumn,
    IdColumn,
    LinkColumn,
    MoneyColumn,
    NumberColumn,
    YesNoColumn,
)

from .choices import CLAIM_COLOURS

BENEFIT_RULE_COLUMNS = (
    IdColumn("pk", "编号"),
    Column("occasion"),
    Column("scope"),
    Column("form"),
    MoneyColumn("limit_per_case"),
    MoneyColumn("limit_per_year"),
    NumberColumn("cases_per_year"),
    Column("region", extra=True),
    Column("document"),
    DateColumn("since"),
    DateColumn("until"),
)

CONSOLATION_COLUMNS = (
    LinkColumn(
        "beneficiary__name",
        "姓名",
        sort="beneficiary__name_order",
        page_path="whom",
    ),
    IdColumn("pk", "编号"),
    DateColumn("date"),
    Column("occasion"),
    Column("beneficiary__staff_no", "工号"),
    Column("beneficiary__department__name", "科室"),
    Column("beneficiary_label"),
    Column("relation"),
    NumberColumn("headcount", total=True),
    MoneyColumn("amount", total=True),
    MoneyColumn("cash_amount", total=True, extra=True),
    MoneyColumn("goods_value", total=True, extra=True),
    NumberColumn("household_count", total=True, extra=True),
    Column("festival", extra=True),
    Column("visitors", extra=True),
    Column("rule_document", "依据文件", sort="", extra=True),
    MoneyColumn("rule_limit_per_case", "每次限额（元）", sort="", extra=True),
    MoneyColumn("rule_limit_per_year", "每年限额（元）", sort="", extra=True),
    Column("voucher_no"),
)

CONSOLATION_SIGNING_COLUMNS = (
    DateColumn("date"),
    Column("occasion"),
    Column("beneficiary__staff_no", "工号"),
    Column("whom", "姓名或对象"),
    Column("relation"),
    Column("beneficiary__department__name", "科室"),
    NumberColumn("headcount", total=True),
    MoneyColumn("cash_amount", total=True),
    MoneyColumn("goods_value", total=True),
    MoneyColumn("amount", "小计（元）", total=True),
    Column("goods"),
)

PLAN_COLUMNS = (
    LinkColumn("name"),
    Column("kind"),
    Column("provider", extra=True),
    DateColumn("period_from"),
    DateColumn("period_to"),
    MoneyColumn("premium"),
    MoneyColumn("max_payout"),
    NumberColumn("claim_deadline_days"),
)

ENROLMENT_COLUMNS = (
    LinkColumn("member__name", "姓名", sort="member__name_order", page_path="whom"),
    IdColumn("pk", "编号"),
    Column("plan__name", "保障计划"),
    Column("member__staff_no", "工号"),
    Column("member__department__name", "科室"),
    Column("label"),
    Column("kind"),
    DateColumn("period_from", extra=True),
    DateColumn("period_to"),
    NumberColumn("headcount", total=True),
    NumberColumn("shares", extra=True),
    MoneyColumn("premium", total=True),
    Column("payer", extra=True),
)

CLAIM_COLUMNS = (
    LinkColumn("member__name", "姓名", sort="member__name_order", page_path="whom"),
    IdColumn("pk", "编号"),
    DateColumn("filed_on"),
    Column("plan__name", "保障计划"),
    Column("member__staff_no", "工号"),
    Column("label"),
    Column("member_status", extra=True),
    Column("event_type"),
    DateColumn("event_date", extra=True),
    NumberColumn("person_times", total=True, extra=True),
    MoneyColumn("amount_claimed", total=True),
    MoneyColumn("amount_paid", total=True),
    DateColumn("paid_on", extra=True),
    NumberColumn("days_taken", extra=True),
    DateColumn("due_on", extra=True),
    YesNoColumn("is_backfilled", extra=True),
    BadgeColumn("status", colours=CLAIM_COLOURS),
)
