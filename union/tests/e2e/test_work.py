"""待办 in the hands of the people whom it is for."""

import datetime as dt
import re

import pytest
from playwright.sync_api import expect

from activities.tests.factories import ActivityFactory
from members.tests.factories import MemberFactory, StaffCountFactory, UnionGroupFactory
from welfare.tests.factories import ConsolationFactory, MutualAidClaimFactory

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def day(number):
    return dt.date.today() + dt.timedelta(days=number)


def header(page):
    return page.locator(".topbar a[href='/work/']")


def test_the_clerk_sees_the_overdue_first_handles_it_and_the_count_falls(
    as_role, axe, shot
):
    StaffCountFactory(year=day(0).year)
    ActivityFactory(title="端午包粽子", status="planned", date=day(-3))
    ActivityFactory(title="登山比赛", status="planned", date=day(-9))
    MutualAidClaimFactory(status="supplement", plan__claim_deadline_days=None)
    page = as_role("staff")
    page.goto("/")
    expect(header(page)).to_contain_text("逾期 2")
    before = int(re.search(r"待办\s+(\d+)", header(page).inner_text())[1])

    header(page).click()
    expect(page.locator("main h2").first).to_contain_text("已逾期")
    assert axe(page) == []
    shot("work")
    first = page.locator(".work-overdue .task").first
    expect(first).to_contain_text("2 条")
    first.get_by_role("link").click()

    expect(page.locator("table.list tbody tr")).to_have_count(2)
    page.get_by_role("link", name="登山比赛").click()
    page.get_by_role("link", name="取消活动").click()
    page.get_by_label("原因").fill("连日下雨")
    page.get_by_role("button", name="取消活动").click()

    page.get_by_text("活动已取消").wait_for()
    expect(header(page)).to_contain_text("逾期 1")
    expect(header(page)).to_contain_text(re.compile(rf"待办\s+{before - 1}\b"))


def test_a_calendar_address_is_made_shown_once_and_revoked(as_role, axe, shot):
    page = as_role("staff")
    page.goto("/work/")
    page.get_by_role("link", name="日历订阅").click()
    page.get_by_role("button", name="生成订阅地址").click()
    address = page.get_by_role("textbox", name="订阅地址").input_value()
    assert axe(page) == []
    shot("calendar-feed")
    assert page.request.get(address).text().startswith("BEGIN:VCALENDAR")

    page.get_by_role("link", name="待办", exact=True).first.click()
    page.get_by_role("link", name="日历订阅").click()
    expect(page.get_by_role("textbox", name="订阅地址")).to_have_count(0)
    page.get_by_role("button", name="停用订阅").click()

    page.get_by_text("日历订阅已停用").wait_for()
    assert page.request.get(address).status == 404


def test_a_members_story_is_told_by_year_and_by_kind(as_role, axe, shot):
    member = MemberFactory(joined_on=dt.date(2020, 1, 1))
    ConsolationFactory.create_batch(31, beneficiary=member, date=dt.date(2026, 2, 3))
    page = as_role("chair")
    page.goto(member.get_absolute_url())
    assert axe(page) == []
    expect(page.locator(".timeline li")).to_have_count(30)

    page.get_by_role("link", name="更多（还有 2 条）").click()
    expect(page.locator(".timeline li")).to_have_count(32)
    expect(page.get_by_role("heading", name="2020年")).to_be_visible()

    page.get_by_role("link", name="会籍变动 1").click()
    expect(page.locator(".timeline li")).to_have_count(1)
    shot("timeline")


@pytest.mark.parametrize("address", ["/work/", "/work/calendar/"])
def test_work_fits_a_narrow_screen(as_role, address):
    ActivityFactory(title="长" * 80, status="planned", date=day(-3))
    page = as_role("staff")
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(address)

    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_leader_is_shown_the_own_group_only(as_role):
    group = UnionGroupFactory()
    birth = day(0).replace(year=1988)
    MemberFactory(name="自己组", union_group=group, birth_date=birth)
    MemberFactory(name="别的组", birth_date=birth)
    page = as_role("leader")
    group.officers.add(page.user)
    page.goto("/work/")
    page.get_by_role("link", name="七天内（含今天）过生日的会员").click()

    expect(page.get_by_role("link", name="自己组")).to_be_visible()
    expect(page.get_by_role("link", name="别的组")).to_have_count(0)
