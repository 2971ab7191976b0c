"""The count of what waits, in the header of every page."""

import datetime as dt

import pytest
from django.urls import reverse

from activities.tests.factories import ActivityFactory
from members.tests.factories import StaffCountFactory
from reports import header
from reports.waiting import Count, counted
from union.tests.factories import UserFactory
from union.work import WorkItem

#: A Wednesday.
TODAY = dt.date(2026, 6, 10)
NOON = dt.datetime(2026, 6, 10, 4, tzinfo=dt.UTC)

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOON, tick=False)]


def days(number):
    return TODAY + dt.timedelta(days=number)


def header_of(client, url="/audit/"):
    page = client.get(url).content.decode()
    start = page.index("待办", page.index("bi-check2-square", page.index("topbar")))
    return page[start : page.index("</a>", start)]


@pytest.fixture
def chief(client):
    client.user = UserFactory(is_superuser=True)
    client.force_login(client.user)
    return client


def test_the_header_counts_tasks_and_leaves_out_what_lies_with_others():
    items = [
        WorkItem("逾期", "/a/", count=4, due=days(-1)),
        WorkItem("缺资料", "/b/", count=300, is_tidying=True),
        WorkItem("在别人手里", "/c/", count=7, waits_for="主席"),
        WorkItem("本周", "/d/", by=days(4)),
    ]

    assert counted(items, TODAY) == Count(total=6, overdue=4)


def test_every_page_tells_how_much_waits_and_what_is_late(chief, monkeypatch):
    items = [WorkItem("甲", "/", count=5), WorkItem("乙", "/", count=2, due=days(-1))]
    monkeypatch.setattr(header, "waiting", lambda user, today: items)

    text = header_of(chief)

    assert "待办 7" in text
    assert "逾期 2" in text


def test_the_count_is_kept_for_a_minute_and_costs_nothing_meanwhile(
    chief, time_machine, monkeypatch
):
    calls = []
    monkeypatch.setattr(header, "waiting", lambda user, today: calls.append(1) or [])
    url = reverse("members:department_list")
    chief.get(url)

    time_machine.shift(59)
    chief.get(url)
    assert len(calls) == 1

    time_machine.shift(2)
    chief.get(url)
    assert len(calls) == 2


def test_who_has_done_something_sees_the_count_fall(client, staff):
    ActivityFactory(status="planned", date=days(-1))
    last = ActivityFactory(status="planned", date=days(-2))
    StaffCountFactory(year=2026)
    client.force_login(staff)
    url = reverse("members:department_list")
    assert "逾期 2" in header_of(client, url)

    client.post(
        reverse("activities:activity_cancel", args=[last.pk]), {"reason": "下雨"}
    )

    assert "逾期 1" in header_of(client, url)
