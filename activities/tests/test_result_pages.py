"""The list of results, their grid and the way to it."""

import datetime as dt

import pytest

from activities.models import ActivityResult
from activities.records import ACTIVITY, ACTIVITY_RESULT
from members.tests.factories import MemberFactory

from .factories import ActivityFactory, ActivityResultFactory

pytestmark = pytest.mark.django_db

ALL = "members.view_all_groups"
MAY = [
    "activities.view_activity",
    "activities.view_activitysession",
    "activities.add_activitysession",
    "activities.view_activityresult",
    "activities.add_activityresult",
    ALL,
]


def test_each_person_is_one_winner_and_a_team_as_many_as_it_says(login):
    activity = ActivityFactory()
    for _ in range(3):
        ActivityResultFactory(
            activity=activity,
            entrant_kind="individual",
            team="",
            member=MemberFactory(),
            award="一等奖",
        )
    ActivityResultFactory(activity=activity, winners=11)
    ActivityResultFactory(activity=activity, winners=None)

    page = login(*MAY).get(ACTIVITY_RESULT.list_url)

    assert page.context["sums"] == [("获奖人次合计", "14")]
    counts = ActivityResult.objects.with_details().values_list(
        "winner_count", flat=True
    )
    assert sorted(counts, key=str) == [1, 1, 1, 11, None]


def test_the_page_of_an_activity_leads_to_a_grid_about_it(login):
    activity = ActivityFactory(title="职工运动会", date=dt.date(2026, 3, 1))
    client = login(*MAY)
    address = f"{ACTIVITY_RESULT.url('batch')}?activity={activity.pk}"

    assert (
        f'href="{address}">成批录入</a>'
        in client.get(activity.get_absolute_url()).content.decode()
    )
    page = client.get(address)

    assert page.context["page"].typed.above["activity"] == activity.reference
    assert "没有得奖的参加者不用逐个登记" in page.content.decode()


def test_who_may_not_add_is_not_led_to_a_grid(login):
    activity = ActivityFactory()
    client = login("activities.view_activity", "activities.view_activityresult")

    page = client.get(activity.get_absolute_url()).content.decode()

    assert "成批录入" not in page
    assert ACTIVITY.url("list") in page
