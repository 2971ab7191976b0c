"""日历订阅: several clicks and several calendar programs at the same moment."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse

from union.models import CalendarFeed
from union.tests.factories import UserFactory
from union.tests.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def browser_of(user):
    client = Client()
    client.force_login(user)
    return client


def address_in(page):
    [address] = set(re.findall(r"/work/calendar/[\w-]+\.ics", page.content.decode()))
    return address


def test_addresses_made_at_the_same_moment_leave_one_that_works():
    user = UserFactory(role="staff")
    browsers = [browser_of(user) for _ in range(3)]

    pages = at_once(*[lambda b=b: b.post(reverse("calendar_renew")) for b in browsers])

    assert [page.status_code for page in pages] == [200, 200, 200]
    assert CalendarFeed.objects.filter(user=user).count() == 1
    answers = [Client().get(address_in(page)).status_code for page in pages]
    assert sorted(answers) == [200, 404, 404]


def test_of_programs_that_read_at_the_same_moment_one_is_the_first_of_the_day():
    CalendarFeed.objects.renew(UserFactory())
    one, other = CalendarFeed.objects.get(), CalendarFeed.objects.get()
    today = dt.date(2026, 6, 10)

    assert CalendarFeed.objects.note_use(one, today)
    assert not CalendarFeed.objects.note_use(other, today)
    assert CalendarFeed.objects.note_use(other, dt.date(2026, 6, 11))
