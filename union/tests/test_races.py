"""Several people at the same moment, each with a connection of their own.

SQLite lets one after the other write; PostgreSQL lets them run side by side.
"""

import datetime as dt
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import connection

from members.choices import MemberStatus
from members.models import Member, MembershipEvent
from members.records import MEMBER, MEMBERSHIP_EVENT
from members.tests.factories import MemberFactory
from union import actions
from union.errors import Conflict, RuleViolation
from union.excel import Row, Sheet
from union.imports.commit import commit
from union.models import AuditEntry, UndoBatch

from .factories import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

MOVES = {MemberStatus.ACTIVE: {MemberStatus.RETIRED}}


def at_once(*calls):
    """What each call returned or raised; they start together, each in a thread."""
    barrier = Barrier(len(calls))
    outcomes = [None] * len(calls)

    def run(index, call):
        barrier.wait()
        try:
            outcomes[index] = call()
        except Exception as error:
            outcomes[index] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=item) for item in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def of(kind, outcomes):
    return [outcome for outcome in outcomes if isinstance(outcome, kind)]


def kinds_of(outcomes):
    return sorted(type(outcome).__name__ for outcome in outcomes)


@pytest.fixture
def house():
    """Somebody at work, and a member there already."""
    return UserFactory(), MemberFactory(joined_on=dt.date(2020, 1, 1))


def newcomer(like, staff_no, name="张伟"):
    return Member(
        staff_no=staff_no,
        name=name,
        sex="male",
        department=like.department,
        union_group=like.union_group,
        job="doctor",
        employment_type="contract",
        joined_on=dt.date(2026, 3, 20),
        join_source="new_staff",
    )


def test_one_form_sent_by_many_clicks_makes_one_record(house):
    user, other = house
    key = uuid4()

    def click():
        record = newcomer(other, "1001")
        return actions.create(record, actor=user, submission=key)

    outcomes = at_once(*[click] * 4)

    assert kinds_of(outcomes) == ["AlreadySubmitted"] * 3 + ["Member"]
    [made] = of(Member, outcomes)
    assert {e.record for e in of(actions.AlreadySubmitted, outcomes)} == {made}
    assert made.events.count() == 1
    assert AuditEntry.objects.about(made).count() == 1


def test_a_number_given_to_two_at_once_is_given_to_one(house):
    user, other = house

    outcomes = at_once(
        *[
            lambda name=name: actions.create(
                newcomer(other, "1001", name), actor=user, submission=uuid4()
            )
            for name in ("张伟", "王芳", "李娜")
        ]
    )

    assert kinds_of(outcomes) == ["Member", "RuleViolation", "RuleViolation"]
    assert Member.objects.filter(staff_no="1001").count() == 1
    assert MembershipEvent.objects.count() == 2


def test_of_editors_at_the_same_moment_one_saves(house):
    user, member = house

    def edit(note):
        mine = Member.objects.get(pk=member.pk)
        mine.note = note
        return lambda: actions.update(mine, actor=user, version=1)

    outcomes = at_once(edit("甲"), edit("乙"), edit("丙"))

    assert kinds_of(outcomes) == ["Conflict", "Conflict", "Member"]
    [saved] = of(Member, outcomes)
    member.refresh_from_db()
    assert (member.note, member.version) == (saved.note, 2)
    assert AuditEntry.objects.about(member).get().changes == {"备注": ["", saved.note]}


def test_a_record_moves_on_once(house):
    user, member = house

    def move():
        seen = Member.objects.get(pk=member.pk)
        return lambda: actions.move(seen, MemberStatus.RETIRED, actor=user, moves=MOVES)

    outcomes = at_once(move(), move(), move())

    assert kinds_of(outcomes) == ["Conflict", "Conflict", "Member"]
    assert AuditEntry.objects.about(member).count() == 1
    member.refresh_from_db()
    assert (member.status, member.version) == (MemberStatus.RETIRED, 2)


def test_nothing_moves_once_it_is_void(house):
    user, member = house
    seen = Member.objects.get(pk=member.pk)

    voided, moved = at_once(
        lambda: actions.void(member, actor=user, reason="重复"),
        lambda: actions.move(seen, MemberStatus.RETIRED, actor=user, moves=MOVES),
    )

    stored = Member.objects.get(pk=member.pk)
    assert isinstance(voided, UndoBatch)
    assert stored.is_void
    last = AuditEntry.objects.about(member).first()
    assert last.action == AuditEntry.Action.VOID
    assert isinstance(moved, Conflict) is (stored.status == MemberStatus.ACTIVE)


def test_a_member_retires_once(house):
    user, member = house

    def retire():
        event = MembershipEvent(
            member=member, change_type="retire", date=dt.date(2026, 3, 1)
        )
        event.full_clean()
        return lambda: actions.create(event, actor=user)

    outcomes = at_once(retire(), retire())

    assert kinds_of(outcomes) == ["MembershipEvent", "RuleViolation"]
    assert member.events.filter(change_type="retire").count() == 1


@pytest.mark.parametrize(
    ("kind", "row"),
    [
        (MEMBER, {"工号": "1001", "姓名": "张伟"}),
        (MEMBERSHIP_EVENT, {"会员": "", "变动类型": "退休", "日期": "2026-03-01"}),
    ],
)
def test_one_sheet_imported_by_two_is_imported_once(house, kind, row):
    user, member = house
    user.is_superuser = True  # sees all groups
    user.save()
    given = {
        "性别": "男",
        "科室": member.department.name,
        "工会小组": member.union_group.name,
        "岗位类别": "医师",
        "用工形式": "在编",
        "入会日期": "2026-03-20",
        "入会来源": "新员工",
    }
    row = {**given, **row} if kind is MEMBER else {**row, "会员": member.staff_no}
    sheet = Sheet(kind.name, 1, list(row), [Row(2, list(row.values()))])

    def planned():
        importer = kind.importer(kind, user)
        plan = importer.plan(sheet)
        return lambda: commit(importer, plan)

    before = kind.model.objects.count()
    outcomes = at_once(planned(), planned())

    assert len(of(UndoBatch, outcomes)) == 1
    assert len(of(RuleViolation, outcomes)) == 1
    assert kind.model.objects.count() == before + 1
