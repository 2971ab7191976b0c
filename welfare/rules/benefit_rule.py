"""What a standard (慰问标准) may say, decided on what is handed in."""

from union.errors import RuleViolation
from welfare.choices import BenefitForm, Occasion, RuleScope

#: Occasions that concern the member, never a relative.
SELF_ONLY = {
    Occasion.BIRTH,
    Occasion.MARRIAGE,
    Occasion.DEATH,
    Occasion.RETIREE,
    Occasion.FRONTLINE,
    Occasion.BIRTHDAY,
    Occasion.FESTIVAL,
    Occasion.LEAVING,
    Occasion.MODEL_WORKER,
}

#: 总工办发〔2017〕32号: goods or coupons only, whatever a local standard says.
NEVER_CASH = {Occasion.FESTIVAL, Occasion.BIRTHDAY, Occasion.LEAVING}


def yuan(amount):
    return f"{amount:,.2f} 元"


def check_benefit_rule(rule, others):
    """``others`` are (since, until, document) of the same occasion and scope."""
    occasion = Occasion(rule.occasion)
    if rule.until and rule.until < rule.since:
        raise RuleViolation({"until": "截止日期不能早于起始日期"})
    check_scope(rule, occasion)
    check_limits(rule)
    if occasion in NEVER_CASH and rule.form in {BenefitForm.CASH, BenefitForm.EITHER}:
        raise RuleViolation(
            {
                "form": f"“{occasion.label}”不能发现金，请选慰问品或实物提货券"
                "（总工办发〔2017〕32号）"
            }
        )
    for since, until, document in others:
        if overlap(rule.since, rule.until, since, until):
            end = f"{until} 止" if until else "尚未截止"
            raise RuleViolation(
                {
                    "since": f"与“{document}”（{since} 起，{end}）的标准在时间上重叠，"
                    "请先给旧标准填写截止日期，再登记新标准"
                }
            )


def check_scope(rule, occasion):
    if rule.scope == RuleScope.RELATIVE and occasion in SELF_ONLY:
        raise RuleViolation({"scope": f"“{occasion.label}”只慰问会员本人，请选“本人”"})
    if rule.scope == RuleScope.SELF and occasion == Occasion.BEREAVEMENT:
        raise RuleViolation({"scope": "“丧事”指亲属去世，请选“直系亲属”"})


def check_limits(rule):
    case, year = rule.limit_per_case, rule.limit_per_year
    if case is None and year is None and not rule.cases_per_year:
        raise RuleViolation(
            {"limit_per_case": "请至少填写一项限额：每次限额、每年限额或每年次数"}
        )
    if case is not None and year is not None and year < case:
        raise RuleViolation({"limit_per_year": "每年限额不能小于每次限额，请核对"})


def overlap(since, until, other_since, other_until):
    """Whether two spans of days meet; an end of None is open, both ends included."""
    ends_before = until is not None and until < other_since
    starts_after = other_until is not None and other_until < since
    return not (ends_before or starts_after)
