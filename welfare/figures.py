from dataclasses import replace

from django.db.models import Avg, Count, Q, Sum
from django.db.models.functions import Coalesce

from union.figures import Figure, Ratio
from union.periods import during

from .choices import (
    ClaimStatus,
    EnrolmentKind,
    Festival,
    Occasion,
    PlanKind,
    Relation,
    ServiceStatus,
)

CONSOLATION, MUTUAL_AID = "慰问", "互助保障"
ILLNESS = [Occasion.SICK, Occasion.HOSPITAL]
FAREWELL = [Occasion.DEATH, Occasion.BEREAVEMENT]
RELATIVES = [Relation.SPOUSE, Relation.PARENT, Relation.CHILD]
SUBMITTED = [status for status in ClaimStatus if status != ClaimStatus.DRAFT]
#: By which day claims are counted, and what the 口径 calls it.
CLAIM_DAYS = {"paid_on": "赔付日期", "filed_on": "申报日期"}


def persons(field):
    """Distinct members, and those who are counted but not named."""
    unnamed = Sum("headcount", filter=Q(**{f"{field}__isnull": True}))
    return Count(field, distinct=True) + Coalesce(unnamed, 0)


def _consoled(key, label, definition, *, measure=None, unit="人次", **where):
    """Consolations of the period; 人次 unless something else is measured."""
    visits = measure is None
    return Figure(
        key=key,
        label=label,
        unit=unit,
        section=CONSOLATION,
        definition=f"统计期内（按慰问日期）{definition}",
        rows="welfare:consolation_list",
        when=during("date"),
        where=where,
        measure=Sum("headcount") if visits else measure,
        qualifier="headcount_qualifier" if visits else "",
    )


def _spent(key, label, definition, **where):
    figure = _consoled(
        key, label, definition, measure=Sum("amount"), unit="元", **where
    )
    return replace(figure, places=2, qualifier="amount_qualifier")


TOTAL_VISITS = _consoled("consol_total_visits", "慰问总人次", "全部慰问的人次")

CONSOLATION_FIGURES = [
    TOTAL_VISITS,
    _spent("consol_total_amount", "慰问总金额", "全部慰问的慰问金与慰问品价值合计"),
    _consoled(
        "consol_sick_persons",
        "慰问患病职工人数",
        "因本人患病、住院受慰问的人数，同一会员只计一次，集体登记的按人数计",
        measure=persons("beneficiary"),
        unit="人",
        occasion=ILLNESS,
        relation=Relation.SELF,
    ),
    _consoled(
        "consol_sick_visits",
        "探望患病职工及家属人次",
        "事由为患病、住院的慰问人次，含家属",
        occasion=ILLNESS,
    ),
    _consoled(
        "consol_sick_times",
        "探望患病职工及家属次数",
        "事由为患病、住院的慰问登记次数，含家属",
        measure=Count("pk"),
        unit="次",
        occasion=ILLNESS,
    ),
    _consoled(
        "consol_sick_family_visits",
        "其中患病家属慰问人次",
        "事由为患病、住院且慰问家属的人次",
        occasion=ILLNESS,
        relation=RELATIVES,
    ),
    _spent(
        "consol_sick_amount",
        "患病慰问金额",
        "事由为患病、住院的慰问金与慰问品价值合计",
        occasion=ILLNESS,
    ),
    _consoled(
        "consol_death_visits",
        "去世慰问人次",
        "职工去世和丧事（亲属去世）的慰问人次",
        occasion=FAREWELL,
    ),
    _consoled(
        "consol_death_visits_self",
        "其中职工去世慰问人次",
        "职工本人去世的慰问人次",
        occasion=Occasion.DEATH,
    ),
    _consoled(
        "consol_death_visits_family",
        "其中亲属去世慰问人次",
        "丧事（亲属去世）的慰问人次",
        occasion=Occasion.BEREAVEMENT,
    ),
    _spent(
        "consol_death_amount",
        "去世慰问金额",
        "职工去世和丧事（亲属去世）的慰问金与慰问品（含花篮）合计",
        occasion=FAREWELL,
    ),
    _consoled(
        "consol_hardship_households",
        "慰问困难职工户数",
        "事由为困难的慰问户数合计",
        measure=Sum("household_count"),
        unit="户",
        occasion=Occasion.HARDSHIP,
    ),
    _spent(
        "consol_hardship_amount",
        "慰问困难职工金额",
        "事由为困难的慰问金与慰问品价值合计",
        occasion=Occasion.HARDSHIP,
    ),
    _consoled(
        "consol_spring_visits",
        "春节走访慰问人次",
        "节日为春节、除夕，事由为困难、离退休的慰问人次",
        festival=[Festival.SPRING, Festival.NEW_YEARS_EVE],
        occasion=[Occasion.HARDSHIP, Occasion.RETIREE],
    ),
    _spent(
        "consol_spring_amount",
        "春节走访慰问金额",
        "节日为春节、除夕，事由为困难、离退休的慰问金与慰问品价值合计",
        festival=[Festival.SPRING, Festival.NEW_YEARS_EVE],
        occasion=[Occasion.HARDSHIP, Occasion.RETIREE],
    ),
    _consoled(
        "consol_retiree_times",
        "慰问离退休人员次数",
        "事由为离退休的慰问登记次数",
        measure=Count("pk"),
        unit="次",
        occasion=Occasion.RETIREE,
    ),
    _spent(
        "consol_retiree_amount",
        "离退休慰问金额",
        "事由为离退休的慰问金与慰问品价值合计",
        occasion=Occasion.RETIREE,
    ),
    replace(
        _spent(
            "consol_retiree_per_head",
            "离退休慰问标准",
            "离退休慰问登记的人均标准，多次的取平均",
            occasion=Occasion.RETIREE,
        ),
        unit="元/人",
        measure=Avg("per_head"),
    ),
    _consoled(
        "consol_frontline_visits",
        "节日一线值班慰问人次",
        "事由为一线值班的慰问人次",
        occasion=Occasion.FRONTLINE,
    ),
    *replace(TOTAL_VISITS, key="consol_by_occasion").split(
        "occasion", Occasion, label="慰问：{choice}"
    ),
]


def _enrolled(key, label, definition, **where):
    return Figure(
        key=key,
        label=label,
        unit="人",
        section=MUTUAL_AID,
        definition=f"保障期与统计期有重合的{definition}；同一会员只计一次，集体登记的按人数计",
        rows="welfare:mutualaidenrolment_list",
        when=during("cover"),
        where=where,
        measure=persons("member"),
        qualifier="headcount_qualifier",
    )


def _claimed(key, label, unit, definition, *, when="paid_on", **options):
    """Claims of the period by the day on which they were paid, or filed."""
    return Figure(
        key=key,
        label=label,
        unit=unit,
        section=MUTUAL_AID,
        definition=f"统计期内（按{CLAIM_DAYS[when]}）{definition}",
        rows="welfare:mutualaidclaim_list",
        when=during(when),
        **options,
    )


CLAIM_PERSON_TIMES = _claimed(
    "mutual_claim_person_times",
    "医疗互助赔付人次",
    "人次",
    "综合互助计划已赔付的人次",
    measure=Sum("person_times"),
    where={"plan_kind": PlanKind.GENERAL},
    qualifier="headcount_qualifier",
)

MUTUAL_AID_FIGURES = [
    _enrolled(
        "mutual_enrolled",
        "职工医疗互助参保人数",
        "综合互助计划参保人数",
        plan_kind=PlanKind.GENERAL,
    ),
    Ratio(
        key="mutual_enrol_rate",
        label="互助参保率",
        section=MUTUAL_AID,
        definition="职工医疗互助参保人数÷会员总数",
        part="mutual_enrolled",
        whole="members_total",
    ),
    CLAIM_PERSON_TIMES,
    *replace(CLAIM_PERSON_TIMES, key="mutual_claim_by_status").split(
        "member_status", ServiceStatus, label="医疗互助赔付：{choice}"
    ),
    _claimed(
        "mutual_claim_amount",
        "医疗互助赔付金额",
        "元",
        "综合互助计划的赔付金额合计",
        measure=Sum("amount_paid"),
        where={"plan_kind": PlanKind.GENERAL},
        places=2,
    ),
    _claimed(
        "critical_claim_persons",
        "重疾办理人数",
        "人",
        "已提交的重疾计划申请人数，同一会员只计一次，集体登记的按人数计",
        when="filed_on",
        measure=persons("member"),
        where={"plan_kind": PlanKind.CRITICAL, "status": SUBMITTED},
        qualifier="headcount_qualifier",
    ),
    _claimed(
        "claim_turnaround_days",
        "互助赔付平均办结天数",
        "天",
        "各笔赔付从申报到赔付的天数的平均",
        measure=Avg("days_taken"),
        places=1,
    ),
    _enrolled(
        "women_insured",
        "女职工专项保险参保人数",
        "女职工计划参保人数",
        plan_kind=PlanKind.WOMEN,
    ),
    _enrolled(
        "women_insured_renewed",
        "其中女职工专项保险续保人数",
        "女职工计划续保人数",
        plan_kind=PlanKind.WOMEN,
        kind=EnrolmentKind.RENEWED,
    ),
    _enrolled(
        "women_insured_new",
        "其中女职工专项保险新参保人数",
        "女职工计划新参保人数",
        plan_kind=PlanKind.WOMEN,
        kind=EnrolmentKind.NEW,
    ),
]

FIGURES = [*CONSOLATION_FIGURES, *MUTUAL_AID_FIGURES]
