"""What can be done to a planned activity."""

import datetime as dt

import pytest
import time_machine

from activities.actions import cancel, mark_held, replan
from union.errors import Conflict, RuleViolation
from union.models import AuditEntry
from union.tests.factories import UserFactory

from .factories import ActivityFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_june():
    with time_machine.travel(dt.datetime(2026, 6, 1, 4, tzinfo=dt.UTC), tick=False):
        yield


def plan(**fields):
    fields = {"date": dt.date(2026, 5, 12), "headcount": 80} | fields
    return ActivityFactory(title="护士节晚会", status="planned", **fields)


def test_held_takes_over_what_was_reported_and_keeps_the_rest():
    show = plan(location="院礼堂")

    mark_held(
        show,
        actor=UserFactory(),
        headcount=96,
        headcount_qualifier="",
        programme_count=None,
    )

    show.refresh_from_db()
    assert (show.status, show.headcount, show.attendance) == ("held", 96, 96)
    assert show.location == "院礼堂"
    assert AuditEntry.objects.about(show).get().changes == {
        "参加人数": ["80", "96"],
        "状态": ["计划", "已举办"],
    }


def test_what_is_left_empty_stays_as_it_was_planned():
    show = plan(headcount=80, headcount_qualifier="nearly")

    mark_held(show, actor=UserFactory(), headcount=None, headcount_qualifier="")

    show.refresh_from_db()
    assert (show.headcount, show.headcount_qualifier) == (80, "nearly")


def test_what_lies_ahead_cannot_be_marked_as_held():
    show = plan(date=dt.date(2026, 6, 2))

    with pytest.raises(RuleViolation, match="日期还没有到"):
        mark_held(show, actor=UserFactory())

    show.refresh_from_db()
    assert show.status == "planned"


def test_an_activity_is_cancelled_for_a_reason_and_planned_again():
    show, actor = plan(), UserFactory()

    cancel(show, actor=actor, reason="天气原因")
    assert show.status == "cancelled"
    assert AuditEntry.objects.about(show).first().note == "天气原因"

    replan(show, actor=actor, reason="改期举办")
    assert show.status == "planned"


def test_a_cancelled_activity_cannot_be_marked_as_held():
    show = plan()
    cancel(show, actor=UserFactory(), reason="天气原因")

    with pytest.raises(RuleViolation, match="“取消”状态下不能转为“已举办”"):
        mark_held(show, actor=UserFactory())


def test_two_people_cannot_both_decide():
    show = plan()
    stale = type(show).objects.get(pk=show.pk)
    cancel(show, actor=UserFactory(), reason="天气原因")

    with pytest.raises(Conflict):
        mark_held(stale, actor=UserFactory())


def test_the_buttons_are_offered_where_they_apply(login):
    client = login("activities.view_activity", "activities.change_activity")
    planned, held = plan(), ActivityFactory()

    assert buttons(client, planned) == ["标记已举办", "取消活动"]
    assert buttons(client, held) == ["改回计划"]


def buttons(client, activity):
    page = client.get(activity.get_absolute_url())
    return [move.label for move, _ in page.context["moves"]]


def test_the_result_is_reported_on_the_page_of_the_move(login):
    client = login("activities.view_activity", "activities.change_activity")
    show = plan()

    response = client.post(
        f"/activities/activities/{show.pk}/hold/",
        {"headcount": "１２０人", "headcount_qualifier": "odd"},
    )

    assert response.status_code == 302
    show.refresh_from_db()
    assert (show.attendance, show.attendance_qualifier) == (120, "odd")
