"""工龄 ends with the work for the hospital."""

import datetime as dt

import pytest

from members.rules import employed_until, whole_years
from members.tests.factories import MemberFactory, MembershipEventFactory

JOINED, RETIRED = dt.date(2000, 1, 1), dt.date(2016, 6, 30)
LATER = dt.date(2020, 1, 1)


@pytest.mark.parametrize(
    ("changes", "end"),
    [
        (["join"], None),
        (["join", "retire"], RETIRED),
        (["join", "retire", "death"], RETIRED),
        (["join", "retire", "reinstate"], None),
        (["join", "transfer_out"], RETIRED),
        (["join", "leave"], None),
        (["join", "reserve"], None),
    ],
)
def test_the_work_ends_with_retirement_transfer_or_death(changes, end):
    days = (JOINED, RETIRED, LATER)
    assert employed_until(list(zip(days, changes, strict=False))) == end


def test_a_year_is_whole_on_its_day():
    hired = dt.date(2000, 7, 1)
    assert whole_years(hired, dt.date(2016, 6, 30)) == 15
    assert whole_years(hired, dt.date(2016, 7, 1)) == 16


def test_who_was_born_on_29_february_is_a_year_older_on_1_march():
    born = dt.date(2000, 2, 29)

    assert whole_years(born, dt.date(2026, 2, 28)) == 25
    assert whole_years(born, dt.date(2026, 3, 1)) == 26


@pytest.mark.django_db
@pytest.mark.time_machine(dt.datetime(2026, 11, 22, tzinfo=dt.UTC), tick=False)
def test_who_has_retired_grows_no_older_in_the_service():
    member = MemberFactory(
        hire_date=dt.date(2000, 7, 1), joined_on=dt.date(2001, 1, 1), birth_date=None
    )
    assert member.seniority == "26 年"
    MembershipEventFactory(member=member, change_type="retire", date=RETIRED)
    assert member.seniority == "15 年"
