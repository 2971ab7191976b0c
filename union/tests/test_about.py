"""The panel beside a form: what is known of whom one is entering something for."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from members.tests.factories import MemberFactory
from welfare.tests.factories import ConsolationFactory

from .factories import UserFactory

pytestmark = pytest.mark.django_db


def test_the_panel_counts_and_sums_up_the_year_and_names_the_latest(client):
    year = timezone.localdate().year
    member = MemberFactory()
    for month in (1, 2, 3, 4):
        day = dt.date(year, month, 8)
        ConsolationFactory(beneficiary=member, date=day, cash_amount=Decimal("300.50"))
    ConsolationFactory(beneficiary=member, date=dt.date(year - 1, 12, 31))
    ConsolationFactory(date=dt.date(year, 5, 8))
    client.force_login(UserFactory(role="staff"))

    page = client.get(
        reverse("welfare:mutualaidclaim_about"), {"member": member.staff_no}
    )

    part = next(p for p in page.context["about"]["parts"] if p["label"] == "慰问")
    assert (part["count"], part["total"]) == (4, "1,202.00 元")
    assert [row.date.month for row in part["rows"]] == [4, 3, 2]
