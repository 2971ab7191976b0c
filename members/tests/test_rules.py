import datetime as dt
from itertools import product

import pytest

from members.choices import STATUS_AFTER, Sex
from members.choices import ChangeType as Change
from members.choices import MemberStatus as Status
from members.models import Member, MembershipEvent
from members.rules import check_event, check_history, check_member
from union.errors import RuleViolation

TODAY = dt.date(2026, 6, 1)
ENTRY = {Change.JOIN, Change.TRANSFER_IN}
EXIT = {Change.TRANSFER_OUT, Change.LEAVE, Change.EXPEL, Change.DEATH}

#: From 全总《工会会员会籍管理办法》; written out, so that the table is proved by it.
ALLOWED = {
    Status.ACTIVE: EXIT | {Change.RETIRE, Change.RESERVE},
    Status.RETIRED: EXIT | {Change.REINSTATE},
    Status.RESERVED: EXIT | {Change.REINSTATE, Change.RETIRE},
    Status.TRANSFERRED_OUT: ENTRY,
    Status.WITHDRAWN: ENTRY,
    Status.EXPELLED: ENTRY,
    Status.DECEASED: set(),
}
#: Events that lead from nothing to each status.
PATHS = {
    Status.ACTIVE: [Change.JOIN],
    Status.RETIRED: [Change.JOIN, Change.RETIRE],
    Status.RESERVED: [Change.JOIN, Change.RESERVE],
    Status.TRANSFERRED_OUT: [Change.JOIN, Change.TRANSFER_OUT],
    Status.WITHDRAWN: [Change.JOIN, Change.LEAVE],
    Status.EXPELLED: [Change.JOIN, Change.EXPEL],
    Status.DECEASED: [Change.JOIN, Change.DEATH],
}


def history(*changes):
    start = dt.date(2020, 1, 1)
    return [(start + dt.timedelta(days=i), change) for i, change in enumerate(changes)]


@pytest.mark.parametrize(("status", "change"), list(product(Status, Change)))
def test_only_the_events_of_the_regulations_may_follow(status, change):
    events = history(*PATHS[status], change)

    if change in ALLOWED[status]:
        check_history(events)
    else:
        with pytest.raises(RuleViolation, match="不能办理"):
            check_history(events)


@pytest.mark.parametrize("change", sorted(set(Change) - ENTRY))
def test_nothing_happens_to_who_has_not_joined(change):
    with pytest.raises(RuleViolation, match="尚未入会"):
        check_history(history(change))


def test_every_event_leads_to_a_status():
    assert set(STATUS_AFTER) == set(Change)


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        (Change.JOIN, "source"),
        (Change.TRANSFER_OUT, "to_org"),
        (Change.TRANSFER_IN, "from_org"),
    ],
)
def test_an_event_says_where_from_or_to(change, missing):
    with pytest.raises(RuleViolation) as refused:
        check_event(MembershipEvent(change_type=change, date=TODAY), today=TODAY)

    assert list(refused.value.message_dict) == [missing]


def test_dates_may_not_come_before_the_sixteenth_birthday():
    birth = dt.date(2004, 2, 29)

    check_member(Member(birth_date=birth, hire_date=dt.date(2020, 3, 1)), today=TODAY)
    with pytest.raises(RuleViolation, match="未满 16 周岁"):
        check_member(
            Member(birth_date=birth, hire_date=dt.date(2020, 2, 29)), today=TODAY
        )


@pytest.mark.parametrize(
    "name", ["birth_date", "hire_date", "joined_on", "registered_on"]
)
def test_nothing_of_a_member_happened_tomorrow(name):
    check_member(Member(**{name: TODAY}), today=TODAY)
    with pytest.raises(RuleViolation, match="不能晚于今天"):
        check_member(Member(**{name: dt.date(2026, 6, 2)}), today=TODAY)


def test_an_event_is_entered_when_it_was_approved():
    event = MembershipEvent(change_type=Change.RETIRE, date=dt.date(2026, 6, 2))

    with pytest.raises(RuleViolation, match="不能晚于今天"):
        check_event(event, today=TODAY)


@pytest.mark.parametrize(
    ("birth", "sex", "refused"),
    [
        (dt.date(1949, 12, 31), Sex.FEMALE, ""),
        (dt.date(1949, 12, 30), Sex.FEMALE, "birth_date"),
        (dt.date(1949, 12, 31), Sex.MALE, "sex"),
    ],
)
def test_the_id_number_agrees_with_birth_date_and_sex(birth, sex, refused):
    # A published test vector of GB 11643-1999, not a person's number.
    member = Member(birth_date=birth, sex=sex, id_number="11010519491231002X")

    if not refused:
        check_member(member, today=TODAY)
        return
    with pytest.raises(RuleViolation) as error:
        check_member(member, today=TODAY)
    assert list(error.value.message_dict) == [refused]
