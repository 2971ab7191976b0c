"""Nothing is lost and nothing is entered twice, in a browser: doubles, voids, two
editors, a lost login."""

import datetime as dt
from decimal import Decimal

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import expect

from members.records import DEPARTMENT
from members.tests.factories import DepartmentFactory, MemberFactory
from union.middleware import SEEN
from union.tests.factories import UserFactory
from welfare.records import CONSOLATION
from welfare.tests.factories import BenefitRuleFactory, ConsolationFactory

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

PASSWORD = "Xiaohua-2026-gonghui"


@pytest.fixture
def standard():
    return BenefitRuleFactory(
        occasion="sick",
        since=dt.date(2020, 1, 1),
        until=None,
        limit_per_case=Decimal("3000.00"),
    )


@pytest.fixture
def clerk(as_role):
    return as_role("staff")


def test_a_double_is_asked_about_and_saved_for_a_reason(clerk, standard, axe, shot):
    member = MemberFactory(staff_no="1001", name="张伟")
    earlier = ConsolationFactory(beneficiary=member, date=dt.date(2026, 2, 20))

    clerk.goto(CONSOLATION.url("create"))
    clerk.keyboard.type("1001", delay=20)
    for key in ("Enter", "Tab", "ArrowDown"):
        clerk.keyboard.press(key)
    clerk.fill("#id_date", "2026-03-02")
    clerk.fill("#id_cash_amount", "150")
    clerk.keyboard.press("Control+s")
    warning = clerk.get_by_role("alert")
    expect(warning).to_contain_text("可能重复")
    expect(warning).to_be_focused()
    expect(clerk.locator("#id_cash_amount")).to_have_value("150")
    link = warning.get_by_role("link")
    expect(link).to_have_attribute("href", earlier.get_absolute_url())
    assert axe(clerk) == []
    shot("entry-double")
    clerk.get_by_label("为什么仍要登记").fill("第二次住院")
    clerk.keyboard.press("Enter")

    expect(clerk.locator("h1")).to_contain_text("2026-03-02 张伟患病慰问")
    expect(clerk.locator(".history")).to_contain_text("原因：第二次住院")


def test_a_void_is_one_click_and_taken_back_by_another(clerk, axe, shot):
    department = DepartmentFactory(name="外科")
    clerk.goto(department.get_absolute_url())
    clerk.locator(".void summary").click()
    assert axe(clerk) == []
    clerk.get_by_role("button", name="作废").click()

    message = clerk.locator(".messages")
    expect(message).to_contain_text("已作废“外科”")
    expect(clerk.locator("h1")).to_contain_text("已作废")
    shot("entry-void")
    assert axe(clerk) == []
    message.get_by_role("button", name="撤销").click()
    expect(clerk.locator("h1")).to_have_text("外科")
    clerk.get_by_role("button", name="关闭提示").click()
    expect(clerk.locator(".messages .alert")).to_have_count(0)
    department.refresh_from_db()
    assert not department.is_void


def test_the_second_of_two_editors_keeps_the_text_and_sees_both(
    clerk, open_page, log_in, axe, shot, problems
):
    department = DepartmentFactory(name="外科")
    other = open_page()
    log_in(other, UserFactory(role="staff", name="李先到"))
    for page, name in ((clerk, "普外科"), (other, "骨外科")):
        page.goto(DEPARTMENT.url("update", department.pk))
        page.fill("#id_name", name)
    other.keyboard.press("Control+s")
    expect(other.locator("h1")).to_have_text("骨外科")
    clerk.keyboard.press("Control+s")

    told = clerk.get_by_role("alert")
    expect(told).to_contain_text("李先到")
    expect(told).to_contain_text("骨外科")
    expect(told).to_contain_text("普外科")
    expect(clerk.locator("#id_name")).to_have_value("普外科")
    shot("entry-conflict")
    clerk.wait_for_load_state()  # with its scripts
    assert "409 (Conflict)" in problems.pop()
    assert axe(clerk) == []
    clerk.keyboard.press("Control+s")
    expect(clerk.locator("h1")).to_have_text("普外科")
    expect(clerk.locator(".history")).to_contain_text("骨外科 → 普外科")


def test_leaving_a_changed_form_warns(clerk):
    asked = []
    clerk.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    clerk.goto(DEPARTMENT.url("create"))
    clerk.get_by_role("link", name="取消").click()
    expect(clerk.locator("h1")).to_have_text("科室")
    assert asked == []

    clerk.goto(DEPARTMENT.url("create"))
    clerk.keyboard.type("外科")
    clerk.get_by_role("link", name="取消").click()
    expect(clerk.locator("h1")).to_have_text("科室")
    assert asked == ["beforeunload"]


def let_the_login_run_out(page):
    """As if nobody had touched the page for hours."""
    cookies = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    session = SessionStore(cookies[settings.SESSION_COOKIE_NAME])
    session[SEEN] = 0
    session.save()


def test_a_lost_login_loses_nothing_of_a_form(page, log_in):
    user = UserFactory(role="staff", username="gonghui", password=PASSWORD)
    log_in(page, user)
    page.goto(DEPARTMENT.url("create"))
    page.keyboard.type("外科")
    page.get_by_label("类别").select_option("临床")
    let_the_login_run_out(page)
    page.get_by_role("button", name="保存", exact=True).click()

    expect(page.get_by_text("登录已失效")).to_be_visible()
    page.get_by_label("用户名").fill("gonghui")
    page.get_by_label("密码").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="继续提交").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("外科")


def test_what_the_panel_cannot_ask_any_more_takes_nothing_away(page, log_in):
    log_in(page, UserFactory(role="staff"))
    page.goto(CONSOLATION.url("create"))
    page.get_by_label("备注").fill("住院两周")
    let_the_login_run_out(page)
    page.locator("#id_occasion").select_option("患病")

    expect(page.locator(".standing")).to_contain_text("登录已过期")
    expect(page.get_by_label("备注")).to_have_value("住院两周")
