"""Membership events and the status that follows from them."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from members.choices import ChangeType, JoinSource, MemberStatus
from members.forms import MemberForm, MembershipEventForm
from members.models import Member, MembershipEvent
from union import actions
from union.errors import Conflict, RuleViolation
from union.tests.factories import UserFactory

from .factories import DepartmentFactory, MemberFactory, UnionGroupFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return UserFactory(perms=["members.view_all_groups"])


def record(member, change, date, actor, **values):
    event = MembershipEvent(member=member, change_type=change, date=date, **values)
    event.full_clean()
    return actions.create(event, actor=actor)


def test_a_new_member_comes_with_the_event_of_admission(staff):
    form = MemberForm(
        {
            "staff_no": "1001",
            "name": "单丹",
            "sex": "female",
            "department": DepartmentFactory().pk,
            "union_group": UnionGroupFactory().pk,
            "job": "nurse",
            "employment_type": "contract",
            "joined_on": "2026-03-20",
            "join_source": JoinSource.NEW_STAFF,
        },
        user=staff,
    )
    assert form.is_valid(), form.errors

    member = actions.create(form.save(commit=False), actor=staff)

    event = member.events.get()
    assert (event.change_type, event.date) == ("join", dt.date(2026, 3, 20))
    assert (member.pinyin, member.initials) == ("shandan", "sd")


def test_the_status_follows_the_latest_event(staff):
    member = MemberFactory(joined_on=dt.date(2020, 1, 1))

    record(member, ChangeType.RETIRE, dt.date(2026, 3, 1), staff)

    member.refresh_from_db()
    assert member.status == MemberStatus.RETIRED


def test_voiding_an_event_gives_the_earlier_status_back(staff):
    member = MemberFactory()
    event = record(member, ChangeType.RETIRE, dt.date(2026, 3, 1), staff)

    actions.void(event, actor=staff, reason="登记错人")

    member.refresh_from_db()
    assert member.status == MemberStatus.ACTIVE


def test_who_comes_back_has_joined_on_the_day_of_the_last_admission(staff):
    member = MemberFactory(joined_on=dt.date(2020, 1, 1))
    record(member, ChangeType.LEAVE, dt.date(2024, 3, 1), staff)

    record(member, ChangeType.JOIN, dt.date(2026, 3, 1), staff, source="new_staff")

    member.refresh_from_db()
    assert (member.status, member.joined_on) == ("active", dt.date(2026, 3, 1))


def test_an_event_between_others_must_fit_both_sides(staff):
    member = MemberFactory(joined_on=dt.date(2020, 1, 1))
    record(member, ChangeType.RETIRE, dt.date(2026, 3, 1), staff)

    with pytest.raises(ValidationError, match="不能办理“退休”"):
        record(member, ChangeType.LEAVE, dt.date(2025, 3, 1), staff)


def test_members_on_a_day_are_those_whose_last_event_made_them_so(staff):
    early = MemberFactory(joined_on=dt.date(2019, 5, 1))
    gone = MemberFactory(joined_on=dt.date(2019, 5, 1))
    MemberFactory(joined_on=dt.date(2026, 5, 2))
    record(gone, ChangeType.LEAVE, dt.date(2026, 4, 30), staff)

    def on(day):
        return set(Member.objects.with_status_on(day, MemberStatus.ACTIVE))

    assert on(dt.date(2026, 4, 29)) == {early, gone}
    assert on(dt.date(2026, 4, 30)) == {early}
    assert len(on(dt.date(2026, 5, 2))) == 2


def test_the_form_names_the_member_as_people_do(staff):
    member = MemberFactory(staff_no="1001", name="张伟")
    MemberFactory(staff_no="1002", name="张伟")
    data = {"change_type": "retire", "date": "20260301"}

    found = MembershipEventForm({**data, "member": "1001 张伟"}, user=staff)
    doubtful = MembershipEventForm({**data, "member": "张伟"}, user=staff)
    unknown = MembershipEventForm({**data, "member": "李四"}, user=staff)

    assert found.is_valid()
    assert found.cleaned_data["member"] == member
    assert "对应 2 个会员（1001 张伟、1002 张伟）" in doubtful.errors["member"][0]
    assert unknown.errors["member"] == ["没有找到会员“李四”，请核对后重填"]


def test_one_id_number_belongs_to_one_member(staff):
    MemberFactory(
        staff_no="1001",
        name="甲",
        birth_date=dt.date(1949, 12, 31),
        id_number="11010519491231002X",
    )
    second = MemberFactory.build(
        birth_date=None,
        id_number="11010519491231002X",
        department=DepartmentFactory(),
        union_group=UnionGroupFactory(),
    )
    second.prepare()

    with pytest.raises(RuleViolation, match="已登记在“1001 甲”名下"):
        second.clean()


def test_a_history_needs_its_beginning(staff):
    member = MemberFactory()
    join = member.events.get()

    with pytest.raises(RuleViolation, match="请作废会员本身"):
        actions.void(join, actor=staff, reason="登记错人")

    join.refresh_from_db()
    assert not join.is_void


def test_an_event_that_others_follow_cannot_be_taken_away(staff):
    member = MemberFactory(joined_on=dt.date(2020, 1, 1))
    record(member, ChangeType.RETIRE, dt.date(2026, 3, 1), staff)
    join = member.events.get(change_type=ChangeType.JOIN)

    with pytest.raises(RuleViolation, match="不能办理“退休”"):
        actions.void(join, actor=staff, reason="登记错人")


def test_an_event_that_another_was_quicker_with_is_refused(staff):
    member = MemberFactory()
    late = MembershipEvent(
        member=member, change_type=ChangeType.LEAVE, date=dt.date(2026, 4, 1)
    )
    late.full_clean()
    record(member, ChangeType.DEATH, dt.date(2026, 3, 1), staff)

    with pytest.raises(RuleViolation, match="不能办理“退会”"):
        actions.create(late, actor=staff)

    member.refresh_from_db()
    assert member.status == MemberStatus.DECEASED


def test_a_form_of_the_member_from_before_the_event_does_not_undo_it(staff):
    seen = MemberFactory()
    record(
        Member.objects.get(pk=seen.pk), ChangeType.RETIRE, dt.date(2026, 3, 1), staff
    )

    seen.note = "新的备注"
    with pytest.raises(Conflict):
        actions.update(seen, actor=staff, version=1)

    assert Member.objects.get(pk=seen.pk).status == MemberStatus.RETIRED


def test_an_event_without_consequence_leaves_the_member_as_it_was(staff):
    member = MemberFactory()
    join = member.events.get()
    join.note = "补登依据"

    actions.update(join, actor=staff, version=1)

    member.refresh_from_db()
    assert member.version == 1


def test_a_voided_member_takes_the_events_along(staff):
    member = MemberFactory(joined_on=dt.date(2026, 1, 5))
    MemberFactory(joined_on=dt.date(2026, 1, 5))

    actions.void(member, actor=staff, reason="重复登记")

    assert MembershipEvent.objects.listed_for(staff).count() == 1
    day = dt.date(2026, 1, 5)
    active = Member.objects.with_status_on(day, MemberStatus.ACTIVE)
    assert active.valid().count() == 1
    actions.restore(member, actor=staff)
    assert MembershipEvent.objects.listed_for(staff).count() == 2


def test_an_event_keeps_its_member(staff):
    event = MemberFactory().events.get()

    form = MembershipEventForm(user=staff, instance=event)

    assert "member" not in form.fields


def test_the_picker_does_not_mind_capitals():
    member = MemberFactory(name="王Tom", staff_no="A1")

    for text in ("王Tom", "tom", "TOM", "a1", "WANG"):
        assert list(Member.objects.picked(text)) == [member]


def test_the_picker_offers_active_members_before_all_others():
    retired = MemberFactory(name="张安", status="retired")
    active = MemberFactory(name="张忠")

    assert list(Member.objects.picked("张")) == [active, retired]


def test_a_whole_number_is_offered_before_numbers_that_begin_with_it():
    longer = MemberFactory(name="李娜", staff_no="A10012")
    member = MemberFactory(name="张伟", staff_no="A1001", status="retired")

    for text in ("A1001", "a1001"):
        assert list(Member.objects.picked(text)) == [member, longer]
