"""Mutual-aid plans of each year, with who is covered by them and what they paid."""

import datetime as dt
from decimal import Decimal

from members.choices import MemberStatus, Sex
from members.models import Member
from members.rules import whole_years
from welfare.choices import ClaimEvent, ClaimStatus, EnrolmentKind, Payer, PlanKind
from welfare.histories import Histories
from welfare.models import MutualAidClaim, MutualAidEnrolment, MutualAidPlan
from welfare.rules.membership import service_status

#: Of a year and plan, in the proportions of a hospital of this size.
CLAIMS, WOMENS_CLAIMS, CRITICAL_CLAIMS = 290, 2, 3
DIAGNOSES = {
    PlanKind.GENERAL: ("肺炎", "胆囊结石", "腰椎间盘突出", "甲状腺结节", "骨折"),
    PlanKind.WOMEN: ("乳腺恶性肿瘤", "宫颈恶性肿瘤", "卵巢恶性肿瘤"),
    PlanKind.CRITICAL: ("急性心肌梗死", "脑出血", "肺恶性肿瘤", "慢性肾衰竭"),
}


def make(context):
    people = Member.objects.filter(
        status__in=[MemberStatus.ACTIVE, MemberStatus.RETIRED]
    )
    people = list(people.order_by("pk"))
    histories = Histories([member.pk for member in people])
    covered = set()
    for year in context.years:
        general, women, critical = _plans(context, year)
        present = [m for m in people if m.joined_on < general.period_from]
        females = [m for m in present if m.sex == Sex.FEMALE and _is_fit(m, women)]
        some = context.rng.sample(present, len(present) // 2)
        for plan, members in ((general, present), (women, females), (critical, some)):
            _enrol(context, plan, members, covered)
        claims = _claims(context, general, present, CLAIMS * context.scale)
        claims += _claims(context, women, females, WOMENS_CLAIMS * context.scale)
        claims += _claims(context, critical, some, CRITICAL_CLAIMS * context.scale)
        for claim in claims:
            status = histories.status_on(claim.member_id, claim.filed_on)
            claim.member_status = service_status(status)
        context.save(MutualAidClaim, claims)


def _plans(context, year):
    term = {"period_from": dt.date(year, 1, 1), "period_to": dt.date(year, 12, 31)}
    return context.save(
        MutualAidPlan,
        [
            MutualAidPlan(
                name=f"职工综合互助医疗（{year}年度）",
                kind=PlanKind.GENERAL,
                provider="市职工互助保障中心",
                premium=60,
                max_payout=20000,
                claim_deadline_days=180,
                eligibility="在职和退休会员均可参加",
                **term,
            ),
            MutualAidPlan(
                name=f"女职工安康互助（{year}年度）",
                kind=PlanKind.WOMEN,
                provider="市职工互助保障中心",
                premium=36,
                max_payout=10000,
                claim_deadline_days=365,
                sex=Sex.FEMALE,
                age_min=16,
                age_max=60,
                **term,
            ),
            MutualAidPlan(
                name=f"重大疾病互助（{year}年度）",
                kind=PlanKind.CRITICAL,
                provider="市职工互助保障中心",
                premium=66,
                max_payout=10000,
                claim_deadline_days=365,
                **term,
            ),
        ],
    )


def _is_fit(member, plan):
    age = whole_years(member.birth_date, plan.period_from)
    return plan.age_min <= age <= plan.age_max


def _enrol(context, plan, members, covered):
    """``covered`` collects (kind of plan, member): who had it before renews it."""
    enrolments = []
    for member in members:
        before = (plan.kind, member.pk) in covered
        covered.add((plan.kind, member.pk))
        enrolments.append(
            MutualAidEnrolment(
                plan=plan,
                member=member,
                kind=EnrolmentKind.RENEWED if before else EnrolmentKind.NEW,
                payer=Payer.UNION,
            )
        )
    context.save(MutualAidEnrolment, enrolments, on=plan.period_from)


def _day_after(rng, first):
    return first + dt.timedelta(days=rng.randrange(365))


EVENTS = {
    PlanKind.GENERAL: (ClaimEvent.HOSPITAL, (150, 1300)),
    PlanKind.WOMEN: (ClaimEvent.WOMEN, (5000, 10000)),
    PlanKind.CRITICAL: (ClaimEvent.CRITICAL, (5000, 10000)),
}


def _claims(context, plan, members, number):
    """Filed some weeks after the event, paid some weeks after that, as far as the day
    of the demo allows."""
    rng, claims = context.rng, []
    event, (least, most) = EVENTS[plan.kind]
    ill = rng.choices if plan.kind == PlanKind.GENERAL else rng.sample
    for member in ill(members, k=number):
        happened = _day_after(rng, plan.period_from)
        filed = context.workday(happened + dt.timedelta(days=rng.randrange(5, 60)))
        paid = context.workday(filed + dt.timedelta(days=rng.randrange(15, 45)))
        if not context.is_past(filed):
            continue
        amount = Decimal(rng.randrange(least * 100, most * 100)) / 100
        claim = MutualAidClaim(
            plan=plan,
            member=member,
            event_type=event,
            event_date=happened,
            filed_on=filed,
            diagnosis=rng.choice(DIAGNOSES[plan.kind]),
            amount_claimed=amount + rng.randrange(100),
        )
        _progress(context, claim, paid, amount)
        claims.append(claim)
    return claims


UNDER_WAY = (
    ClaimStatus.DRAFT,
    ClaimStatus.SUBMITTED,
    ClaimStatus.SUPPLEMENT,
    ClaimStatus.UNIT_CHECKED,
    ClaimStatus.REPORTED_UP,
    ClaimStatus.APPROVED,
)


def _progress(context, claim, paid, amount):
    """Set how far the claim has come by the day of the demo."""
    if not context.is_past(paid):
        passed = (context.today - claim.filed_on) / (paid - claim.filed_on)
        claim.status = UNDER_WAY[int(passed * len(UNDER_WAY))]
    elif context.rng.random() < 0.01:
        claim.status = ClaimStatus.REFUSED
        claim.decision_note = "不在本计划的保障范围内"
    else:
        claim.status = (
            ClaimStatus.CLOSED if paid.year < context.today.year else (ClaimStatus.PAID)
        )
        claim.amount_paid, claim.paid_on = amount, paid
    if claim.status == ClaimStatus.SUPPLEMENT:
        claim.decision_note = "缺出院小结，请补传"
    if claim.status != ClaimStatus.DRAFT:
        claim.submitted_by = context.users["staff"]
        claim.batch_no = f"{claim.filed_on:%Y-%m}"
