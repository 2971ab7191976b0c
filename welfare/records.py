"""The record kinds of this room, each declared once."""

from members.choices import MemberStatus
from members.models import Member, union_profile
from union.grid import Grid, Without
from union.records import PartOf, RecordKind, SigningSheet

from . import actions, columns, filters, forms, imports, models
from .moves import CLAIM_MOVES

#: Whom the list of a grid offers first.
ACTIVE = {"status": MemberStatus.ACTIVE}

BENEFIT_RULE = RecordKind(
    model=models.BenefitRule,
    columns=columns.BENEFIT_RULE_COLUMNS,
    filterset=filters.BenefitRuleFilter,
    form=forms.BenefitRuleForm,
    fieldsets=(
        ("标准", ("occasion", "scope", "form", "limits_text")),
        ("依据", ("document", "region", "since", "until", "note")),
    ),
    importer=imports.BenefitRuleImport,
    icon="rulers",
    ordering=("occasion", "scope", "-since"),
    rank=40,
    hint="先登记上级或本院文件规定的慰问标准，登记慰问时系统按当天有效的标准核对。",
    hint_links={
        "登记慰问": "welfare:consolation_list",
    },
    bulk_fields=("document", "region", "since", "until", "note"),
)

CONSOLATION = RecordKind(
    model=models.Consolation,
    columns=columns.CONSOLATION_COLUMNS,
    filterset=filters.ConsolationFilter,
    form=forms.ConsolationForm,
    fieldsets=(
        (
            "慰问",
            (
                "date_text",
                "date",
                "date_to",
                "occasion",
                "festival",
                "beneficiary",
                "department",
                "beneficiary_label",
                "relation",
                "relative_name",
            ),
        ),
        (
            "人数和金额",
            (
                "headcount",
                "headcount_qualifier",
                "household_count",
                "cash_amount",
                "goods_value",
                "goods",
                "amount",
                "per_head",
                "amount_qualifier",
            ),
        ),
        ("经办", ("visitors", "voucher_no", "note")),
    ),
    importer=imports.ConsolationImport,
    signing=SigningSheet(
        title="慰问签收表",
        columns=columns.CONSOLATION_SIGNING_COLUMNS,
        month="date",
        issuer=union_profile,
        titled_by=("festival", "occasion"),
    ),
    grid=Grid(
        columns=(
            "beneficiary",
            "cash_amount",
            "occasion",
            "date",
            "festival",
            "relation",
            "relative_name",
            "goods_value",
            "goods",
            "visitors",
            "voucher_no",
            "note",
        ),
        pick="beneficiary",
        among=ACTIVE,
    ),
    starts_today=("date",),
    icon="heart",
    ordering=("-date", "-pk"),
    rank=50,
    hint="探望患病职工、丧事慰问、节日走访都登记在这里；集体慰问可以只登记人数。",
    lock=actions.lock_beneficiaries,
    part_of=(
        PartOf(
            parent=Member,
            label="慰问",
            filter="beneficiary",
            date="date",
            amount="amount",
            is_received=True,
            asks_who=True,
            quick=(("新增慰问", ""),),
            paths=("pk", "date", "occasion", "relation", "amount"),
        ),
    ),
    bulk_fields=(
        "date",
        "occasion",
        "festival",
        "cash_amount",
        "goods_value",
        "goods",
        "visitors",
        "voucher_no",
        "note",
    ),
)

PLAN = RecordKind(
    model=models.MutualAidPlan,
    columns=columns.PLAN_COLUMNS,
    filterset=filters.PlanFilter,
    form=forms.PlanForm,
    fieldsets=(
        ("计划", ("name", "kind", "provider", "period_from", "period_to")),
        (
            "条件和待遇",
            (
                "premium",
                "max_payout",
                "claim_deadline_days",
                "age_min",
                "age_max",
                "sex",
                "eligibility",
            ),
        ),
    ),
    importer=imports.PlanImport,
    icon="shield-plus",
    ordering=("-period_from", "name"),
    rank=40,
    hint="每个互助保障产品每个年度登记一个计划，再登记参保人员和赔付。",
    hint_links={
        "参保人员": "welfare:mutualaidenrolment_list",
        "赔付": "welfare:mutualaidclaim_list",
    },
)

ENROLMENT = RecordKind(
    model=models.MutualAidEnrolment,
    columns=columns.ENROLMENT_COLUMNS,
    filterset=filters.EnrolmentFilter,
    form=forms.EnrolmentForm,
    fieldsets=(
        (
            "参保",
            (
                "plan",
                "member",
                "label",
                "headcount",
                "headcount_qualifier",
                "kind",
                "period_from",
                "period_to",
            ),
        ),
        ("保费", ("shares", "premium", "payer", "note")),
    ),
    importer=imports.EnrolmentImport,
    grid=Grid(
        columns=(
            "member",
            "kind",
            "shares",
            "premium",
            "plan",
            "period_from",
            "period_to",
            "payer",
            "note",
        ),
        above=("plan",),
        pick="member",
        among=ACTIVE,
        without=Without(
            label="不含已参加这个计划的人",
            column="plan",
            taken=models.MutualAidEnrolment.objects.insured,
        ),
        hint="保障期和保费留空的，按所选计划填写。",
    ),
    icon="person-check",
    ordering=("-period_from", "-pk"),
    rank=50,
    hint="参保名单可以整表导入；只有人数的，登记一行并填写对象说明。",
    part_of=(
        PartOf(
            parent=Member,
            label="互助参保",
            filter="member",
            date="period_from",
            amount="premium",
            paths=("pk", "plan__name", "kind", "period_from", "period_to"),
        ),
        PartOf(
            parent=models.MutualAidPlan,
            label="参保",
            filter="plan",
            paths=(
                "pk",
                "member__staff_no",
                "member__name",
                "label",
                "kind",
                "headcount",
            ),
        ),
    ),
    bulk_fields=(
        "kind",
        "period_from",
        "period_to",
        "shares",
        "premium",
        "payer",
        "note",
    ),
)

CLAIM = RecordKind(
    model=models.MutualAidClaim,
    columns=columns.CLAIM_COLUMNS,
    filterset=filters.ClaimFilter,
    form=forms.ClaimForm,
    fieldsets=(
        (
            "申请",
            (
                "plan",
                "member",
                "label",
                "member_status",
                "headcount",
                "headcount_qualifier",
                "person_times",
                "event_type",
                "event_date",
                "diagnosis",
                "filed_on",
                "due_on",
                "amount_claimed",
            ),
        ),
        (
            "办理",
            (
                "status",
                "submitted_by",
                "batch_no",
                "decision_note",
                "amount_paid",
                "paid_on",
                "days_taken",
                "is_backfilled",
                "note",
            ),
        ),
    ),
    importer=imports.ClaimImport,
    grid=Grid(
        columns=(
            "member",
            "event_type",
            "event_date",
            "amount_claimed",
            "plan",
            "filed_on",
            "diagnosis",
            "batch_no",
            "note",
        ),
        above=("plan",),
        pick="member",
        among=ACTIVE,
    ),
    moves=CLAIM_MOVES,
    papers="证明材料（诊断证明、出院小结、结算单等）",
    starts_today=("filed_on",),
    icon="bandaid",
    ordering=("-filed_on", "-pk"),
    rank=60,
    hint="住院、重疾等互助申请在这里登记、初审、上报和赔付；往年已赔付的可以补录。",
    follow_up=actions.follow_claim,
    part_of=(
        PartOf(
            parent=Member,
            label="互助赔付",
            filter="member",
            date="filed_on",
            amount="amount_paid",
            is_received=True,
            quick=(("登记互助申请", ""),),
            paths=("pk", "plan__name", "filed_on", "amount_paid", "status"),
        ),
        PartOf(
            parent=models.MutualAidPlan,
            label="赔付",
            filter="plan",
            paths=(
                "pk",
                "filed_on",
                "member__name",
                "label",
                "event_type",
                "amount_paid",
                "status",
            ),
        ),
    ),
    bulk_fields=("event_type", "event_date", "filed_on", "batch_no", "note"),
)
