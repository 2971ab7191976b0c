"""The rules of cultural and sports events, without the database."""

from fractions import Fraction

from union.errors import RuleViolation

from .choices import ActivityStatus, Category, EntrantKind, HostLevel

#: 总工办发〔2017〕32号: outings end on the day they begin.
SPENDING_RULES = "《基层工会经费收支管理办法》（总工办发〔2017〕32号）"

#: Which state may follow which; a slip can be taken back.
MOVES = {
    ActivityStatus.PLANNED: {ActivityStatus.HELD, ActivityStatus.CANCELLED},
    ActivityStatus.HELD: {ActivityStatus.PLANNED},
    ActivityStatus.CANCELLED: {ActivityStatus.PLANNED},
}

#: (number, its qualifier) of an activity, with the word for messages.
QUALIFIED = (
    ("headcount", "headcount_qualifier", "人数"),
    ("person_times", "person_times_qualifier", "人次"),
    ("works_count", "works_qualifier", "作品数"),
    ("times_per_period", "times_qualifier", "次数"),
)

#: The largest 届次 and 名次.
LARGEST = 999

#: Awards that stand for the first place.
FIRST_AWARDS = {"一等奖", "特等奖", "金奖", "冠军", "第一名"}


def check_activity(activity, *, today):
    """What an activity's own fields must fulfil."""
    if activity.status == ActivityStatus.HELD and activity.date > today:
        raise RuleViolation(
            {"date": "日期还没有到，不能登记为已举办；请把状态留空或选“计划”"}
        )
    check_number(activity, "series_no", "届次")
    check_same_day(activity)
    check_qualifiers(activity)
    check_counts(activity)


def check_number(record, name, label):
    """第三届, 第十二名: texts write it in characters, and no text could write more."""
    if (getattr(record, name) or 0) > LARGEST:
        raise RuleViolation({name: f"{label}最大为 {LARGEST}，请核对"})


def check_same_day(activity):
    """An outing returns the same day; one in batches may go on several days."""
    if activity.category != Category.OUTING:
        return
    in_batches = activity.recurrence or (activity.session_count or 1) > 1
    if runs_over(activity) and not in_batches:
        raise RuleViolation(
            {
                "date_to": f"外出活动须当日往返，不能跨日（{SPENDING_RULES}）；"
                "分批组织的，请填写场次（批次）数"
            }
        )


def check_session(session):
    """A batch of an outing, too, is back on the day it leaves."""
    if session.date_to and session.date and session.date_to < session.date:
        raise RuleViolation({"date_to": "结束日期不能早于开始日期"})
    if session.activity.category == Category.OUTING and runs_over(session):
        raise RuleViolation(
            {"date_to": f"外出活动的每一批都须当日往返，不能跨日（{SPENDING_RULES}）"}
        )


def runs_over(dated):
    """Whether it ends on a later day than it begins."""
    return dated.date_to is not None and dated.date_to != dated.date


def check_qualifiers(activity):
    for number, qualifier, label in QUALIFIED:
        if getattr(activity, qualifier) and getattr(activity, number) is None:
            raise RuleViolation({number: f"选了约数，请同时填写{label}"})
    if (activity.times_per_period is None) != (not activity.period):
        missing = "period" if not activity.period else "times_per_period"
        raise RuleViolation({missing: "经常性活动请同时填写周期和每期次数"})


def check_counts(activity):
    """One person comes once or more often, never less."""
    persons, times = activity.headcount, activity.person_times
    exact = not (activity.headcount_qualifier or activity.person_times_qualifier)
    if exact and persons is not None and times is not None and times < persons:
        raise RuleViolation({"person_times": f"人次不应少于人数（{persons}）"})


def check_part(activity, ancestors, parent_years):
    """``ancestors`` are the keys of what it belongs to, nearest first;
    ``parent_years`` are the first and last year of its series."""
    if activity.key in ancestors:
        raise RuleViolation({"parent": "活动不能属于它自己，也不能互相归属"})
    first, last = parent_years
    if not first <= activity.date.year <= last:
        raise RuleViolation(
            {"parent": f"子活动应与所属系列在同一年度（{first}年），请核对日期"}
        )


def check_winners(winners, participants, rule):
    """``rule`` is the strictest PrizeRule in force that day, or None. Unknown numbers
    of participants cannot be checked."""
    if rule is None or not winners or participants is None:
        return
    allowed = int(participants * Fraction(rule.numerator, rule.denominator))
    if winners > allowed:
        raise RuleViolation(
            f"获奖 {winners} 人，超过参加人数 {participants} 人的"
            f" {rule.numerator}/{rule.denominator}"
            f"（最多 {allowed} 人，{rule.document}）"
        )


def strictest(rules):
    """The rule that allows the fewest winners, or None."""
    return min(
        rules,
        key=lambda rule: Fraction(rule.numerator, rule.denominator),
        default=None,
    )


def check_prize_rule(rule):
    if rule.numerator and rule.denominator and rule.numerator > rule.denominator:
        raise RuleViolation({"numerator": "获奖比例不能超过 1"})
    if rule.until and rule.since and rule.until < rule.since:
        raise RuleViolation({"until": "失效日期不能早于生效日期"})


def check_result(result, *, today):
    """What a result's own fields must fulfil."""
    check_number(result, "place", "名次")
    if result.activity.date > today:
        raise RuleViolation(
            {"activity": f"活动 {result.activity.date} 才举办，还没有成绩，请核对活动"}
        )
    if not result.entrant_kind:
        raise RuleViolation(
            {"entrant_kind": "请选择类别：团体或个人（填写了会员或姓名的，可以留空）"}
        )
    if not (result.place or result.award):
        raise RuleViolation({"place": "请填写名次或奖项，至少一项"})
    if result.entrant_kind == EntrantKind.INDIVIDUAL:
        _check_individual(result)
    elif result.member_id or result.person:
        raise RuleViolation({"entrant_kind": "填写了个人姓名，类别请选“个人”"})
    elif result.activity.host_level == HostLevel.OWN and not (
        result.team or result.department_id
    ):
        raise RuleViolation({"team": "请填写参赛队或科室"})


def _check_individual(result):
    if not (result.member_id or result.person):
        raise RuleViolation({"member": "个人成绩请选择会员；不在册的请填写姓名"})
    if (result.winners or 1) > 1:
        raise RuleViolation({"winners": "个人成绩的获奖人数只能是 1"})


def check_prize_amount(result, limits):
    """``limits`` are the rules in force that cap one person's prize."""
    if result.entrant_kind != EntrantKind.INDIVIDUAL or result.prize_amount is None:
        return
    for rule in limits:
        if result.prize_amount > rule.individual_limit:
            raise RuleViolation(
                {
                    "prize_amount": f"超过个人奖品上限 {rule.individual_limit} 元"
                    f"（{rule.region}，{rule.document}）"
                }
            )
