import datetime as dt

import pytest
from django.db import connection
from django.utils import timezone

from members.choices import ChangeType, JoinSource
from members.models import Member, MembershipEvent
from members.tests.factories import MemberFactory
from union import audit
from union.bulk_insert import create, insert, made_ready
from union.models import AuditEntry
from union.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_a_row_equals_what_create_would_have_written():
    member = MemberFactory()
    values = {
        "date": dt.date(2026, 3, 1),
        "change_type": ChangeType.RETIRE,
        "source": JoinSource.NEW_STAFF,
    }
    created = MembershipEvent.objects.create(member=member, **values)

    insert(MembershipEvent, [{"member": member.pk, **values}])

    inserted = MembershipEvent.objects.latest("pk")
    assert inserted.pk != created.pk
    times = {"id", "created_at", "updated_at"}
    for field in MembershipEvent._meta.concrete_fields:
        if field.name not in times:
            assert getattr(inserted, field.attname) == getattr(created, field.attname)
    assert timezone.now() - inserted.created_at < dt.timedelta(minutes=1)


def test_a_record_is_stored_as_bulk_create_would_have():
    known = MemberFactory(phone="13900001234", joined_on=dt.date(2020, 5, 1))
    made = [copy_of(known, staff_no="T1"), copy_of(known, staff_no="T2")]

    create(made)

    assert [item.pk for item in made] == [known.pk + 1, known.pk + 2]
    assert not made[0]._state.adding
    stored = Member.objects.get(staff_no="T2")
    assert stored == made[1]
    own = {"id", "staff_no", "created_at", "updated_at"}
    for field in Member._meta.concrete_fields:
        if field.name not in own:
            assert getattr(stored, field.attname) == getattr(known, field.attname)
    assert timezone.now() - stored.created_at < dt.timedelta(minutes=1)


def test_a_record_made_ready_before_is_stored_the_same():
    known = MemberFactory(phone="13900001234", joined_on=dt.date(2020, 5, 1))
    made = [copy_of(known, staff_no="T1"), copy_of(known, staff_no="T2")]

    create(made, made_ready(made))

    stored = Member.objects.get(staff_no="T2")
    own = {"id", "staff_no", "created_at", "updated_at"}
    for field in Member._meta.concrete_fields:
        if field.name not in own:
            assert getattr(stored, field.attname) == getattr(known, field.attname)


def test_the_next_record_gets_a_number_of_its_own():
    known = MemberFactory()
    made = [copy_of(known, staff_no="T1"), copy_of(known, staff_no="T2")]

    create(made)

    assert MemberFactory().pk > made[1].pk


def test_equal_secrets_look_different_in_the_table():
    known = MemberFactory()
    made = [copy_of(known, staff_no=f"T{i}", phone="13900001234") for i in range(2)]

    create(made)

    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM members_member WHERE staff_no LIKE 'T%'")
        stored = [text for (text,) in cursor.fetchall()]
    assert len(stored) == len(set(stored)) == 2
    assert "13900001234" not in "".join(stored)


def copy_of(member, **values):
    """Another new member, the same except for ``values``; nobody's ID number twice."""
    names = {field.attname for field in Member._meta.concrete_fields}
    kept = {name: getattr(member, name) for name in names - {"id", "id_index"}}
    return Member(**{**kept, "id_number": "", **values})


def test_log_entries_in_bulk_equal_single_ones():
    user = UserFactory()
    members = [MemberFactory(), MemberFactory()]
    changes = {members[0].pk: {"姓名": ["张甲", "张乙"]}}
    notes = {members[1].pk: "说明"}

    audit.log_many(
        user, audit.Action.IMPORT, members, changes=changes, notes=notes, batch=None
    )

    first, second = AuditEntry.objects.order_by("pk")
    assert first.changes == {"姓名": ["张甲", "张乙"]}
    assert (second.changes, second.note) == ({}, "说明")
    assert [first.record, second.record] == members
    assert first.actor == user
    assert first.actor_name == user.name


def test_no_rows_are_no_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        insert(AuditEntry, [])
