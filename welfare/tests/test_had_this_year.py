"""Whom nobody has visited yet this year, asked in the list of the members."""

import datetime as dt

import pytest

from members.records import MEMBER
from members.tests.factories import DepartmentFactory, MemberFactory
from union import actions
from union.accounts.command_line import COMMAND_LINE
from union.roles import ROLES
from union.tests.factories import UserFactory
from welfare.tests.factories import ConsolationFactory

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.time_machine(dt.datetime(2026, 6, 10, 4, tzinfo=dt.UTC), tick=False),
]

URL = MEMBER.url("list")
NOBODY = {"this_year": "no_consolation"}


@pytest.fixture
def ward():
    """Of four in it two had nothing that counts this year."""
    ward = DepartmentFactory(name="护理部")
    named = {name: MemberFactory(name=name, department=ward) for name in "甲乙丙丁"}
    for date in (dt.date(2026, 1, 1), dt.date(2026, 5, 6)):
        ConsolationFactory(beneficiary=named["甲"], date=date)
    ConsolationFactory(beneficiary=named["乙"], date=dt.date(2025, 12, 31))
    voided = ConsolationFactory(beneficiary=named["丙"], date=dt.date(2026, 2, 3))
    actions.void(voided, actor=COMMAND_LINE, reason="")
    ConsolationFactory(
        beneficiary=named["丁"], date=dt.date(2026, 2, 3), relation="parent"
    )
    ConsolationFactory(beneficiary=None, beneficiary_label="值班职工")
    ConsolationFactory(beneficiary__name="外科的人")
    return ward


def names_in(page):
    assert page.status_code == 200
    return sorted(member.name for member in page.context["object_list"])


def test_it_tells_who_had_none_and_who_had_one(client, ward):
    client.force_login(UserFactory(role="staff"))

    none = client.get(URL, {"department": ward.pk, **NOBODY})
    some = client.get(URL, {"department": ward.pk, "this_year": "consolation"})

    assert names_in(none) == ["丙", "乙"]
    assert names_in(some) == ["丁", "甲"]
    assert "慰问情况：本年没有慰问" in none.content.decode()


def test_a_leader_is_told_of_the_own_group_alone(client, ward):
    leader = UserFactory(role="leader")
    own = MemberFactory(name="戊")
    own.union_group.officers.add(leader)
    client.force_login(leader)

    assert names_in(client.get(URL, NOBODY)) == ["戊"]


def test_the_grid_picks_by_it_too(client, ward):
    client.force_login(UserFactory(role="staff"))

    page = client.get("/welfare/consolations/batch/").content.decode()

    assert "本年没有慰问" in page


def test_nobody_learns_by_it_what_is_not_open_to_them():
    for role in ROLES.values():
        if role.holds("members", "view_member"):
            assert role.holds("welfare", "view_consolation")
