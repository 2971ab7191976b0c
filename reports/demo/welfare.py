"""The standards of an invented hospital, and what its union gave by them."""

import datetime as dt
from decimal import Decimal

from members.choices import ChangeType
from members.models import MembershipEvent
from welfare.choices import BenefitForm, Festival, Occasion, Relation, RuleScope
from welfare.models import BenefitRule, Consolation

from . import mutual_aid
from .days import festival

OWN, KIN = RuleScope.SELF, RuleScope.RELATIVE
#: occasion, whom it is for, form, yuan each time, yuan a year, times a year
STANDARDS = (
    (Occasion.FESTIVAL, OWN, BenefitForm.GOODS, None, 1200, None),
    (Occasion.BIRTHDAY, OWN, BenefitForm.COUPON, 300, None, 1),
    (Occasion.MARRIAGE, OWN, BenefitForm.GOODS, 1000, None, None),
    (Occasion.BIRTH, OWN, BenefitForm.GOODS, 500, None, None),
    (Occasion.SICK, OWN, BenefitForm.EITHER, 300, 600, None),
    (Occasion.SICK, KIN, BenefitForm.EITHER, 200, None, 2),
    (Occasion.HOSPITAL, KIN, BenefitForm.EITHER, 200, None, 2),
    (Occasion.DEATH, OWN, BenefitForm.EITHER, 1000, None, 1),
    (Occasion.BEREAVEMENT, KIN, BenefitForm.EITHER, 1000, None, None),
    (Occasion.HARDSHIP, OWN, BenefitForm.EITHER, 1000, 3000, None),
    (Occasion.RETIREE, OWN, BenefitForm.EITHER, 500, None, None),
    (Occasion.FRONTLINE, OWN, BenefitForm.GOODS, 100, None, None),
    (Occasion.LEAVING, OWN, BenefitForm.GOODS, 1000, None, 1),
    (Occasion.DISASTER, OWN, BenefitForm.CASH, 2000, None, None),
    (Occasion.MODEL_WORKER, OWN, BenefitForm.EITHER, 1000, None, None),
)
#: Visits of a year, in the proportions of a hospital of this size.
SICK_VISITS, MARRIAGES, BIRTHS, BEREAVEMENTS = 110, 10, 12, 5
#: Who marries, has a child or loses a parent, by age; nobody marries twice.
MARRYING, PARENTS, BEREAVED = range(23, 33), range(24, 41), range(38, 61)


def make(context):
    _standards(context)
    consolations = []
    for year in context.years:
        consolations += _visits(context, year)
        consolations += _farewells(context, year)
        consolations += _groups(context, year)
    context.save(Consolation, consolations)
    mutual_aid.make(context)


def _standards(context):
    first, last = context.years[0], context.years[-1]
    rules = [
        BenefitRule(
            occasion=occasion,
            scope=scope,
            form=form,
            limit_per_case=case,
            limit_per_year=year,
            cases_per_year=times,
            region="湖北",
            document=f"滨工〔{first - 1}〕5号",
            since=dt.date(first, 1, 1),
        )
        for occasion, scope, form, case, year, times in STANDARDS
    ]
    for since, until, case, document in (
        (first, dt.date(last - 1, 12, 31), 500, f"滨工〔{first - 1}〕5号"),
        (last, None, 1000, f"滨工〔{last}〕1号"),
    ):
        rules.append(
            BenefitRule(
                occasion=Occasion.HOSPITAL,
                scope=OWN,
                form=BenefitForm.EITHER,
                limit_per_case=case,
                limit_per_year=2 * case,
                region="湖北",
                document=document,
                since=dt.date(since, 1, 1),
                until=until,
            )
        )
    context.save(BenefitRule, rules)


def _visits(context, year):
    """One visit a person and year; nobody before the day of joining."""
    known = [m for m in context.members if m.joined_on.year < year]
    context.rng.shuffle(known)
    visits = (
        (MARRIAGES, _marriage, MARRYING),
        (BIRTHS, _birth, PARENTS),
        (BEREAVEMENTS, _bereavement, BEREAVED),
        (SICK_VISITS, _sick, range(100)),
    )
    visited = set()
    for number, maker, ages in visits:
        able = [
            m
            for m in known
            if m.pk not in visited
            and year - m.birth_date.year in ages
            and (maker, m.pk) not in context.once
        ]
        for member in able[: number * context.scale]:
            visited.add(member.pk)
            if maker is not _sick:
                context.once.add((maker, member.pk))
            day = context.workday(_any_day(context, year))
            if context.is_past(day):
                yield maker(context.rng, member, day)


def _any_day(context, year):
    return dt.date(year, 1, 1) + dt.timedelta(days=context.rng.randrange(365))


def _sick(rng, member, day):
    relation = rng.choices(list(Relation), weights=(85, 5, 7, 3))[0]
    most = 300 if relation == Relation.SELF else 200
    return Consolation(
        beneficiary=member,
        date=day,
        occasion=rng.choice((Occasion.SICK, Occasion.SICK, Occasion.HOSPITAL)),
        relation=relation,
        goods_value=Decimal(rng.randrange(800, most * 10)) / 10,
        goods=rng.choice(("水果、牛奶", "鲜花、水果", "营养品")),
        visitors=rng.choice(
            ("工会小组长", "分管院领导、工会主席", "科室主任、工会干事")
        ),
    )


def _marriage(rng, member, day):
    return Consolation(
        beneficiary=member,
        date=day,
        occasion=Occasion.MARRIAGE,
        goods_value=Decimal(rng.choice((500, 600, 800))),
        goods="床上用品",
        visitors="工会小组长",
    )


def _birth(rng, member, day):
    return Consolation(
        beneficiary=member,
        date=day,
        occasion=Occasion.BIRTH,
        goods_value=Decimal(rng.choice((300, 400, 500))),
        goods="母婴用品",
        visitors="女职工委员",
    )


def _bereavement(rng, member, day):
    return Consolation(
        beneficiary=member,
        date=day,
        occasion=Occasion.BEREAVEMENT,
        relation=rng.choice((Relation.PARENT, Relation.PARENT, Relation.SPOUSE)),
        cash_amount=Decimal(rng.choice((300, 500))),
        goods_value=Decimal(150),
        goods="花篮",
        visitors="工会主席、科室主任",
    )


def _farewells(context, year):
    """For those who retired or died in the year, on the day of it."""
    gifts = {
        ChangeType.RETIRE: (Occasion.LEAVING, 0, 500, "纪念品"),
        ChangeType.DEATH: (Occasion.DEATH, 800, 200, "花篮"),
    }
    events = MembershipEvent.objects.filter(
        date__year=year, change_type__in=gifts
    ).select_related("member")
    for event in events.order_by("pk"):
        occasion, cash, value, goods = gifts[event.change_type]
        yield Consolation(
            beneficiary=event.member,
            date=event.date,
            occasion=occasion,
            cash_amount=Decimal(cash),
            goods_value=Decimal(value),
            goods=goods,
            visitors="工会主席",
        )


def _groups(context, year):
    """What is given to many at once: by number, without names."""
    rng, scale = context.rng, context.scale
    eve = festival("除夕", year)
    before = context.workday(eve - dt.timedelta(days=8))
    mid_autumn = context.workday(festival("中秋", year) - dt.timedelta(days=7))
    households, retired = 9 * scale, 24 * scale
    rows = [
        Consolation(
            date=before,
            date_precision="morning",
            occasion=Occasion.HARDSHIP,
            festival=Festival.SPRING,
            beneficiary_label="困难职工家庭",
            headcount=households,
            household_count=households,
            cash_amount=500 * households,
            goods_value=200 * households,
            goods="米、油",
            visitors="院领导、工会主席",
        ),
        Consolation(
            date=before,
            date_precision="morning",
            occasion=Occasion.RETIREE,
            festival=Festival.SPRING,
            beneficiary_label="离退休老同志",
            headcount=retired,
            per_head=300,
            cash_amount=300 * retired,
            visitors="院领导",
        ),
        Consolation(
            date=eve,
            date_precision="evening",
            occasion=Occasion.FRONTLINE,
            festival=Festival.NEW_YEARS_EVE,
            beneficiary_label="除夕值班职工",
            headcount=(150 + rng.randrange(20)) * scale,
            headcount_qualifier="odd",
            goods_value=3000 * scale,
            goods="饺子、水果",
            visitors="院领导和职能科室负责人",
        ),
        Consolation(
            date=mid_autumn,
            date_precision="label",
            date_label="中秋前夕",
            occasion=Occasion.RETIREE,
            festival=Festival.MID_AUTUMN,
            beneficiary_label="离退休老干部",
            headcount=6 * scale,
            per_head=200,
            goods_value=1200 * scale,
            goods="月饼、水果",
            visitors="工会主席",
        ),
        *(_birthday(context, year, month) for month in range(1, 13)),
    ]
    return [row for row in rows if context.is_past(row.date)]


def _birthday(context, year, month):
    born = [m for m in context.members if m.birth_date.month == month]
    number = sum(1 for m in born if m.joined_on < dt.date(year, month, 1)) or 1
    return Consolation(
        date=dt.date(year, month, 1),
        date_precision="month",
        occasion=Occasion.BIRTHDAY,
        beneficiary_label=f"{month}月份生日会员",
        headcount=number,
        per_head=200,
        goods_value=200 * number,
        goods="蛋糕券",
    )
