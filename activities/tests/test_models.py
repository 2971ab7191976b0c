"""What follows from the fields of an activity, its sessions and its results."""

import datetime as dt
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import ValidationError

from activities.models import Activity, ActivityResult
from union import actions
from union.blocked import users_of
from union.tests.factories import UserFactory

from .factories import (
    ActivityFactory,
    ActivityResultFactory,
    ActivitySessionFactory,
    PrizeRuleFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_june():
    with time_machine.travel(dt.datetime(2026, 6, 1, 4, tzinfo=dt.UTC), tick=False):
        yield


@pytest.mark.parametrize(
    ("date", "status"),
    [((2026, 6, 1), "held"), ((2026, 6, 2), "planned")],
)
def test_an_empty_status_follows_from_the_date(date, status):
    activity = ActivityFactory(date=dt.date(*date), status="")

    assert activity.status == status


@pytest.mark.parametrize(
    ("reported", "counted"),
    [
        ({"headcount": None}, (0, "")),
        (
            {"headcount": 300, "headcount_qualifier": "odd"},
            (300, "odd"),
        ),
        (
            {
                "headcount": 60,
                "person_times": 300,
                "person_times_qualifier": "nearly",
            },
            (300, "nearly"),
        ),
    ],
)
def test_person_times_go_before_the_headcount(reported, counted):
    activity = ActivityFactory(**reported)

    assert (activity.attendance, activity.attendance_qualifier) == counted


def test_two_days_are_a_range_and_a_month_ends_with_its_last_day():
    days = ActivityFactory(date_to=dt.date(2026, 4, 20))
    month = ActivityFactory(date=dt.date(2026, 2, 1), date_precision="month")

    assert (days.date_text, days.ends_on) == ("4月18—20日", dt.date(2026, 4, 20))
    assert (month.date_text, month.ends_on) == ("2月", dt.date(2026, 2, 28))


def totals(activity):
    activity.refresh_from_db()
    return activity.attendance, activity.session_total, activity.cost_total


def test_sessions_count_where_the_activity_says_nothing():
    rest = ActivityFactory(category="recuperation", headcount=None)
    ActivitySessionFactory(activity=rest, headcount=61, cost=Decimal("900.50"))
    second = ActivitySessionFactory(activity=rest, headcount=60, cost=Decimal("800"))

    assert totals(rest) == (121, 2, Decimal("1700.50"))

    actions.void(second, actor=UserFactory(), reason="重复")

    assert totals(rest) == (61, 1, Decimal("900.50"))


def test_the_own_number_of_the_activity_stands_for_its_sessions():
    rest = ActivityFactory(headcount=367, cost=Decimal(5000), session_count=6)
    assert totals(rest) == (367, 6, Decimal(5000))

    ActivitySessionFactory(activity=rest, headcount=61)

    assert totals(rest) == (367, 1, Decimal(5000))


def test_a_changed_activity_still_counts_its_sessions():
    film = ActivityFactory(category="film", headcount=None)
    ActivitySessionFactory.create_batch(2, activity=film, headcount=50)
    film.refresh_from_db()
    film.location = "人民影城"

    actions.update(film, actor=UserFactory(), version=film.version)

    assert totals(film) == (100, 2, Decimal(2000))


def test_the_same_title_on_the_same_day_is_refused_and_elsewhere_accepted():
    ActivityFactory(title="健步走")
    again = Activity(title="健步走", category="sports", date=dt.date(2026, 4, 18))

    with pytest.raises(ValidationError, match="这一天已登记同名活动"):
        again.full_clean(exclude=["ends_on", "label"])
    again.date = dt.date(2026, 4, 19)
    again.full_clean(exclude=["ends_on", "label"])


def test_series_may_not_turn_in_a_circle():
    month = ActivityFactory(title="健身活动月")
    walk = ActivityFactory(title="健步走", parent=month)
    hike = ActivityFactory(title="登山", parent=walk)
    month.parent = hike

    with pytest.raises(ValidationError, match="不能互相归属"):
        month.clean()
    hike.parent = month
    hike.clean()


def prized(activity, **fields):
    return ActivityResult(
        activity=activity, entrant_kind="team", team="外科队", place=1, **fields
    )


def test_prizes_for_more_than_two_thirds_are_refused_at_the_result():
    PrizeRuleFactory()
    contest = ActivityFactory(headcount=6)
    ActivityResultFactory(activity=contest, winners=3, prize="毛巾")

    prized(contest, winners=1, prize="毛巾").clean()
    prized(contest, winners=2).clean()  # a place without prize
    with pytest.raises(ValidationError, match="获奖 5 人，超过参加人数 6 人的 2/3"):
        prized(contest, winners=2, prize_amount=Decimal(100)).clean()


def test_a_team_of_unknown_size_is_one_winner():
    PrizeRuleFactory()
    contest = ActivityFactory(headcount=3)
    ActivityResultFactory(activity=contest, winners=None, prize="毛巾")

    prized(contest, winners=1, prize="毛巾").clean()
    with pytest.raises(ValidationError, match="获奖 3 人"):
        prized(contest, winners=2, prize="毛巾").clean()


def test_a_result_is_not_counted_against_itself():
    PrizeRuleFactory()
    contest = ActivityFactory(headcount=6)
    won = ActivityResultFactory(activity=contest, winners=3, prize="毛巾")
    won.winners = 4

    won.clean()


def test_fewer_participants_than_the_prizes_allow_are_refused_at_the_activity():
    PrizeRuleFactory()
    contest = ActivityFactory(headcount=6)
    ActivityResultFactory(activity=contest, winners=4, prize="毛巾")
    contest.headcount = 5

    with pytest.raises(ValidationError, match="最多 3 人"):
        contest.clean()
    contest.headcount = 6
    contest.clean()


def test_prizes_that_others_give_are_not_limited():
    PrizeRuleFactory()
    contest = ActivityFactory(headcount=6, host_level="external")

    prized(contest, winners=6, prize="奖杯").clean()


@pytest.mark.parametrize(("day", "limit"), [(31, False), (30, True)])
def test_the_rule_of_the_day_of_the_event_counts(day, limit):
    """A stricter rule is in force up to 30 March."""
    PrizeRuleFactory(since=dt.date(2026, 1, 1), until=dt.date(2026, 3, 30))
    contest = ActivityFactory(date=dt.date(2026, 3, day), headcount=3)
    three = prized(contest, winners=3, prize="毛巾")

    if limit:
        with pytest.raises(ValidationError, match="最多 2 人"):
            three.clean()
    else:
        three.clean()


@pytest.mark.parametrize(
    ("fields", "first"),
    [
        ({"place": 1}, True),
        ({"place": None, "award": "一等奖"}, True),
        ({"place": 2, "award": "二等奖"}, False),
    ],
)
def test_first_places_and_first_awards_are_known(fields, first):
    assert ActivityResultFactory(**fields).is_first is first


def test_the_summary_sentence_reads_the_results_best_first():
    contest = ActivityFactory(title="拔河比赛", headcount=None, location="")
    ActivityResultFactory(activity=contest, event="", team="内科队", place=2)
    ActivityResultFactory(activity=contest, event="", team="外科队", place=1)

    assert contest.summary_sentence() == (
        "4月18日，举办拔河比赛，外科队获第一名，内科队获第二名。"
    )


def test_what_goes_together_with_its_user_is_not_in_use():
    series = ActivityFactory()
    part = ActivityFactory(parent=series)

    assert list(users_of(Activity, [series.pk])) == [series.pk]
    assert users_of(Activity, [series.pk, part.pk]) == {}
