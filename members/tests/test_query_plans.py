"""How SQLite, which keeps no statistics here, reads what is counted of members."""

import datetime as dt

import pytest
from django.db import connection
from django.db.models import Count

from members.choices import MemberStatus, Sex
from members.models import Member

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="plans of SQLite"),
]

ON_THE_DAY = (dt.date(2026, 6, 30), MemberStatus.ACTIVE)


def test_counting_members_of_a_day_reads_indexes_alone():
    women = Member.objects.valid().with_status_on(*ON_THE_DAY).filter(sex=Sex.FEMALE)
    plan = women.values("sex").annotate(Count("pk")).explain()
    assert "USING COVERING INDEX members_counted" in plan
    assert "USING COVERING INDEX membership_events_in_time" in plan


def test_counting_registered_members_reads_indexes_alone():
    registered = Member.objects.valid().with_status_on(*ON_THE_DAY)
    registered = registered.filter(registered_on__lte=dt.date(2026, 6, 30))
    plan = registered.values("voided_at").annotate(Count("pk")).explain()
    assert "USING COVERING INDEX members_counted" in plan
