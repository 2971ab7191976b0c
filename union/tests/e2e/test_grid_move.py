"""Money typed where only goods may be given is moved by a button beside the message."""

import datetime as dt

import pytest
from playwright.sync_api import expect

from welfare.models import Consolation
from welfare.tests.factories import BenefitRuleFactory

from .grids import PASTE, cell, people, state

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def gifts(clerk):
    """A grid of gifts for the Spring Festival, which must be goods."""
    BenefitRuleFactory(
        occasion="festival", form="goods", since=dt.date(2020, 1, 1), until=None
    )
    people(3)
    clerk.locator("#head-occasion").fill("节日")
    clerk.locator("#head-festival").fill("春节")
    return clerk


def pasted(page):
    """Three wrong rows; the first is in use and shows all that is wrong with it."""
    cell(page, 1).focus()
    page.evaluate(PASTE, "1001\t200\n1002\t300\n1003\t400")
    expect(page.locator("[data-count]")).to_contain_text("有错误 3 行")


def test_one_amount_is_moved_and_comes_back(gifts, axe, shot):
    pasted(gifts)
    expect(gifts.get_by_role("button", name="3 行全部移到慰问品价值")).to_be_visible()
    shot("grid-move")
    assert axe(gifts) == []

    gifts.get_by_role("button", name="移到慰问品价值", exact=True).click()

    expect(cell(gifts, 1, "goods_value")).to_have_value("200")
    expect(cell(gifts, 1, "goods_value")).to_be_focused()
    expect(cell(gifts, 1, "cash_amount")).to_have_value("")
    expect(state(gifts, 1)).to_contain_text("可保存")
    expect(state(gifts, 2)).to_contain_text("有错误")
    gifts.keyboard.press("Control+z")
    expect(cell(gifts, 1, "cash_amount")).to_have_value("200")
    expect(cell(gifts, 1, "goods_value")).to_have_value("")


def test_all_wrong_amounts_are_moved_at_one_stroke(gifts):
    pasted(gifts)

    gifts.get_by_role("button", name="3 行全部移到慰问品价值").click()

    expect(gifts.locator("[data-count]")).to_contain_text(
        "共 3 行：可保存 3 行；可保存的慰问品价值（元）合计 900.00"
    )
    expect(cell(gifts, 3, "goods_value")).to_have_value("400")
    expect(gifts.locator("[data-said]")).to_have_text(
        "已移到“慰问品价值（元）”，3 行，Ctrl+Z 可撤回"
    )
    gifts.keyboard.press("Control+z")
    expect(cell(gifts, 3, "cash_amount")).to_have_value("400")


def test_an_amount_at_the_head_is_moved_there(gifts, axe, shot):
    gifts.locator("#head-cash_amount").fill("200")
    for row in (1, 2):
        cell(gifts, row).fill(f"100{row}")
    cell(gifts, 3).focus()
    button = gifts.get_by_role("button", name="移到慰问品价值")
    expect(button).to_be_visible()
    shot("grid-move-head")
    assert axe(gifts) == []

    button.click()

    expect(gifts.locator("#head-goods_value")).to_have_value("200")
    expect(gifts.locator("#head-cash_amount")).to_have_value("")
    expect(state(gifts, 2)).to_contain_text("可保存")
    expect(button).to_have_count(0)


def test_an_amount_is_moved_without_scripts(open_page, gifts):
    page = open_page(java_script_enabled=False)
    page.context.add_cookies(gifts.context.cookies())
    page.goto(gifts.url)
    page.locator("#head-occasion").fill("节日")
    page.locator("#head-festival").fill("春节")
    page.locator("#head-date").fill("2026-02-03")
    cell(page, 1).fill("1001")
    cell(page, 1, "cash_amount").fill("200")
    page.get_by_role("button", name="检查", exact=True).last.click()

    page.get_by_role("button", name="移到慰问品价值").click()

    expect(cell(page, 1, "goods_value")).to_have_value("200")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_text("已保存 1 条慰问")).to_be_visible()
    assert f"{Consolation.objects.get().goods_value}" == "200.00"
