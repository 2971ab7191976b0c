"""People, a gift and a draft that the tests of reports share."""

import datetime as dt
from decimal import Decimal

import pytest

from members.tests.factories import MemberFactory, UnionProfileFactory
from union.tests.factories import UserFactory
from welfare.tests.factories import ConsolationFactory

from .factories import AnnualReportFactory


@pytest.fixture
def staff():
    return UserFactory(role="staff")


@pytest.fixture
def chair():
    return UserFactory(role="chair")


@pytest.fixture
def report(staff):
    """The draft of 2024, with three members of that year."""
    UnionProfileFactory(name="滨江医院工会委员会", short_name="滨江医院工会")
    MemberFactory.create_batch(3, joined_on=dt.date(2024, 3, 1))
    return AnnualReportFactory(year=2024, created_by=staff, drafted=True)


@pytest.fixture
def gift():
    """A consolation of 100 yuan in that year."""
    return ConsolationFactory(date=dt.date(2024, 5, 1), cash_amount=Decimal("100.00"))
