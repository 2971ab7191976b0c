"""The rules of membership, without the database."""

import datetime as dt

from union.errors import RuleViolation
from union.identity import birth_date_of, sex_of

from .choices import STATUS_AFTER, ChangeType, MemberStatus, Sex

#: 劳动法 art. 15: nobody under 16 may be employed.
LEAST_AGE = 16

_ENTRY = {ChangeType.JOIN, ChangeType.TRANSFER_IN}
_EXIT = {
    ChangeType.TRANSFER_OUT,
    ChangeType.LEAVE,
    ChangeType.EXPEL,
    ChangeType.DEATH,
}

#: Which events may follow in which status; None: not yet a member.
EVENTS_IN = {
    None: _ENTRY,
    MemberStatus.ACTIVE: _EXIT | {ChangeType.RETIRE, ChangeType.RESERVE},
    MemberStatus.RETIRED: _EXIT | {ChangeType.REINSTATE},
    MemberStatus.RESERVED: _EXIT | {ChangeType.REINSTATE, ChangeType.RETIRE},
    MemberStatus.TRANSFERRED_OUT: _ENTRY,
    MemberStatus.WITHDRAWN: _ENTRY,
    MemberStatus.EXPELLED: _ENTRY,
    MemberStatus.DECEASED: set(),
}


def check_history(events):
    """``events`` are (date, change_type) of one member in order of time."""
    if not events:
        raise RuleViolation(
            "会员至少要有一条入会或转入记录；如该会员登记有误，请作废会员本身"
        )
    status, since = None, None
    for date, change in events:
        if change not in EVENTS_IN[status]:
            now = MemberStatus(status).label if status else "尚未入会"
            raise RuleViolation(
                {
                    "change_type": f"{date} 不能办理“{ChangeType(change).label}”："
                    f"该会员此前{'自 ' + str(since) + ' 起' if since else ''}为“{now}”"
                }
            )
        status, since = STATUS_AFTER[change], date


#: Who is no longer employed; to leave the union is not to leave the hospital.
_GONE = {MemberStatus.RETIRED, MemberStatus.TRANSFERRED_OUT, MemberStatus.DECEASED}


def employed_until(events):
    """The day on which the work for the hospital ended, of (date, change_type) in order
    of time; None where it goes on."""
    end = None
    for date, change in events:
        is_gone = STATUS_AFTER[change] in _GONE
        end = (end or date) if is_gone else None
    return end


def whole_years(first, last):
    """Of age, or of service; who was born on 29 February is a year older on 1 March."""
    return last.year - first.year - ((last.month, last.day) < (first.month, first.day))


def check_event(event, *, today):
    if event.date > today:
        raise RuleViolation(
            {"date": f"会籍变动按批准日期登记，不能晚于今天（{today}）"}
        )
    if event.change_type == ChangeType.JOIN and not event.source:
        raise RuleViolation({"source": "办理入会时请选择入会来源"})
    if event.change_type == ChangeType.TRANSFER_OUT and not event.to_org:
        raise RuleViolation({"to_org": "办理转出时请填写转往的单位"})
    if event.change_type == ChangeType.TRANSFER_IN and not event.from_org:
        raise RuleViolation({"from_org": "办理转入时请填写原工会"})


PAST_DAYS = {
    "birth_date": "出生日期",
    "hire_date": "入职日期",
    "joined_on": "入会日期",
    "registered_on": "实名登记日期",
}


def check_member(member, *, today):
    """Dates in a possible order, and the ID number in line with them."""
    birth = member.birth_date
    for name, label in PAST_DAYS.items():
        if (day := getattr(member, name)) and day > today:
            raise RuleViolation({name: f"{label}不能晚于今天（{today}）"})
    for name in ("hire_date", "joined_on"):
        day, label = getattr(member, name), PAST_DAYS[name]
        if birth and day and day < sixteenth_birthday(birth):
            raise RuleViolation(
                {name: f"{label}时未满 {LEAST_AGE} 周岁，请核对出生日期"}
            )
    if member.name and not (member.sex or member.id_number):
        raise RuleViolation({"sex": "请选择性别，或填写身份证号，按它确定"})
    if member.id_number:
        check_id_number(member)
    if member.department_id and not member.union_group_id:
        raise RuleViolation(
            {"union_group": "请选择工会小组：按所选科室不能确定是哪一个"}
        )


def check_id_number(member):
    """A typed value that differs from the number is shown, never silently replaced."""
    birth = birth_date_of(member.id_number)
    if member.birth_date and member.birth_date != birth:
        raise RuleViolation(
            {
                "birth_date": f"出生日期 {member.birth_date} 与身份证号中的（{birth}）"
                "不一致，请核对"
            }
        )
    sex = Sex(sex_of(member.id_number))
    if member.sex and member.sex != sex:
        raise RuleViolation({"sex": f"与身份证号中的性别（{sex.label}）不一致，请核对"})


def sixteenth_birthday(birth):
    year = birth.year + LEAST_AGE
    if (birth.month, birth.day) == (2, 29):
        return dt.date(year, 3, 1)
    return birth.replace(year=year)
