"""Undo, bulk changes and grids while others are at work, with real transactions."""

import datetime as dt
from decimal import Decimal
from uuid import uuid4

import pytest

from members.models import Member
from members.records import MEMBER
from members.tests.factories import MemberFactory
from union import actions, batch, bulk, undo
from union.errors import RuleViolation
from union.models import AuditEntry, UndoBatch
from union.tests.factories import UserFactory
from union.tests.test_races import at_once, kinds_of, of
from welfare.models import Consolation
from welfare.records import CONSOLATION
from welfare.tests.factories import BenefitRuleFactory

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


@pytest.fixture
def visits(staff):
    """visits(*members, submission=…) saves a grid that gives 300 元 to each of them; a
    member may get 500 元 a year."""
    BenefitRuleFactory(
        occasion="sick",
        limit_per_case=None,
        limit_per_year=Decimal("500.00"),
        since=dt.date(2020, 1, 1),
        until=None,
    )
    staff.is_superuser = True  # sees all groups
    staff.save()

    def visits(*members, submission):
        importer = batch.importer_for(CONSOLATION, staff)
        rows = [{"beneficiary": m.staff_no, "cash_amount": "300"} for m in members]
        heads = {"occasion": "sick", "date": "2026-02-03"}
        columns = ["beneficiary", "cash_amount", *heads]
        typed = batch.Typed(columns, {}, heads, rows)
        return batch.save(importer, typed, submission=submission, twin_reason="补发")

    return visits


def test_one_grid_sent_by_many_clicks_is_saved_once(visits):
    members, key = MemberFactory.create_batch(3), uuid4()

    outcomes = at_once(*[lambda: visits(*members, submission=key)] * 3)

    assert kinds_of(outcomes) == ["AlreadySubmitted", "AlreadySubmitted", "tuple"]
    assert Consolation.objects.count() == 3
    assert UndoBatch.objects.count() == 1


def test_two_grids_at_once_cannot_both_use_up_what_is_left(visits):
    first, shared, last = MemberFactory.create_batch(3)

    outcomes = at_once(
        lambda: visits(first, shared, submission=uuid4()),
        lambda: visits(last, shared, submission=uuid4()),
    )

    assert kinds_of(outcomes) == ["NotSaved", "tuple"]
    [refused] = of(batch.NotSaved, outcomes)
    assert [mark.state for mark in refused.checked.marks.values()] == ["good", "bad"]
    assert Consolation.objects.count() == 2
    assert Consolation.objects.filter(beneficiary=shared).count() == 1


def test_a_form_and_a_grid_at_once_cannot_both_use_up_what_is_left(visits, staff):
    member = MemberFactory()
    typed = Consolation(
        beneficiary=member,
        occasion="sick",
        date=dt.date(2026, 3, 4),
        cash_amount=Decimal("300.00"),
    )
    typed.clean()

    outcomes = at_once(
        lambda: visits(member, submission=uuid4()),
        lambda: actions.create(
            typed, actor=staff, submission=uuid4(), twin_reason="再次住院"
        ),
    )

    assert len(of(batch.NotSaved, outcomes) + of(RuleViolation, outcomes)) == 1
    assert Consolation.objects.count() == 1
