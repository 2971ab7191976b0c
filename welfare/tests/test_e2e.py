"""Entering a consolation in the browser, without the mouse."""

import datetime as dt
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from members.tests.factories import MemberFactory
from union.tests.factories import UserFactory
from welfare.models import Consolation
from welfare.records import CONSOLATION

from .factories import BenefitRuleFactory, ConsolationFactory

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def member():
    member = MemberFactory(staff_no="1001", name="张伟", department__name="骨科")
    BenefitRuleFactory(
        occasion="sick",
        since=dt.date(2026, 1, 1),
        until=None,
        limit_per_case=Decimal("300.00"),
        limit_per_year=Decimal("500.00"),
        document="医工〔2026〕3号",
    )
    ConsolationFactory(
        beneficiary=member, date=dt.date(2026, 1, 5), cash_amount=Decimal("280.00")
    )
    return member


def test_the_panel_follows_what_is_typed_and_the_record_is_saved_by_keyboard(
    as_role, axe, shot, member
):
    page = as_role("staff")
    page.goto(CONSOLATION.url("create"))
    panel = page.locator(".standing")
    expect(panel).to_contain_text("填写慰问对象后")

    page.locator("#id_beneficiary").focus()
    page.keyboard.type("zw", delay=30)
    expect(page.get_by_role("option").first).to_contain_text("1001 张伟")
    page.keyboard.press("Enter")
    expect(panel).to_contain_text("骨科")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    expect(panel).to_contain_text("医工〔2026〕3号")
    page.keyboard.press("Tab")
    page.keyboard.type("2026-3-2")
    page.keyboard.press("Tab")
    expect(panel).to_contain_text("220.00 元")
    shot("consolation-form")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 1366

    page.locator("#id_cash_amount").focus()
    page.keyboard.type("9999")
    expect(panel.locator(".alert-danger")).to_contain_text("每次不超过 300.00 元")
    page.keyboard.press("Control+a")
    page.keyboard.type("200元")
    expect(panel.locator(".alert-danger")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("张伟患病慰问")

    saved = Consolation.objects.get(date=dt.date(2026, 3, 2))
    assert (saved.beneficiary, saved.amount) == (member, Decimal("200.00"))


def test_without_scripts_the_panel_comes_with_the_refusal(open_page, log_in, member):
    page = open_page(java_script_enabled=False)
    log_in(page, UserFactory(role="staff"))
    page.goto(CONSOLATION.url("create"))
    page.fill("#id_beneficiary", "1001")
    page.select_option("#id_occasion", "sick")
    page.fill("#id_date", "2026-03-02")
    page.fill("#id_cash_amount", "250")
    page.get_by_role("button", name="保存", exact=True).click()

    expect(page.locator(".error-summary")).to_contain_text("最多还可慰问 220.00 元")
    expect(page.locator(".standing")).to_contain_text("01-05 患病")
