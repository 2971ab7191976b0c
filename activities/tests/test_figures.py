"""The figures of a year, with numbers written out."""

import datetime as dt
from decimal import Decimal

import pytest

from activities.figures import FIGURES
from union import actions
from union.accounts.command_line import COMMAND_LINE
from union.figures import Figure, compute
from union.periods import Period

from .factories import ActivityFactory, ActivityResultFactory, ActivitySessionFactory

pytestmark = pytest.mark.django_db

YEAR = Period.of_year(2026)


def figures(period=YEAR):
    """{key: text} of the figures that are not nothing."""
    values = compute(FIGURES, period, COMMAND_LINE)
    return {key: v.text for key, v in values.items() if v.number}


def test_only_what_was_held_in_the_period_counts():
    ActivityFactory(headcount=60)
    ActivityFactory(status="planned")
    ActivityFactory(status="cancelled")
    ActivityFactory(date=dt.date(2025, 12, 31))
    ActivityFactory(date=dt.date(2026, 12, 31), headcount=40)

    assert figures() == {
        "activities_total": "2次",
        "activities_total_sports": "2次",
        "activities_person_times": "100人次",
    }
    assert figures(Period.of_year(2026, dt.date(2026, 12, 30))) == {
        "activities_total": "1次",
        "activities_total_sports": "1次",
        "activities_person_times": "60人次",
    }


def test_a_series_counts_once_and_its_own_number_goes_before_its_events():
    month = ActivityFactory(
        title="全民健身活动月",
        series_name="健身活动月",
        headcount=None,
        person_times=300,
        person_times_qualifier="nearly",
    )
    for title in ("登山", "游泳", "健步走", "羽毛球"):
        ActivityFactory(
            title=title, series_name="健身活动月", parent=month, headcount=70
        )

    assert figures() == {
        "activities_total": "1次",
        "activities_total_sports": "1次",
        "activities_person_times": "近300人次",
        "fitness_series_items": "4项",
        "fitness_series_person_times": "近300人次",
    }

    month.person_times, month.person_times_qualifier = None, ""
    actions.update(month, actor=None, version=month.version)

    assert figures()["activities_person_times"] == "280人次"


@pytest.mark.parametrize(
    "state",
    [{"status": "planned"}, {"voided_at": dt.datetime(2026, 5, 1, tzinfo=dt.UTC)}],
)
def test_events_of_a_series_that_was_not_held_count_by_themselves(state):
    series = ActivityFactory(**state)
    ActivityFactory.create_batch(2, parent=series, headcount=10)

    assert figures()["activities_total"] == "2次"
    assert figures()["activities_person_times"] == "20人次"


def test_an_event_of_another_kind_than_its_series_counts_among_its_kind():
    womens_day = ActivityFactory(category="women", headcount=None)
    ActivityFactory(
        category="volunteer", parent=womens_day, headcount=8, served_count=210
    )

    assert figures() == {
        "activities_total": "1次",
        "activities_total_women": "1次",
        "activities_person_times": "8人次",
        "volunteer_events": "1次",
        "volunteer_served": "210人次",
    }


def test_what_was_joined_elsewhere_counts_also_within_an_own_series():
    own = ActivityFactory(headcount=None)
    away = ActivityFactory(parent=own, host_level="external", headcount=None)
    ActivityFactory(parent=away, host_level="external", headcount=None)

    assert figures() == {
        "activities_total": "1次",
        "activities_total_sports": "1次",
        "activities_external": "1次",
    }


def test_screenings_are_counted_by_session_by_number_or_as_one():
    by_session = ActivityFactory(category="film", headcount=None)
    ActivitySessionFactory.create_batch(2, activity=by_session, headcount=190)
    ActivityFactory(category="film", session_count=4, headcount=None)
    ActivityFactory(category="film", headcount=None)
    ActivityFactory(category="film", headcount=None, status="planned")

    assert figures()["film_screenings"] == "7场"
    assert figures()["activities_person_times"] == "380人次"


def test_recuperation_with_its_cost_per_head():
    rest = ActivityFactory(category="recuperation", headcount=None, days=6)
    for headcount in (62, 61, 61, 61, 61, 61):
        ActivitySessionFactory(
            activity=rest, headcount=headcount, cost=Decimal(headcount * 2400)
        )

    values = figures()

    assert {key: text for key, text in values.items() if "recup" in key} == {
        "activities_total_recuperation": "1次",
        "recuperation_persons": "367人",
        "recuperation_batches": "6批",
        "recuperation_days": "6日",
        "recuperation_cost": "880800.00元",
        "recuperation_per_head": "2400.00元/人",
    }


def test_numbers_that_activities_report_of_themselves_are_added_up():
    ActivityFactory(team_count=26, programme_count=14, performers=34)
    ActivityFactory(team_count=8, works_count=50, works_qualifier="many")
    ActivityFactory(period="week", times_per_period=2)

    values = figures()

    assert values["team_count"] == "34队"
    assert values["programme_count"] == "14个"
    assert values["performers"] == "34人"
    assert values["works_collected"] == "50多件"
    assert values["recurring_activities"] == "1项"


def test_retirees_with_a_round_number():
    ActivityFactory(category="retirees", headcount=170, headcount_qualifier="odd")
    ActivityFactory(category="retirees", headcount=30)

    assert figures()["retiree_events"] == "2次"
    assert figures()["retiree_event_headcount"] == "约200人次"


def test_awards_elsewhere_and_placings_at_home():
    away = ActivityFactory(host_level="external")
    ActivityResultFactory(activity=away, team="", place=None, award="一等奖")
    ActivityResultFactory(activity=away, team="", place=4)
    ActivityResultFactory(activity=away, entrant_kind="individual", person="周宁")
    home = ActivityFactory()
    for place in (1, 2, 2, 3, 3, 3, 4):
        ActivityResultFactory(activity=home, place=place)
    ActivityResultFactory(activity=home, entrant_kind="individual", person="何平")
    ActivityResultFactory(activity=ActivityFactory(status="planned"))

    values = figures()

    assert values["activities_external"] == "1次"
    assert values["awards_external"] == "3项"
    assert values["awards_first_class"] == "2项"
    assert values["internal_placings"] == "6队"


def test_each_figure_counts_the_rows_of_the_list_it_leads_to(login):
    month = ActivityFactory(headcount=9, series_name="健身活动月")
    for category in ("sports", "film", "recuperation", "volunteer", "retirees"):
        ActivityFactory(category=category, parent=month, period="week")
        ActivityFactory(category=category, host_level="external", served_count=3)
    ActivityResultFactory(activity__host_level="external")
    ActivityResultFactory()
    client = login("activities.view_activity", "activities.view_activityresult")

    for figure in FIGURES:
        if isinstance(figure, Figure):
            value = compute([figure], YEAR, client.user)[figure.key]
            page = client.get(value.url)
            assert page.context["page_obj"].paginator.count == value.rows, figure.key
