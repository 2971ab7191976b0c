import datetime as dt

import pytest

from members.choices import EmploymentType, Job, JoinSource, Sex
from members.figures import FIGURES
from union.accounts.command_line import COMMAND_LINE
from union.figures import compute
from union.periods import Period

from .factories import MemberFactory, MembershipEventFactory, StaffCountFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def values():
    MemberFactory(
        sex=Sex.MALE,
        joined_on=dt.date(2026, 1, 1),
        employment_type=EmploymentType.RECRUITED,
        job=Job.NURSE,
        registered_on=dt.date(2026, 6, 30),
    )
    MemberFactory(
        joined_on=dt.date(2026, 6, 30),
        join_source=JoinSource.TEMP,
        is_migrant_worker=True,
        employment_type=EmploymentType.PERMANENT,
    )
    MemberFactory(joined_on=dt.date(2026, 7, 1))
    old = MemberFactory(joined_on=dt.date(2019, 1, 1))
    MembershipEventFactory(member=old, date=dt.date(2026, 6, 30))
    StaffCountFactory(year=2026, headcount=4)
    period = Period.of_year(2026, as_of=dt.date(2026, 6, 30))
    return compute(FIGURES, period, COMMAND_LINE)


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("members_total", "2人"),
        ("members_female", "1人"),
        ("members_female_share", "50.0%"),
        ("members_female_permanent", "1人"),
        ("members_joined", "2人"),
        ("members_joined_new_staff", "1人"),
        ("members_joined_temp", "1人"),
        ("members_joined_migrant", "1人"),
        ("members_joined_recruited_nurses", "1人"),
        ("members_retired", "1人"),
        ("members_transferred_out", "0人"),
        ("staff_total", "4人"),
        ("membership_rate", "50.0%"),
        ("members_registered_rate", "50.0%"),
    ],
)
def test_a_figure_counts_the_members_and_events_of_its_year(values, key, text):
    assert values[key].text == text


def test_all_figures_together_take_one_query(values, django_assert_num_queries):
    with django_assert_num_queries(1):
        compute(FIGURES, Period.of_year(2026), COMMAND_LINE)
