"""日历订阅: who gets the address, what stands in the file, and what does not."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar

from activities.tests.factories import ActivityFactory
from congress.tests.factories import (
    CongressSessionFactory,
    DisclosureItemFactory,
    ProposalFactory,
)
from members.tests.factories import MemberFactory, UnionGroupFactory
from union.models import AuditEntry, CalendarFeed
from union.tests.factories import UserFactory
from welfare.tests.factories import (
    ConsolationFactory,
    MutualAidClaimFactory,
    MutualAidPlanFactory,
)

#: A Wednesday.
TODAY = dt.date(2026, 6, 10)
NOON = dt.datetime(2026, 6, 10, 4, tzinfo=dt.UTC)
UNKNOWN = "/work/calendar/" + "x" * 43 + ".ics"

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOON, tick=False)]


@pytest.fixture
def clerk(client):
    client.user = UserFactory(role="staff")
    client.force_login(client.user)
    return client


def address_after_renewing(client):
    page = client.post(reverse("calendar_renew")).content.decode()
    [address] = re.findall(r"http://testserver(/work/calendar/[\w-]+\.ics)", page)
    return address


def read(address):
    """The events of the file, as a calendar program without a login gets them."""
    response = Client().get(address)
    assert response.status_code == 200
    return Calendar.from_ical(response.content).walk("VEVENT")


def titles(address):
    return [str(event["SUMMARY"]) for event in read(address)]


# --- the address -------------------------------------------------------------------


def test_a_phone_subscribes_by_a_link_and_a_button_copies_the_address(clerk):
    page = clerk.post(reverse("calendar_renew")).content.decode()
    assert re.search(r'href="webcal://testserver/work/calendar/[\w-]+\.ics"', page)
    assert 'data-copy="feed-address" hidden' in page


def test_the_address_is_shown_once_and_only_its_digest_is_kept(clerk):
    address = address_after_renewing(clerk)
    token = address.split("/")[-1].removesuffix(".ics")

    assert len(token) == 43
    assert token not in clerk.get(reverse("calendar_feed")).content.decode()
    feed = CalendarFeed.objects.get(user=clerk.user)
    assert len(feed.digest) == 64
    assert token not in str(feed.__dict__)
    entry = AuditEntry.objects.get(note="生成日历订阅地址")
    assert token not in f"{entry.note}{entry.changes}{entry.object_repr}"


def test_a_new_address_ends_the_old_one(clerk):
    old = address_after_renewing(clerk)
    new = address_after_renewing(clerk)

    assert Client().get(old).status_code == 404
    assert Client().get(new).status_code == 200


def test_a_revoked_address_is_unknown(clerk):
    address = address_after_renewing(clerk)

    page = clerk.post(reverse("calendar_revoke"), follow=True).content.decode()

    assert "日历订阅已停用，原地址立即失效" in page
    assert "尚未开通" in page
    assert Client().get(address).status_code == 404


def test_a_closed_account_has_no_calendar(clerk):
    address = address_after_renewing(clerk)
    clerk.user.is_active = False
    clerk.user.save()

    assert Client().get(address).status_code == 404


def test_an_unknown_address_is_not_found_and_asks_for_no_login():
    assert Client().get(UNKNOWN).status_code == 404


def test_making_and_revoking_takes_a_post(clerk):
    assert clerk.get(reverse("calendar_renew")).status_code == 405
    assert clerk.get(reverse("calendar_revoke")).status_code == 405
    assert Client().post(reverse("calendar_renew")).status_code == 302  # to the login


def test_reading_is_logged_once_a_day(clerk, time_machine):
    address = address_after_renewing(clerk)
    entries = AuditEntry.objects.filter(action="export", actor=clerk.user)

    Client().get(address)
    Client().get(address)
    assert entries.count() == 1

    time_machine.shift(dt.timedelta(days=1))
    Client().get(address)
    assert entries.count() == 2
    assert CalendarFeed.objects.get().used_on == dt.date(2026, 6, 11)


# --- the file ----------------------------------------------------------------------


def test_the_file_is_for_calendar_programs_and_for_no_cache(clerk):
    response = Client().get(address_after_renewing(clerk))

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Cache-Control"] == "no-store"
    calendar = Calendar.from_ical(response.content)
    assert calendar["X-WR-TIMEZONE"] == "Asia/Shanghai"
    assert calendar["VERSION"] == "2.0"


def test_an_activity_is_whole_days_at_its_place(clerk):
    activity = ActivityFactory(
        title="第十届“同仁杯”职工乒乓球比赛暨女职工趣味运动会（东院区和西院区联合举办）",
        status="planned",
        date=dt.date(2026, 6, 20),
        date_to=dt.date(2026, 6, 21),
        location="院礼堂",
    )
    address = address_after_renewing(clerk)

    [event] = read(address)

    assert event["UID"] == f"activity-{activity.pk}@union-workbench"
    assert event["SUMMARY"] == f"活动：{activity.title}"
    assert event["DTSTART"].dt == dt.date(2026, 6, 20)
    assert event["DTEND"].dt == dt.date(2026, 6, 22)  # the first day that is free again
    assert event["DTSTAMP"].dt == NOON
    assert event["LOCATION"] == "院礼堂"
    assert event["CLASS"] == "PRIVATE"
    assert event["URL"] == f"http://testserver/activities/activities/{activity.pk}/"
    lines = Client().get(address).content.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75  # RFC 5545, 3.1


def test_the_same_matter_keeps_its_uid(clerk):
    ActivityFactory(status="planned", date=dt.date(2026, 6, 20))
    address = address_after_renewing(clerk)

    [before] = read(address)
    [after] = read(address)

    assert before["UID"] == after["UID"]
    assert before["DTSTAMP"].dt == after["DTSTAMP"].dt


def test_dates_of_all_rooms_are_in_it(clerk):
    ActivityFactory(title="义诊", status="planned", date=dt.date(2026, 6, 12))
    ActivityFactory(status="held", date=dt.date(2026, 6, 1))
    session = CongressSessionFactory(term_no=7, session_no=2, date=dt.date(2026, 7, 1))
    ProposalFactory(
        session=session, number=8, assigned=True, due_on=dt.date(2026, 6, 30)
    )
    DisclosureItemFactory(title="疗休养安排", until=dt.date(2026, 6, 25))
    plan = MutualAidPlanFactory(name="综合互助")
    late = {"plan": plan, "event_date": dt.date(2026, 1, 1), "status": "draft"}
    MutualAidClaimFactory.create_batch(2, **late)

    assert titles(address_after_renewing(clerk)) == [
        "活动：义诊",
        "会议：第七届第二次职工代表大会",
        "提案答复期限：8号 在门诊楼增设饮水点",
        "公开期满：疗休养安排",
        "互助计划到期：综合互助",
        "互助申请申报截止：2 件",
    ]


def test_birthdays_are_only_counted_week_by_week(clerk):
    for birth in ((1980, 6, 8), (1991, 6, 14), (1985, 6, 15), (1985, 9, 9)):
        MemberFactory(name="赵钱孙", birth_date=dt.date(*birth))

    events = read(address_after_renewing(clerk))

    assert [(str(e["SUMMARY"]), e["DTSTART"].dt) for e in events] == [
        ("本周 2 位会员生日", dt.date(2026, 6, 8)),
        ("本周 1 位会员生日", dt.date(2026, 6, 15)),
    ]


def test_the_sick_and_the_bereaved_are_not_in_it(clerk):
    member = MemberFactory(name="赵钱孙", birth_date=dt.date(1980, 6, 10))
    ConsolationFactory(beneficiary=member, occasion="bereavement", date=TODAY)
    MutualAidClaimFactory(
        member=member, diagnosis="肺炎", event_date=dt.date(2026, 1, 1)
    )
    address = address_after_renewing(clerk)

    text = Calendar.from_ical(Client().get(address).content).to_ical().decode()

    assert "互助申请申报截止：1 件" in text
    for secret in ("赵钱孙", member.staff_no, "肺炎", "丧事", "800"):
        assert secret not in text


def test_the_file_holds_what_its_owner_may_see(client):
    group = UnionGroupFactory()
    MemberFactory(union_group=group, birth_date=dt.date(1980, 6, 10))
    MemberFactory(birth_date=dt.date(1980, 6, 10))
    MutualAidPlanFactory(name="综合互助")
    leader = UserFactory(role="leader")
    group.officers.add(leader)
    client.force_login(leader)
    assert titles(address_after_renewing(client)) == ["本周 1 位会员生日"]

    client.force_login(UserFactory(role="admin"))
    assert titles(address_after_renewing(client)) == []


def test_a_long_calendar_takes_as_many_queries_as_a_short_one(clerk):
    address = address_after_renewing(clerk)

    def add(number):
        ActivityFactory.create_batch(number, status="planned", date=TODAY)
        MutualAidPlanFactory.create_batch(number)
        MemberFactory.create_batch(number, birth_date=dt.date(1980, 6, 10))

    def asked():
        with CaptureQueriesContext(connection) as captured:
            read(address)
        return len(captured)

    add(1)
    asked()
    with_little = asked()
    add(5)

    assert asked() == with_little
