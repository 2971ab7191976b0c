"""What waits in this room: claims at each of their stages, plans about to end, members
to be congratulated, and gifts without a voucher."""

import datetime as dt

from members.choices import MemberStatus, RetirementAge
from members.records import MEMBER
from union.work import (
    DAY,
    WEEK,
    Line,
    always,
    end_of_last_month,
    end_of_month,
    waiting_in,
)

from .choices import ClaimStatus
from .moves import APPROVE, CHANGE, CHECK
from .records import CLAIM, CONSOLATION, PLAN
from .rules.mutual_aid import NEAR_DEADLINE, NEAR_EXPIRY, NOT_YET_REPORTED

#: Who may give something, gets to know whom.
GIVE = "welfare.add_consolation"


def at(status):
    return always(status=status)


def of_others(status):
    """Nobody checks what they submitted themselves."""
    return lambda user, today: {"status": status, "submitted_by_not": user.pk}


def of_mine(status):
    return lambda user, today: {"status": status, "submitted_by": user.pk}


def claims(title, where, permission=CHANGE, **options):
    return Line(
        title=title,
        kind=CLAIM,
        permission=permission,
        where=where,
        since="filed_on",
        **options,
    )


CLAIM_LINES = (
    claims(
        "互助申请到申报期限",
        at(NOT_YET_REPORTED),
        deadline="due_on",
        within=NEAR_DEADLINE,
    ),
    claims("待初审的互助申请", of_others(ClaimStatus.SUBMITTED), CHECK),
    claims("待补正的互助申请", at(ClaimStatus.SUPPLEMENT)),
    claims("待上报的互助申请", at(ClaimStatus.UNIT_CHECKED)),
    claims("待审定的互助申请", of_others(ClaimStatus.REPORTED_UP), APPROVE),
    claims("待登记赔付的互助申请", at(ClaimStatus.APPROVED)),
    claims(
        "我提交的互助申请待初审",
        of_mine(ClaimStatus.SUBMITTED),
        waits_for="其他工会干事或主席初审",
    ),
    claims(
        "我提交的互助申请待审定",
        of_mine(ClaimStatus.REPORTED_UP),
        waits_for="工会主席审定",
    ),
)


def birthdays(user, today):
    return {
        "status": MemberStatus.ACTIVE,
        "birthday_after": today,
        "birthday_before": today + WEEK - DAY,
    }


def same_day(today):
    """What the next days bring is looked at today."""
    return today


def retirements(age):
    def where(user, today):
        return {
            "status": MemberStatus.ACTIVE,
            "retires_by": f"{today:%Y-%m}",
            "retirement_age": age,
        }

    return where


def without_voucher(user, today):
    """Of this year, and in January of last year, whose accounts are then closed."""
    year = end_of_last_month(today).year
    return {"lacks_voucher": "true", "date_after": dt.date(year, 1, 1)}


LINES = (
    *CLAIM_LINES,
    Line(
        title="互助计划即将到期，请办理续保",
        kind=PLAN,
        permission="welfare.change_mutualaidplan",
        deadline="period_to",
        within=NEAR_EXPIRY,
        lapses=True,
    ),
    Line(
        title="七天内（含今天）过生日的会员",
        kind=MEMBER,
        shows="birth_date",
        permission=GIVE,
        where=birthdays,
        by=same_day,
        is_tidying=True,
    ),
    Line(
        title="已达到法定退休年龄、仍在会的会员（含本月达到的）",
        kind=MEMBER,
        shows="birth_date",
        permission=GIVE,
        where=retirements(RetirementAge.SETTLED),
        by=end_of_month,
        is_tidying=True,
    ),
    Line(
        title="可能已到退休年龄的女会员（岗位未定 50 或 55 周岁，请人事确认）",
        kind=MEMBER,
        shows="birth_date",
        permission=GIVE,
        where=retirements(RetirementAge.OPEN),
        by=end_of_month,
        is_tidying=True,
    ),
    Line(
        title="慰问有金额、未登记凭证号",
        kind=CONSOLATION,
        permission="welfare.change_consolation",
        where=without_voucher,
        since="date",
        is_tidying=True,
    ),
)


def waiting(user, today):
    return waiting_in(LINES, user, today)
