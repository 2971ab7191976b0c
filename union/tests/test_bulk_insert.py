import datetime as dt

import pytest
from django.utils import timezone

from members.choices import ChangeType, JoinSource
from members.models import MembershipEvent
from members.tests.factories import MemberFactory
from union import audit
from union.bulk_insert import insert
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
