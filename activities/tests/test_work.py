import datetime as dt

import pytest

from activities.work import waiting
from union.tests.factories import UserFactory

from .factories import ActivityFactory, ActivityResultFactory

pytestmark = pytest.mark.django_db

#: A Wednesday.
TODAY = dt.date(2026, 6, 3)
MAY = ["activities.view_activity", "activities.change_activity"]
PLANNED = "计划的活动：举办后请标记已举办，不办的请取消"


def day(number):
    return dt.date(2026, 6, number)


def lines(user):
    return [(item.title, item.count, item.due) for item in waiting(user, TODAY)]


@pytest.fixture
def clerk():
    return UserFactory(perms=MAY)


def test_a_planned_activity_waits_from_the_day_after(clerk):
    ActivityFactory(status="planned", date=day(1))
    ActivityFactory(status="planned", date=day(2))
    ActivityFactory(status="cancelled", date=day(2))
    ActivityFactory(status="held", date=day(2))

    assert lines(clerk) == [(PLANNED, 2, day(1))]


def test_this_week_runs_from_today_to_sunday(clerk):
    ActivityFactory(status="planned", date=day(1), date_to=day(3))
    ActivityFactory(status="planned", date=day(7))
    ActivityFactory(status="planned", date=day(8))

    assert lines(clerk) == [(PLANNED, 2, day(3)), (PLANNED, 1, day(8))]


def test_contests_of_this_year_wait_for_their_results(clerk):
    ActivityFactory(category="contest")
    ActivityFactory(category="contest", date=dt.date(2025, 6, 1))
    ActivityFactory(category="sports")
    ActivityResultFactory(activity__category="contest")

    assert lines(clerk) == [("竞赛已举办，未登记成绩", 1, None)]


def test_own_activities_of_this_year_wait_for_their_attendance(clerk):
    ActivityFactory(headcount=None)
    ActivityFactory(headcount=None, date=dt.date(2025, 6, 1))
    ActivityFactory(headcount=None, host_level="external")
    ActivityFactory(headcount=None, person_times=30)

    assert lines(clerk) == [("活动已举办，未登记人数", 1, None)]


def test_each_line_leads_to_as_many_rows(login):
    client = login(*MAY)
    ActivityFactory(status="planned", date=day(1))
    ActivityFactory(status="planned", date=day(5))
    ActivityFactory(category="contest")

    items = list(waiting(client.user, TODAY))

    assert len(items) == 3
    for item in items:
        page = client.get(item.url)
        assert page.context["page_obj"].paginator.count == item.count == 1


def test_who_may_not_change_activities_has_nothing_waiting():
    ActivityFactory(status="planned", date=day(1))

    assert list(waiting(UserFactory(), TODAY)) == []


def test_waiting_takes_one_query(clerk, django_assert_num_queries):
    clerk.has_perm("activities.change_activity")  # keeps the rights in the cache
    ActivityFactory.create_batch(4, status="planned", date=day(1))

    with django_assert_num_queries(1):
        list(waiting(clerk, TODAY))
