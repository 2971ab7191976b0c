"""Who may join a mutual-aid plan (互助保障) and what a claim may be paid."""

import datetime as dt

from members.choices import MemberStatus, Sex
from members.rules import whole_years
from union.errors import RuleViolation
from welfare.choices import ClaimStatus

from .benefit_rule import overlap, yuan
from .membership import LEFT, service_status

#: Days before its deadline from which a claim is urgent.
NEAR_DEADLINE = dt.timedelta(days=30)
#: Days before its end from which a plan is to be renewed.
NEAR_EXPIRY = dt.timedelta(days=60)

S = ClaimStatus
MOVES = {
    S.DRAFT: {S.SUBMITTED},
    S.SUBMITTED: {S.UNIT_CHECKED, S.SUPPLEMENT},
    S.SUPPLEMENT: {S.SUBMITTED},
    S.UNIT_CHECKED: {S.REPORTED_UP, S.SUPPLEMENT},
    S.REPORTED_UP: {S.APPROVED, S.REFUSED, S.SUPPLEMENT},
    S.APPROVED: {S.PAID, S.SUPPLEMENT},
    S.REFUSED: {S.CLOSED},
    S.PAID: {S.CLOSED},
    S.CLOSED: set(),
}
#: In which the applicant's own data may still be corrected.
EDITABLE = {S.DRAFT, S.SUPPLEMENT}
#: In which the amount is decided on.
SETTLED = {S.REFUSED, S.PAID, S.CLOSED}
#: Before the claim has left the hospital: its deadline still runs.
NOT_YET_REPORTED = (S.DRAFT, S.SUBMITTED, S.SUPPLEMENT, S.UNIT_CHECKED)


def check_person_or_group(record):
    """One member, or many in words with their number."""
    named, label = record.member_id, record.label
    if not (named or label):
        raise RuleViolation(
            {"member": "请填写会员的工号或姓名；集体登记请填写“对象说明”"}
        )
    if named and label:
        raise RuleViolation({"label": "已填写会员，“对象说明”请留空（集体登记才填）"})
    if not record.headcount:
        raise RuleViolation({"headcount": "人数至少为 1"})
    if named and record.headcount != 1:
        raise RuleViolation(
            {"headcount": "指定了会员时人数应为 1；多人请改填“对象说明”"}
        )


def check_plan(plan):
    if plan.period_to < plan.period_from:
        raise RuleViolation({"period_to": "保障期截止日期不能早于起始日期"})
    low, high = plan.age_min, plan.age_max
    if low is not None and high is not None and high < low:
        raise RuleViolation({"age_max": "最高年龄不能小于最低年龄"})


def check_enrolment(enrolment, *, plan, member, others, status):
    """``others``: (period_from, period_to) of the member's other covers of the plan."""
    start, end = enrolment.period_from, enrolment.period_to
    if end < start:
        raise RuleViolation({"period_to": "保障期截止日期不能早于起始日期"})
    check_person_or_group(enrolment)
    if member is None:
        return
    if status is None or status in LEFT or status == MemberStatus.DECEASED:
        raise RuleViolation(
            {
                "member": f"该会员在保障期起 {start} 不在会，不能参保：后来入会的请把"
                "“保障期起”改为入会后的日期，否则请核对会籍变动"
            }
        )
    check_eligible(plan, member, start)
    for other_start, other_end in others:
        if overlap(start, end, other_start, other_end):
            raise RuleViolation(
                {
                    "member": f"该会员已参加“{plan}”（{other_start} 至 {other_end}），"
                    "同一计划的保障期不能重叠"
                }
            )


def check_eligible(plan, member, start):
    """The plan's sex and age; an unknown date of birth cannot be checked."""
    if plan.sex and member.sex != plan.sex:
        raise RuleViolation({"member": f"“{plan}”只限{Sex(plan.sex).label}职工参加"})
    if member.birth_date is None:
        return
    age = whole_years(member.birth_date, start)
    too_young = plan.age_min is not None and age < plan.age_min
    too_old = plan.age_max is not None and age > plan.age_max
    if too_young or too_old:
        low = "不限" if plan.age_min is None else plan.age_min
        high = "不限" if plan.age_max is None else plan.age_max
        raise RuleViolation(
            {
                "member": f"该会员在 {start} 为 {age} 周岁，不符合“{plan}”的年龄条件"
                f"（{low} 至 {high} 周岁）"
            }
        )


def check_claim(claim, *, plan, status, stored, today):
    """``status`` is the member's on the day of filing; ``stored`` what the database
    holds of this claim: (its state, {field name: value}), or None for a new one."""
    check_person_or_group(claim)
    if claim.member_id and claim.person_times != 1:
        raise RuleViolation({"person_times": "指定了会员时人次应为 1"})
    if claim.person_times < claim.headcount:
        raise RuleViolation({"person_times": "人次不能少于人数，请核对"})
    if claim.filed_on > today:
        raise RuleViolation(
            {"filed_on": f"申报日期不能晚于今天（{today}），请核对年份和月份"}
        )
    if claim.event_date > claim.filed_on:
        raise RuleViolation({"event_date": "事件日期不能晚于申报日期，请核对"})
    check_service_status(claim, status)
    if stored is not None:
        check_unlocked(claim, *stored)
    elif claim.amount_paid is not None or claim.paid_on is not None:
        check_settled_before(claim, today)
        check_payment(plan, claim, claim.amount_paid, claim.paid_on, today=today)
        check_settled_amount(claim)


def check_fits(claim, *, plan, member, is_covered, stored):
    """Who is not in the plan on the day of the event gets nothing from it. What was
    paid in earlier years was decided on then, perhaps by a list not on record here."""
    if member is None or (stored is not None and stored[0] not in EDITABLE):
        return
    if plan.sex and member.sex != plan.sex:
        only, own = Sex(plan.sex).label, Sex(member.sex).label
        raise RuleViolation(
            {
                "member": f"“{plan}”只限{only}职工，“{member}”登记的性别是{own}，"
                "请核对计划和会员"
            }
        )
    was_paid = claim.amount_paid is not None or claim.paid_on is not None
    if not (is_covered or was_paid or claim.is_migrated):
        raise RuleViolation({"member": not_covered(claim, plan, member)})


def not_covered(claim, plan, member):
    return (
        f"“{member}”在 {claim.event_date} 没有参加“{plan}”的记录，"
        "请核对计划和事件日期；已参保的请先登记参保"
    )


def check_service_status(claim, status):
    """在职 or 退休 follows from the membership of a named person."""
    if not claim.member_id:
        if not claim.member_status:
            raise RuleViolation({"member_status": "集体登记请选择人员状态：在职或退休"})
        return
    if status is None:
        raise RuleViolation(
            {"member": f"该会员在 {claim.filed_on} 尚未入会，请核对申报日期"}
        )
    expected = service_status(status)
    if claim.member_status and claim.member_status != expected:
        raise RuleViolation(
            {
                "member_status": f"按会籍变动，该会员在 {claim.filed_on} 为"
                f"“{expected.label}”，请改正或留空"
            }
        )


def why_locked(state):
    """Why what the applicant states cannot be changed in this state; empty where it
    can."""
    if state in EDITABLE:
        return ""
    way = ""
    if S.SUPPLEMENT in MOVES[state]:
        way = "；确需更正，请先办理“要求补正”"
    return f"该申请“{ClaimStatus(state).label}”，申请内容已不能修改{way}"


def check_unlocked(claim, state, values):
    """What was submitted stays as it was checked."""
    why = why_locked(state)
    for name, value in values.items():
        if why and getattr(claim, name) != value:
            raise RuleViolation({name.removesuffix("_id"): why})


def check_settled_before(claim, today):
    """A claim that is entered after it was paid (补录) is one of an earlier year and
    names its approval: this year's are decided on here, by another person than the one
    who enters them (四眼原则)."""
    for name, text in (("amount_paid", "赔付金额"), ("paid_on", "赔付日期")):
        if getattr(claim, name) is None:
            raise RuleViolation({name: f"补录已赔付的申请，请一并填写{text}"})
    if claim.paid_on.year >= today.year and not claim.is_migrated:
        raise RuleViolation(
            {
                "paid_on": "补录只用于往年赔付的申请；本年的申请请提交后由其他人员"
                "初审、主席审定，再登记赔付"
            }
        )
    if not claim.batch_no:
        raise RuleViolation(
            {"batch_no": "补录已赔付的申请，请填写上级批复的文号或批次号"}
        )


def check_payment(plan, claim, amount, paid_on, *, today):
    """The cap is for each 人次."""
    if paid_on > today:
        raise RuleViolation(
            {"paid_on": f"赔付日期不能晚于今天（{today}）：到账后再登记"}
        )
    if paid_on < claim.filed_on:
        raise RuleViolation(
            {"paid_on": f"赔付日期不能早于申报日期（{claim.filed_on}）"}
        )
    cap = plan.max_payout
    if cap is not None and amount > cap * claim.person_times:
        times = f" × {claim.person_times} 人次" if claim.person_times > 1 else ""
        raise RuleViolation(
            {
                "amount_paid": f"赔付金额 {yuan(amount)}超过“{plan}”的最高赔付 "
                f"{yuan(cap)}{times}，请核对"
            }
        )


def check_stated_amount(claim):
    """What is handed in says how much: it is checked and decided on by that."""
    if not claim.amount_claimed:
        raise RuleViolation(
            "还没有填写申请金额：初审和审定都以它为准，请先点“修改”，"
            "按材料填写申请金额，再提交"
        )


def check_approved_amount(claim, amount):
    """The chair approved the amount that was claimed: who enters the payment can stay
    below it, as the office that runs the plan has counted, but not go beyond."""
    approved = claim.amount_claimed
    way = "请先点“要求补正”，由登记人把申请金额改正后重新提交、初审、上报和审定"
    if approved is None:
        raise RuleViolation(f"这份申请没有填写申请金额，主席没有审定过金额：{way}")
    if amount > approved:
        raise RuleViolation(
            {
                "amount_paid": f"赔付金额 {yuan(amount)}大于主席审定的申请金额 "
                f"{yuan(approved)}：填错了的请改正；确实多赔的，{way}"
            }
        )


def check_settled_amount(claim):
    """What was paid in an earlier year was approved elsewhere: it is no more than what
    was claimed, where that is known."""
    paid, claimed = claim.amount_paid, claim.amount_claimed
    if claimed is not None and paid > claimed:
        raise RuleViolation(
            {
                "amount_paid": f"赔付金额 {yuan(paid)}大于申请金额 {yuan(claimed)}，"
                "请核对；当年的申请金额查不到的请留空"
            }
        )


def claimed_over(claim, plan):
    """The most that the plan pays for the claim in yuan if more is claimed, or None."""
    if plan.max_payout is None or claim.amount_claimed is None:
        return None
    most = plan.max_payout * claim.person_times
    return most if claim.amount_claimed > most else None


def warnings_of(claim, plan):
    """What does not keep a claim from being filed, but should be known at once."""
    if claim.status in SETTLED:
        return
    due_on, most = deadline_of(plan, claim.event_date), claimed_over(claim, plan)
    if due_on is not None and claim.filed_on > due_on:
        yield (
            f"申报日期已过申报截止日（{due_on}），可能不予受理，请尽快与承办单位联系。"
        )
    if most is not None:
        yield (
            f"申请金额 {yuan(claim.amount_claimed)}超过“{plan}”的最高赔付 "
            f"{yuan(most)}，最多按 {yuan(most)}赔付，请核对。"
        )


def deadline_of(plan, event_date):
    """The last day on which a claim may be handed in, or None."""
    if plan.claim_deadline_days is None:
        return None
    return event_date + dt.timedelta(days=plan.claim_deadline_days)


def days_between(filed_on, paid_on):
    """How long a claim took, in days; None while it is not paid."""
    return None if paid_on is None else (paid_on - filed_on).days
