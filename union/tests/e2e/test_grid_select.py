"""A cell of the grid under the mouse: chosen as a whole, or edited."""

import re

import pytest
from playwright.sync_api import expect

from members.tests.factories import MemberFactory

from .grids import cell, marked, people

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

SELECTED = "cell => cell.value.slice(cell.selectionStart, cell.selectionEnd)"


@pytest.fixture
def amount(clerk):
    """A cell with 100 in it, which is not in use."""
    found = cell(clerk, 1, "cash_amount")
    found.fill("100")
    cell(clerk, 2, "note").focus()
    return found


def matches(page):
    return page.get_by_role("listbox").get_by_role("option")


def test_a_click_chooses_the_cell_and_typing_replaces_what_is_in_it(clerk, amount):
    amount.click()
    assert amount.evaluate(SELECTED) == "100"
    clerk.keyboard.type("5")
    expect(amount).to_have_value("5")


def test_delete_and_cut_take_the_whole_cell_after_a_click(clerk, amount):
    amount.click()
    clerk.keyboard.press("Control+x")
    expect(amount).to_have_value("")
    goods = cell(clerk, 3, "goods")
    goods.fill("水果")
    goods.blur()
    goods.click()
    clerk.keyboard.press("Control+v")
    expect(goods).to_have_value("100")
    cell(clerk, 2, "note").click()
    goods.click()
    clerk.keyboard.press("Delete")
    expect(goods).to_have_value("")


@pytest.mark.parametrize("way", ["double click", "second click", "F2"])
def test_a_cell_is_edited_where_one_asks_for_it(clerk, amount, way):
    if way == "double click":
        amount.dblclick()
    else:
        amount.click()
        clerk.wait_for_timeout(600)  # longer than between the halves of a double click
        clerk.keyboard.press("F2") if way == "F2" else amount.click()
    clerk.keyboard.press("End")
    clerk.keyboard.type("5")

    expect(amount).to_have_value("1005")


def test_text_is_chosen_by_dragging_in_a_cell_in_edit(clerk, amount):
    goods = cell(clerk, 1, "goods")
    goods.fill("一箱水果和两袋大米")
    goods.hover()
    clerk.keyboard.press("Home")
    box = goods.bounding_box()
    middle = box["y"] + box["height"] / 2
    clerk.mouse.move(box["x"] + 9, middle)
    clerk.mouse.down()
    for distance in (15, 22, 30, 41):
        clerk.mouse.move(box["x"] + distance, middle)
        clerk.wait_for_timeout(50)
    clerk.mouse.up()

    assert goods.evaluate(SELECTED) == "一箱"


def test_several_of_one_name_are_never_chosen_without_being_asked_about(clerk):
    MemberFactory(staff_no="1012", name="尹国", department__name="骨科")
    MemberFactory(staff_no="1013", name="尹国", department__name="外科")
    person = cell(clerk, 1)
    for key in ("Tab", "Enter"):
        person.click()
        clerk.keyboard.type("尹国")
        expect(person).to_have_attribute("aria-expanded", "true")
        clerk.keyboard.press(key)
        expect(person).to_have_value("尹国")
    person.click()
    clerk.keyboard.press("F2")
    clerk.keyboard.press("Backspace")
    expect(matches(clerk)).to_have_count(2)
    clerk.keyboard.press("ArrowDown")
    clerk.keyboard.press("ArrowDown")
    clerk.keyboard.press("Tab")
    expect(person).to_have_value("1013 尹国")


def test_a_match_over_the_rows_below_is_chosen_by_the_mouse(clerk):
    for number in ("1001", "1002", "1003"):
        MemberFactory(staff_no=number, name="张伟")
    cell(clerk, 2).click()
    clerk.keyboard.type("张伟")

    matches(clerk).nth(2).click()

    expect(cell(clerk, 2)).to_have_value("1003 张伟")


def test_a_number_that_begins_other_numbers_is_meant_itself(clerk):
    MemberFactory(staff_no="100", name="尹国")
    MemberFactory(staff_no="1002", name="张三")
    person = cell(clerk, 1)
    person.click()
    clerk.keyboard.type("100")
    expect(marked(clerk)).to_contain_text("100 尹国")
    clerk.keyboard.press("Tab")

    expect(person).to_have_value("100 尹国")


@pytest.mark.parametrize("key", ["Tab", "Enter"])
def test_what_is_typed_after_a_match_was_marked_takes_the_mark_away(clerk, key):
    MemberFactory(staff_no="100", name="尹国")
    MemberFactory(staff_no="1002", name="张三")
    person = cell(clerk, 1)
    person.click()
    clerk.keyboard.type("100")
    expect(marked(clerk)).to_contain_text("100 尹国")

    clerk.keyboard.type("2")
    clerk.keyboard.press(key)
    cell(clerk, 2, "note").focus()

    expect(person).to_have_value("1002 张三")


@pytest.mark.parametrize("width", [1366, 683, 320])
@pytest.mark.parametrize("row", [1, 10])
def test_the_matches_hang_inside_of_the_screen_and_beside_their_row(clerk, width, row):
    people(12)
    clerk.set_viewport_size({"width": width, "height": 640})
    person = cell(clerk, row)
    person.focus()
    clerk.keyboard.type("10")
    listed = clerk.locator(".pick-list:visible")
    expect(listed).to_be_in_viewport(ratio=1)
    assert clerk.evaluate(
        """async () => {
          const list = document.querySelector(".pick-list:not([hidden])");
          const row = document.activeElement.closest("tr");
          for (let turn = 0; turn < 50; turn++) { // it may still scroll
            const [own, hung] = [row, list].map(e => e.getBoundingClientRect());
            if (hung.top >= own.bottom - 1 || hung.bottom <= own.top + 1) return true;
            await new Promise((done) => setTimeout(done, 100));
          }
          return false;
        }"""
    )


def test_wrong_rows_are_removed_at_one_stroke_and_come_back(clerk):
    people(1)
    for row, text in enumerate(["8888", "1001", "9999"], start=1):
        cell(clerk, row).fill(text)
        cell(clerk, row, "cash_amount").fill("200")
    clerk.get_by_role("button", name="保存", exact=True).click()
    expect(clerk.locator(".error-summary")).to_contain_text("有 2 处需要改正")
    clerk.wait_for_load_state()  # with its scripts

    clerk.get_by_role("button", name="删去有错误的 2 行").click()

    expect(clerk.locator(".error-summary")).to_have_count(0)
    expect(clerk.locator("[data-count]")).to_contain_text("共 1 行")
    expect(cell(clerk, 1)).to_have_value(re.compile("^1001 "))
    clerk.keyboard.press("Control+z")
    expect(cell(clerk, 1)).to_have_value("8888")
    expect(cell(clerk, 3)).to_have_value("9999")
