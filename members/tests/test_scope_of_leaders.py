"""Who looks after one group is offered that group, and no other."""

import pytest

from members.records import MEMBER, UNION_GROUP
from members.tests.factories import MemberFactory, UnionGroupFactory
from union.models import User
from union.tests.factories import UserFactory
from welfare.tests.factories import ConsolationFactory

pytestmark = pytest.mark.django_db
TWO = ("department", "union_group")


@pytest.fixture
def own(client):
    """A member of the group of the leader who is logged in."""
    member = MemberFactory(department__name="内科", union_group__name="一组")
    leader = UserFactory(role="leader")
    member.union_group.officers.add(leader)
    client.force_login(leader)
    return member


def test_the_page_of_the_own_group_lists_its_members(client, own):
    page = client.get(own.union_group.get_absolute_url()).content.decode()
    assert own.name in page


def test_the_pages_of_other_groups_are_not_found(client, own):
    other = UnionGroupFactory(name="二组")
    assert client.get(other.get_absolute_url()).status_code == 404
    assert "二组" not in client.get(UNION_GROUP.list_url).content.decode()


def test_filters_offer_the_departments_and_groups_of_visible_members(client, own):
    MemberFactory(department__name="外科", union_group__name="二组")
    form = client.get(f"{MEMBER.list_url}?all=1").context["filter"].form
    offered = {n: [str(r) for r in form.fields[n].queryset] for n in TWO}
    assert offered == {"department": ["内科"], "union_group": ["一组"]}


def test_who_may_enter_and_not_correct_is_told_whom_to_ask(client, own):
    page = client.get(ConsolationFactory(beneficiary=own).get_absolute_url())
    assert "需要更正或补交附件，请联系工会干事" in page.content.decode()


def test_an_empty_list_advises_only_what_its_reader_may_do(client):
    client.force_login(UserFactory(role="auditor"))
    page = client.get(f"{MEMBER.list_url}?all=1").content.decode()
    assert "还没有会员。" in page
    assert "可以逐个新增" not in page


def test_a_list_without_choices_says_what_is_to_be_entered_first(client):
    client.force_login(UserFactory(role="staff"))
    page = client.get(MEMBER.url("create")).content.decode()
    assert "没有可选的科室，请" in page
    assert "没有可选的工会小组，请" in page
    MemberFactory()
    assert "没有可选的科室" not in client.get(MEMBER.url("create")).content.decode()


def test_a_group_is_offered_the_accounts_of_leaders_and_those_it_names(client):
    for role in ("leader", "chair", "auditor", "admin"):
        UserFactory(role=role, username=f"the-{role}")
    UserFactory(role="leader", username="gone", is_active=False)
    client.force_login(UserFactory(role="staff"))
    new = client.get(UNION_GROUP.url("create")).context["form"]
    assert [u.username for u in new.fields["officers"].queryset] == ["the-leader"]
    group = UnionGroupFactory()
    group.officers.add(User.objects.get(username="gone"))
    old = client.get(UNION_GROUP.url("update", group.pk)).context["form"]
    offered = {u.username for u in old.fields["officers"].queryset}
    assert offered == {"the-leader", "gone"}


def test_who_sees_part_of_a_number_is_told_whom_to_ask(client, own):
    member = MemberFactory(phone="13911110000", union_group=own.union_group)
    page = client.get(member.get_absolute_url()).content.decode()
    assert "139****0000" in page
    assert "隐去的部分请向工会干事询问" in page
    client.force_login(UserFactory(role="staff"))
    page = client.get(member.get_absolute_url()).content.decode()
    assert "隐去的部分请向工会干事询问" not in page
