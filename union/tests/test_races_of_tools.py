"""Undo and bulk changes while others are at work, with real transactions."""

import pytest

from members.models import Member
from members.records import MEMBER
from members.tests.factories import MemberFactory
from union import actions, bulk, undo
from union.errors import RuleViolation
from union.models import AuditEntry
from union.tests.factories import UserFactory
from union.tests.test_races import at_once, kinds_of, of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def staff():
    return UserFactory(role="staff")


def test_two_clicks_on_undo_take_back_once(staff):
    member = MemberFactory()
    batch = actions.void(member, actor=staff, reason="")

    outcomes = at_once(*[lambda: undo.revert(batch, actor=staff)] * 3)

    assert kinds_of(outcomes) == ["Reverted", "RuleViolation", "RuleViolation"]
    member.refresh_from_db()
    assert (member.is_void, member.version) == (False, 3)
    undone = AuditEntry.objects.about(member).filter(action=AuditEntry.Action.UNDO)
    assert undone.count() == 1


def test_an_undo_and_a_restore_at_once_bring_back_once(staff):
    member = MemberFactory()
    batch = actions.void(member, actor=staff, reason="")
    seen = Member.objects.get(pk=member.pk)

    outcomes = at_once(
        lambda: undo.revert(batch, actor=staff),
        lambda: actions.restore(seen, actor=staff),
    )

    assert len(of(RuleViolation, outcomes)) == 1
    member.refresh_from_db()
    assert (member.is_void, member.version) == (False, 3)


def change(members, job):
    """Of a recap that was seen before anybody else saved."""
    rows = Member.objects.filter(pk__in=[m.pk for m in members])

    def plan():
        return bulk.plan_change(MEMBER, rows, "job", job)

    return plan, plan().fingerprint


def test_of_two_bulk_changes_at_once_the_second_sees_the_first(staff):
    members = MemberFactory.create_batch(5, job="nurse")
    doctors, admins = change(members, "doctor"), change(members, "admin")

    def commit(plan, seen):
        return lambda: bulk.commit(plan, seen=seen, actor=staff)

    outcomes = at_once(commit(*doctors), commit(*admins))

    assert kinds_of(outcomes) == ["Conflict", "tuple"]
    assert Member.objects.values("job", "version").distinct().count() == 1
    assert set(Member.objects.values_list("version", flat=True)) == {2}
    assert AuditEntry.objects.filter(action=AuditEntry.Action.UPDATE).count() == 5


def test_a_bulk_change_overwrites_no_edit_of_the_same_moment(staff):
    members = MemberFactory.create_batch(3, job="nurse")
    plan, seen = change(members, "doctor")
    mine = Member.objects.get(pk=members[0].pk)
    mine.note = "刚刚写的"

    outcomes = at_once(
        lambda: bulk.commit(plan, seen=seen, actor=staff),
        lambda: actions.update(mine, actor=staff, version=1),
    )

    assert len(of(Member, outcomes) + of(tuple, outcomes)) == 1
    stored = Member.objects.get(pk=mine.pk)
    assert (stored.note == "刚刚写的") != (stored.job == "doctor")
    assert stored.version == 2
