"""What may be given to whom (慰问), decided on what is handed in."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from members.choices import MemberStatus
from union.errors import InTheWay, Misplaced, RuleViolation
from welfare.choices import BenefitForm, Festival, Occasion, Relation, RuleScope

from .benefit_rule import SELF_ONLY, yuan
from .membership import LEFT

#: 总工办发〔2017〕32号, 全国年节及纪念日放假办法: the feasts with a day off for all.
STATUTORY_FESTIVALS = {
    Festival.NEW_YEAR,
    Festival.NEW_YEARS_EVE,
    Festival.SPRING,
    Festival.QINGMING,
    Festival.LABOUR,
    Festival.DRAGON_BOAT,
    Festival.MID_AUTUMN,
    Festival.NATIONAL,
}


@dataclass(frozen=True)
class Given:
    """Another consolation of the same member in the same year."""

    pk: int | None
    date: dt.date
    occasion: str
    relation: str
    relative_name: str
    amount: Decimal
    #: The row of the same sheet, where it is not saved yet.
    sheet_row: int | None = None

    @property
    def text(self):
        return f"{self.date.month}月{self.date.day}日 {yuan(self.amount)}"


def total_of(consolation):
    """What it is worth in yuan: money and goods together."""
    return (consolation.cash_amount or 0) + (consolation.goods_value or 0)


def check_consolation(consolation, *, rule, given, status, today):
    """``rule`` is the standard in force, or None; ``given`` what the same member got on
    the same occasion in the year; ``status`` the member's on that day."""
    check_day(consolation, today)
    check_who(consolation)
    check_relation(consolation)
    check_festival(consolation)
    check_households(consolation)
    check_per_head(consolation)
    check_not_empty(consolation)
    if consolation.beneficiary_id:
        check_membership(consolation, status)
        check_not_twice(consolation, given)
    if total_of(consolation):
        check_standard(consolation, rule, given)


def check_day(consolation, today):
    """What is registered has been given; what is planned is no consolation yet."""
    for name, label in (("date", "日期"), ("date_to", "结束日期")):
        if (day := getattr(consolation, name)) and day > today:
            raise RuleViolation(
                {
                    name: f"{label} {day} 还没有到：慰问以后再登记，不能晚于今天"
                    f"（{today}），请核对年份和月份"
                }
            )


def check_who(consolation):
    """One member, or a group in words."""
    named, label = consolation.beneficiary_id, consolation.beneficiary_label
    if not (named or label):
        raise RuleViolation(
            {"beneficiary": "请填写慰问对象的工号或姓名；集体慰问请填写“对象说明”"}
        )
    if named and label:
        raise RuleViolation(
            {"beneficiary_label": "已填写慰问对象，“对象说明”请留空（集体慰问才填）"}
        )
    if not consolation.headcount:
        raise RuleViolation({"headcount": "人数至少为 1"})
    if named and consolation.headcount != 1:
        raise RuleViolation(
            {"headcount": "指定了会员时人数应为 1；慰问多人请改填“对象说明”"}
        )


def check_relation(consolation):
    occasion = Occasion(consolation.occasion)
    own = consolation.relation == Relation.SELF
    if own and consolation.relative_name:
        raise RuleViolation({"relation": "填写了亲属姓名，请选择亲属与会员的关系"})
    if own and occasion == Occasion.BEREAVEMENT:
        raise RuleViolation(
            {
                "relation": "“丧事”指亲属去世，请选择亲属与会员的关系；"
                "会员本人去世，事由请选“去世”"
            }
        )
    if not own and occasion in SELF_ONLY:
        raise RuleViolation(
            {"relation": f"“{occasion.label}”只慰问会员本人，关系请选“本人”"}
        )


def check_festival(consolation):
    if consolation.occasion != Occasion.FESTIVAL:
        return
    if consolation.festival not in STATUTORY_FESTIVALS:
        raise RuleViolation(
            {
                "festival": "节日慰问品只能在法定节日发放（元旦、春节、清明节、劳动节、"
                "端午节、中秋节、国庆节），请选择节日；其他节日的支出请登记为活动"
                "（总工办发〔2017〕32号）"
            }
        )


def check_households(consolation):
    households = consolation.household_count
    if households and households > consolation.headcount:
        raise RuleViolation(
            {"household_count": "户数不能超过人数：每户至少有一人，请核对"}
        )
    is_group = not consolation.beneficiary_id
    if consolation.occasion == Occasion.HARDSHIP and is_group and not households:
        raise RuleViolation({"household_count": "慰问困难职工，请填写慰问了多少户"})


def check_per_head(consolation):
    """What was given each adds up to the total, unless either is only about right."""
    total, per_head = total_of(consolation), consolation.per_head
    rough = consolation.headcount_qualifier or consolation.amount_qualifier
    if rough or not (total and per_head):
        return
    product = per_head * consolation.headcount
    if product != total:
        raise RuleViolation(
            {
                "per_head": f"人均 {yuan(per_head)} × {consolation.headcount} 人 = "
                f"{yuan(product)}，与慰问金和慰问品合计 {yuan(total)}不符，请核对"
            }
        )


def check_not_empty(consolation):
    """A row without money and goods is a visit that somebody paid; or the amount was
    forgotten."""
    if total_of(consolation) or consolation.goods or consolation.visitors:
        return
    raise RuleViolation(
        {
            "cash_amount": "没有慰问金也没有慰问品：请填写金额；"
            "只上门看望、没有发放的，请在“慰问人员”中写明谁去看望"
        }
    )


def check_membership(consolation, status):
    """Who was not in the union on that day has no claim on its money."""
    day = consolation.date
    if status is None:
        raise RuleViolation(
            {"beneficiary": f"该会员在 {day} 尚未入会，请核对日期或会籍变动"}
        )
    if status in LEFT:
        label = MemberStatus(status).label
        raise RuleViolation(
            {"beneficiary": f"该会员在 {day} 的会籍为“{label}”，不能慰问，请核对日期"}
        )
    own = consolation.relation == Relation.SELF
    is_farewell = consolation.occasion == Occasion.DEATH
    if status == MemberStatus.DECEASED and own and not is_farewell:
        raise RuleViolation(
            {"beneficiary": "该会员已去世，请核对；慰问其家属请选择亲属关系"}
        )


def check_not_twice(consolation, given):
    mine = (consolation.date, consolation.relation, consolation.relative_name)
    same = [g for g in given if (g.date, g.relation, g.relative_name) == mine]
    if same and same[0].sheet_row:
        text = f"与第 {same[0].sheet_row} 行重复，请删去其中一行"
        raise RuleViolation({"beneficiary": text})
    if same:
        label = Occasion(consolation.occasion).label
        text = (
            f"该会员 {consolation.date} 已登记过“{label}”慰问，"
            "请勿重复登记；如需更正，请修改原记录"
        )
        raise RuleViolation({"beneficiary": InTheWay(text, same[0].pk)})


def check_standard(consolation, rule, given):
    name = standard_name(consolation)
    if rule is None:
        raise RuleViolation(
            {
                "occasion": f"{consolation.date} 没有适用于{name}的慰问标准，"
                "不能登记金额。请先在“慰问标准”中登记标准及其文件号"
            }
        )
    check_form(consolation, rule)
    check_case(consolation, rule, name)
    if consolation.beneficiary_id:
        check_year(consolation, rule, [g for g in given if g.amount], name)


def standard_name(consolation):
    occasion = Occasion(consolation.occasion).label
    return f"“{occasion}（{RuleScope.of(consolation.relation).label}）”"


def check_form(consolation, rule):
    form, occasion = BenefitForm(rule.form), Occasion(consolation.occasion).label
    if form == BenefitForm.CASH and consolation.goods_value:
        raise RuleViolation(
            {"goods_value": f"“{occasion}”应发慰问金，不发慰问品（{rule.document}）"}
        )
    if form in {BenefitForm.GOODS, BenefitForm.COUPON} and consolation.cash_amount:
        raise Misplaced(
            "cash_amount",
            f"“{occasion}”只能发{form.label}，不能发现金（{rule.document}），"
            "请改填慰问品价值",
            to="goods_value",
        )


def check_case(consolation, rule, name):
    limit, heads = rule.limit_per_case, consolation.headcount
    total = total_of(consolation)
    if limit is None or total <= limit * heads:
        return
    given = f"人均 {yuan(total / heads)}" if heads > 1 else f" {yuan(total)}"
    raise too_much(
        consolation,
        f"{name}每人每次不超过 {yuan(limit)}（{rule.document}），本次{given}",
    )


def check_year(consolation, rule, given, name):
    """``given``: what else the member got for it in that year, money or goods."""
    year, before = consolation.date.year, sum(g.amount for g in given)
    so_far = f"{year}年已登记 {len(given)} 次、共 {yuan(before)}{listed(given)}"
    if rule.cases_per_year and len(given) >= rule.cases_per_year:
        raise RuleViolation(
            {
                "date": f"超过次数：{name}每人每年不超过 {rule.cases_per_year} 次"
                f"（{rule.document}），{so_far}"
            }
        )
    limit, total = rule.limit_per_year, total_of(consolation)
    if limit is not None and before + total > limit:
        left = max(limit - before, Decimal(0))
        raise too_much(
            consolation,
            f"{name}每人每年不超过 {yuan(limit)}（{rule.document}），{so_far}，"
            f"本次 {yuan(total)}，最多还可慰问 {yuan(left)}",
        )


def too_much(consolation, text):
    """The RuleViolation that also says what may be done: no one person raises a limit
    by a signature (总工办发〔2017〕32号: large sums are decided on collectively)."""
    field = "cash_amount" if consolation.cash_amount else "goods_value"
    return RuleViolation(
        {
            field: f"超过标准：{text}。请按标准减少；工会委员会集体研究同意提高的，"
            "请先登记新的慰问标准及其文件号"
        }
    )


def listed(given):
    shown = "、".join(g.text for g in sorted(given, key=lambda g: g.date)[:6])
    return f"（{shown}）" if shown else ""
