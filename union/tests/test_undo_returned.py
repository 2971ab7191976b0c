"""A later change that was itself taken back stands in nobody's way."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from members.models import Member
from members.records import MEMBER
from members.tests.factories import DepartmentFactory, MemberFactory
from union import actions, bulk, states, undo
from union.errors import RuleViolation
from union.models import UndoBatch
from union.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return UserFactory(role="staff")


def renamed(members, name, user):
    """All of them get this name at one stroke; returns the UndoBatch."""
    changed = []
    for member in members:
        member.refresh_from_db()
        before = states.of(member)
        member.name = name
        actions.update(member, actor=user, version=member.version)
        changed.append((member, before))
    key = f"00000000-0000-4000-8000-{UndoBatch.objects.count():012}"
    return undo.keep(key, actor=user, title=name, changed=changed)


def moved(members, user):
    department = DepartmentFactory()
    rows = Member.objects.filter(pk__in=[member.pk for member in members])

    def make_plan():
        return bulk.plan_change(MEMBER, rows, "department", department)

    seen = make_plan().fingerprint
    bulk.commit(make_plan, seen=seen, actor=user)
    return UndoBatch.objects.latest("created_at")


def test_what_was_changed_and_changed_back_goes_back_with_its_batch(user):
    members = MemberFactory.create_batch(2, name="王一")
    first = renamed(members, "王二", user)
    second = moved(members, user)
    assert len(undo.obstacles(first)) == 2

    undo.revert(second, actor=user)

    assert undo.obstacles(first) == []
    undo.revert(first, actor=user)
    assert set(Member.objects.values_list("name", flat=True)) == {"王一"}


def test_two_later_changes_are_both_taken_back_first(user):
    members = [MemberFactory(name="王一")]
    batches = [renamed(members, name, user) for name in ("王二", "王三", "王四")]

    undo.revert(batches[2], actor=user)
    assert len(undo.obstacles(batches[0])) == 1
    undo.revert(batches[1], actor=user)

    assert undo.obstacles(batches[0]) == []
    undo.revert(batches[0], actor=user)
    assert Member.objects.get().name == "王一"


def test_a_record_that_was_kept_when_the_later_change_went_stays_in_the_way(user):
    kept, other = MemberFactory(name="王一"), MemberFactory(name="李一")
    first = renamed([kept, other], "王二", user)
    second = moved([kept, other], user)
    kept.refresh_from_db()
    kept.note = "另改"
    actions.update(kept, actor=user, version=kept.version)

    undo.revert(second, actor=user, keeping=True)

    assert [record.pk for record, _ in undo.obstacles(first)] == [kept.pk]
    with pytest.raises(RuleViolation, match="之后又被修改过"):
        undo.revert(first, actor=user)


def test_a_change_behind_the_return_stands_in_the_way(user):
    member = MemberFactory(name="王一")
    first = renamed([member], "王二", user)
    undo.revert(moved([member], user), actor=user)
    member.refresh_from_db()
    member.note = "另改"
    actions.update(member, actor=user, version=member.version)

    assert [record.pk for record, _ in undo.obstacles(first)] == [member.pk]


def test_as_many_queries_tell_it_of_twenty_records_as_of_two(user):
    def queries(members):
        first = renamed(members, "王二", user)
        undo.revert(moved(members, user), actor=user)
        with CaptureQueriesContext(connection) as captured:
            assert undo.obstacles(first) == []
        return len(captured)

    assert queries(MemberFactory.create_batch(2)) == queries(
        MemberFactory.create_batch(20)
    )


def test_the_page_before_an_undo_lists_what_goes_back_from_what_to_what(client, user):
    client.force_login(user)
    members = MemberFactory.create_batch(25, name="王一")
    batch = renamed(members, "王二", user)

    page = client.get(f"/undo/{batch.pk}/").content.decode()

    assert "将撤销的 25 条（列出前 20 条）" in page
    assert page.count("姓名 <del>王二</del> → <ins>王一</ins>") == 20


def test_what_was_voided_comes_back_and_what_stays_is_not_listed(client, user):
    client.force_login(user)
    batch = actions.void(MemberFactory(name="王一"), actor=user, reason="重复")
    assert "王一</a>：恢复" in client.get(f"/undo/{batch.pk}/").content.decode()

    member = MemberFactory(name="李一")
    first = renamed([member], "李二", user)
    moved([member], user)

    page = client.get(f"/undo/{first.pk}/").content.decode()
    assert "1 条不能撤销" in page
    assert "将撤销的" not in page
