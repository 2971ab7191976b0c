"""A member's page sums up what came to the member, as far as the reader sees it."""

import datetime as dt
from decimal import Decimal

import pytest

from members.tests.factories import MemberFactory
from union.received import received
from union.tests.factories import UserFactory
from welfare.tests.factories import ConsolationFactory, MutualAidClaimFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    member = MemberFactory()
    ConsolationFactory(
        beneficiary=member, date=dt.date(2026, 2, 3), cash_amount=500, goods_value=0
    )
    ConsolationFactory(
        beneficiary=member, date=dt.date(2025, 2, 3), cash_amount=300, goods_value=0
    )
    MutualAidClaimFactory(
        member=member,
        status="paid",
        filed_on=dt.date(2025, 5, 1),
        event_date=dt.date(2025, 4, 1),
        amount_paid=1200,
        paid_on=dt.date(2025, 6, 1),
    )
    MutualAidClaimFactory(member=member)
    return member


def told(member, user):
    return [
        (item.label, item.count_this_year, item.total_this_year, item.count, item.total)
        for item in received(member, user, 2026)
    ]


def test_gifts_and_payments_are_summed_up_for_the_office(member):
    assert told(member, UserFactory(role="staff")) == [
        ("慰问", 1, Decimal(500), 2, Decimal(800)),
        ("互助赔付", 0, Decimal(0), 1, Decimal(1200)),
    ]


def test_a_leader_is_told_of_gifts_alone(member):
    leader = UserFactory(role="leader")
    member.union_group.officers.add(leader)
    assert [row[0] for row in told(member, leader)] == ["慰问"]


@pytest.mark.time_machine(dt.datetime(2026, 6, 10, 4, tzinfo=dt.UTC), tick=False)
def test_the_page_says_it(client, member):
    client.force_login(UserFactory(role="staff"))
    page = client.get(member.get_absolute_url()).content.decode()
    assert "2026年 1 次 <strong>500.00 元</strong>" in page
    assert "历年共 2 次 <strong>800.00 元</strong>" in page
