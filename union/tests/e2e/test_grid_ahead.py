"""What saving will put into the empty cells of the grid is seen before."""

import datetime as dt

import pytest
from playwright.sync_api import expect

from welfare.models import MutualAidEnrolment
from welfare.records import ENROLMENT
from welfare.tests.factories import MutualAidPlanFactory

from .grids import cell, people

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def foretells(page, row, name, text):
    expect(cell(page, row, name)).to_have_attribute("placeholder", text)
    expect(cell(page, row, name)).to_have_value("")


@pytest.fixture
def page_of_plans(as_role):
    people(2)
    MutualAidPlanFactory(name="住院互助", premium="60.00")
    MutualAidPlanFactory(
        name="重疾互助",
        period_from=dt.date(2025, 7, 1),
        period_to=dt.date(2026, 6, 30),
        premium="90.00",
    )
    page = as_role("staff")
    page.goto(ENROLMENT.url("batch"))
    page.get_by_label("保障计划").first.select_option("住院互助")
    page.locator("#head-kind").fill("新参保")
    return page


def test_term_and_premium_are_seen_before_they_are_saved(page_of_plans, axe, shot):
    page = page_of_plans
    for row in (1, 2):
        cell(page, row, "member").fill(f"100{row}")
    cell(page, 2, "shares").fill("2")
    cell(page, 3, "note").focus()

    foretells(page, 1, "period_from", "2026-01-01")
    foretells(page, 1, "premium", "60.00")
    foretells(page, 2, "premium", "120.00")
    shot("grid-ahead")
    assert axe(page) == []

    page.get_by_label("保障计划").first.select_option("重疾互助")
    foretells(page, 2, "period_to", "2026-06-30")
    foretells(page, 2, "premium", "180.00")
    cell(page, 1, "member").fill("")
    cell(page, 3, "note").focus()
    foretells(page, 1, "period_to", "")

    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("已保存 1 条互助参保")).to_be_visible()
    saved = MutualAidEnrolment.objects.get()
    assert saved.period_to == dt.date(2026, 6, 30)
    assert f"{saved.premium}" == "180.00"
