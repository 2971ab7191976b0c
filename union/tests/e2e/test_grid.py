"""The grid of batch entry under the hands of a clerk."""

import datetime as dt
import re

import pytest
from playwright.sync_api import expect

from activities.records import ACTIVITY_RESULT
from members.records import MEMBER
from members.tests.factories import MemberFactory
from union.tests.factories import UserFactory
from welfare.models import Consolation
from welfare.records import CLAIM, CONSOLATION

from .grids import cell, marked, opened, people, state

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 320, "height": 640}


def in_use(page):
    """“2:cash_amount” of the cell that has the focus."""
    return page.evaluate(
        """() => {
          const cell = document.activeElement;
          return `${cell.closest("tr")?.rowIndex - 1}:${cell.name}`;
        }"""
    )


def test_typing_begins_in_the_first_cell_or_in_what_all_rows_need(as_role):
    page = as_role("staff")
    for kind, first in ((MEMBER, "1:staff_no"), (CONSOLATION, "1:beneficiary")):
        page.goto(kind.url("batch"))
        expect(page.locator("tbody input:focus")).to_have_count(1)
        assert in_use(page) == first

    page.goto(CLAIM.url("batch"))
    expect(page.locator("#all-plan")).to_be_focused()


def test_enter_and_arrows_move_as_in_a_spreadsheet(clerk):
    people(2)
    cell(clerk, 1).focus()
    clerk.keyboard.type("1001")
    expect(marked(clerk)).to_contain_text("1001")
    clerk.keyboard.press("Tab")  # takes the marked match
    expect(cell(clerk, 1, "cash_amount")).to_be_focused()
    expect(cell(clerk, 1)).to_have_value(re.compile("^1001 "))
    clerk.keyboard.type("200")
    clerk.keyboard.press("Enter")
    expect(cell(clerk, 2)).to_be_focused()  # where the run of tabs began
    clerk.keyboard.press("ArrowRight")
    clerk.keyboard.press("ArrowDown")
    expect(cell(clerk, 3, "cash_amount")).to_be_focused()
    clerk.keyboard.press("ArrowUp")
    clerk.keyboard.press("ArrowLeft")
    expect(cell(clerk, 2)).to_be_focused()
    clerk.keyboard.press("End")
    expect(cell(clerk, 2, "note")).to_be_focused()
    clerk.keyboard.press("Home")
    expect(cell(clerk, 2)).to_be_focused()
    clerk.keyboard.press("Shift+Enter")
    expect(cell(clerk, 1)).to_be_focused()
    clerk.keyboard.press("Delete")
    expect(cell(clerk, 1)).to_have_value("")
    assert Consolation.objects.count() == 0


def test_enter_in_the_last_row_makes_another(clerk):
    rows = clerk.locator("tbody tr")
    before = rows.count()
    cell(clerk, before, "note").focus()

    clerk.keyboard.press("Enter")

    expect(rows).to_have_count(before + 1)
    expect(rows.last.locator("th")).to_have_text(str(before + 1))


def test_enter_in_the_last_row_goes_on_while_the_list_of_matches_is_open(clerk):
    people(1)
    rows = clerk.locator("tbody tr")
    before = rows.count()
    cell(clerk, before).focus()
    clerk.keyboard.type("1001")
    expect(marked(clerk)).to_contain_text("1001")

    clerk.keyboard.press("Enter")

    expect(rows).to_have_count(before + 1)
    expect(cell(clerk, before)).to_have_value(re.compile("^1001 "))
    expect(cell(clerk, before + 1)).to_be_focused()
    expect(cell(clerk, before + 1)).to_be_in_viewport(ratio=1)


def test_ten_more_rows_are_gone_to(clerk):
    rows = clerk.locator("tbody tr")
    before = rows.count()

    clerk.get_by_role("button", name="增加 10 行").click()

    expect(rows).to_have_count(before + 10)
    expect(cell(clerk, before + 1)).to_be_focused()
    expect(cell(clerk, before + 1)).to_be_in_viewport(ratio=1)


def test_enter_never_sends_the_form_and_ctrl_enter_saves(clerk):
    people(1)
    posts = []
    clerk.on(
        "request", lambda r: posts.append(r.url) if r.is_navigation_request() else None
    )
    for box in ("#head-visitors", "#head-cash_amount", "#r1-note"):
        clerk.locator(box).focus()
        clerk.keyboard.press("Enter")
    assert posts == []
    cell(clerk, 1).fill("1001")
    cell(clerk, 1, "cash_amount").fill("200")
    clerk.keyboard.press("Control+Enter")

    expect(clerk.get_by_text("已保存 1 条慰问")).to_be_visible()


def test_keys_are_left_alone_while_characters_are_composed(clerk):
    cell(clerk, 1, "note").focus()

    stopped = clerk.evaluate(
        """() => ["Enter", "ArrowDown", "Escape", "d"].map((key) => {
          const event = new KeyboardEvent("keydown", {
            key, isComposing: true, ctrlKey: key === "d",
            bubbles: true, cancelable: true,
          });
          document.activeElement.dispatchEvent(event);
          return event.defaultPrevented;
        })"""
    )

    assert stopped == [False] * 4
    expect(cell(clerk, 1, "note")).to_be_focused()


def test_values_fill_down_and_rows_come_and_go(clerk):
    for row in (1, 2, 3):
        cell(clerk, row).fill(f"100{row}")
    cell(clerk, 1, "cash_amount").fill("200")

    cell(clerk, 2, "cash_amount").focus()
    clerk.keyboard.press("Control+d")
    expect(cell(clerk, 2, "cash_amount")).to_have_value("200")
    cell(clerk, 1, "goods").fill("水果")
    clerk.get_by_role("button", name="慰问品：把当前行的内容向下填充").click()
    expect(cell(clerk, 3, "goods")).to_have_value("水果")
    expect(cell(clerk, 4, "goods")).to_have_value("")
    expect(clerk.locator("[data-live]")).to_have_text(
        "已填 3 行，慰问金（元）合计 400.00"
    )
    cell(clerk, 2).focus()
    clerk.keyboard.press("Alt+Delete")
    expect(cell(clerk, 2)).to_have_value("1003")
    clerk.keyboard.press("Control+z")
    expect(cell(clerk, 2)).to_have_value("1002")
    cell(clerk, 2).focus()
    clerk.get_by_role("button", name="插入一行").click()
    expect(cell(clerk, 2)).to_have_value("")
    expect(cell(clerk, 3)).to_have_value("1002")


def test_two_hundred_numbers_become_rows_and_the_unknown_stay_in_the_box(clerk):
    people(200)
    clerk.get_by_text("成批选人").click()
    box = clerk.get_by_label("工号或姓名，每行一个")
    box.fill("\n".join([*(f"{1001 + n}" for n in range(200)), "8888"]))

    clerk.get_by_role("button", name="加入名单上的人").click()

    expect(clerk.get_by_text("已加入 200 人")).to_be_visible()
    expect(box).to_have_value("8888")
    expect(cell(clerk, 200)).to_have_value(
        "1200 " + MemberFactory._meta.model.objects.get(staff_no="1200").name
    )
    expect(clerk.locator("#head-occasion")).to_have_value("患病")


def test_women_born_in_june_are_chosen_by_the_filters_of_the_list(clerk):
    MemberFactory(staff_no="1001", sex="female", birth_date=dt.date(1990, 6, 1))
    MemberFactory(staff_no="1002", sex="male", birth_date=dt.date(1990, 6, 1))
    MemberFactory(staff_no="1003", sex="female", birth_date=dt.date(1990, 5, 1))
    clerk.get_by_text("成批选人").click()
    chosen = clerk.locator(".grid-people")
    chosen.get_by_label("性别").select_option("女")
    chosen.get_by_text("更多条件").click()
    chosen.get_by_label("生日月份").fill("6")

    clerk.get_by_role("button", name="加入符合条件的人").click()

    expect(clerk.get_by_text("已加入 1 人")).to_be_visible()
    expect(cell(clerk, 1)).to_have_value(re.compile("^1001 "))


def test_a_grid_is_checked_chosen_and_saved_without_scripts(
    open_page, log_in, sick_visits
):
    MemberFactory(staff_no="0103", name="张伟")
    MemberFactory(staff_no="0456", name="张伟")
    page = open_page(java_script_enabled=False)
    log_in(page, UserFactory(role="staff"))
    opened(page)
    cell(page, 1).fill("张伟")
    cell(page, 1, "cash_amount").fill("200")
    cell(page, 1, "cash_amount").press("Enter")  # no more than a check

    expect(state(page, 1)).to_contain_text("有错误")
    assert Consolation.objects.count() == 0
    page.get_by_role("button", name="0456 张伟").click()
    expect(state(page, 1)).to_contain_text("可保存")
    page.get_by_role("button", name="增加 10 行").click()
    expect(cell(page, 1)).to_have_value("0456 张伟")
    page.get_by_role("button", name="保存", exact=True).click()

    expect(page.get_by_text("已保存 1 条慰问")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [None, PHONE], ids=["notebook", "phone"])
def test_the_grid_is_accessible_with_errors_and_fits(clerk, axe, shot, size, theme):
    MemberFactory(staff_no="0103", name="张伟")
    MemberFactory(staff_no="0456", name="张伟")
    if size:
        clerk.set_viewport_size(size)
    clerk.emulate_media(color_scheme=theme, reduced_motion="reduce")
    cell(clerk, 1).fill("张伟")
    cell(clerk, 1, "cash_amount").fill("abc")
    clerk.get_by_role("button", name="检查", exact=True).last.click()
    expect(clerk.get_by_role("alert")).to_be_focused()
    clerk.get_by_text("成批选人").click()
    shot(f"grid-{theme}-{clerk.viewport_size['width']}")

    assert axe(clerk) == []
    wide = clerk.evaluate("document.documentElement.scrollWidth")
    assert wide <= clerk.viewport_size["width"]


def test_the_cell_in_use_is_never_below_the_bar_or_the_head(clerk):
    cell(clerk, 1).focus()
    hidden = []
    for _ in range(30):
        clerk.keyboard.press("Enter")
        covered = clerk.evaluate(
            """async () => {
              const cell = document.activeElement;
              for (let turn = 0; turn < 50; turn++) { // it scrolls first
                await new Promise((done) => setTimeout(done, 100));
                const box = cell.getBoundingClientRect();
                const [x, y] = [box.left + 5, box.top + box.height / 2];
                if (document.elementFromPoint(x, y) === cell) return false;
              }
              return true;
            }"""
        )
        if covered:
            hidden.append(in_use(clerk))

    assert hidden == []


def test_the_state_stays_in_sight_in_the_widest_grid(as_role):
    page = as_role("staff")
    page.goto(MEMBER.url("batch"))
    cell(page, 1, "phone").fill("13800138000")
    cell(page, 1, "id_number").fill("11010519491231002X")
    page.get_by_role("button", name="检查", exact=True).last.click()
    expect(state(page, 1)).to_contain_text("有错误")

    expect(state(page, 1)).to_be_in_viewport(ratio=0.5)
    cut = page.eval_on_selector_all(
        "tbody tr:first-child input",
        "cells => cells.filter(c => c.scrollWidth > c.clientWidth).map(c => c.name)",
    )
    assert cut == []
    cell(page, 1, "join_source").focus()
    expect(cell(page, 1, "join_source")).to_be_in_viewport(ratio=1)


def test_on_a_phone_the_state_of_a_row_in_doubt_stays_in_sight(clerk, shot):
    people(2)
    clerk.set_viewport_size({"width": 375, "height": 700})
    cell(clerk, 1).fill("1001")
    cell(clerk, 1, "cash_amount").fill("100")
    cell(clerk, 2).fill("9999")
    cell(clerk, 2, "cash_amount").fill("100")
    clerk.get_by_role("button", name="检查", exact=True).last.click()
    expect(clerk.locator("tbody tr:nth-child(2)")).to_have_class("bad")
    shot("grid-phone-state")

    expect(state(clerk, 2)).to_be_in_viewport(ratio=0.9)
    expect(cell(clerk, 2, "cash_amount")).to_be_in_viewport(ratio=0.3)
    expect(state(clerk, 5)).not_to_be_in_viewport()


def whole_rows(page):
    """How many rows of the grid are wholly in sight, above the bar."""
    return page.evaluate(
        """() => {
          const bar = document.querySelector(".grid-bar").getBoundingClientRect().top;
          const rows = [...document.querySelectorAll("[data-grid] tbody tr")];
          return rows.filter((row) => row.getBoundingClientRect().bottom <= bar).length;
        }"""
    )


def test_a_notebook_shows_ten_rows_and_who_each_is_about(clerk):
    people(1)
    assert whole_rows(clerk) >= 10
    for row in range(1, 7):
        cell(clerk, row).fill("9999")
        cell(clerk, row, "cash_amount").fill("99999")
    cell(clerk, 7, "note").focus()
    expect(state(clerk, 6)).to_contain_text("有错误")

    heights = clerk.eval_on_selector_all(
        "tbody tr.bad", "rows => rows.map((row) => row.clientHeight)"
    )
    assert max(heights) < 60
    expect(cell(clerk, 1)).to_be_in_viewport(ratio=1)  # at the right end of the row
    cell(clerk, 3, "cash_amount").click()
    whole = clerk.locator("#e-r3-beneficiary")
    expect(whole).to_have_css("white-space", "normal")


def test_place_and_award_of_a_result_are_in_sight(as_role):
    page = as_role("staff")
    page.goto(ACTIVITY_RESULT.url("batch"))

    for name in ("event", "member", "place", "award"):
        expect(cell(page, 1, name)).to_be_in_viewport(ratio=1)
    assert whole_rows(page) >= 9
