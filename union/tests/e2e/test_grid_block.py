"""A block of cells in the grid: chosen, copied, cut, emptied and filled."""

import pytest
from playwright.sync_api import expect

from welfare.records import CONSOLATION

from .grids import PASTE, cell, people

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

COLUMNS = CONSOLATION.grid.columns
#: What the chosen cells hold, row by row.
BLOCK = """() => {
  const rows = [...document.querySelectorAll("[data-grid] tbody tr")];
  const values = rows.map((row) => [...row.querySelectorAll(".in-block input")]);
  return values.filter((line) => line.length).map((line) => line.map((c) => c.value));
}"""


def said(page):
    return page.locator("[data-said]")


def chosen(page):
    return page.locator("tbody td.in-block")


def column(page, name, rows):
    return [cell(page, row, name).input_value() for row in range(1, rows + 1)]


def drag(page, start, end):
    """With the mouse, in some steps, as a hand does."""
    start.hover()
    page.mouse.down()
    end.hover()
    page.mouse.up()


@pytest.fixture
def filled(clerk):
    """Three rows with 慰问品 and 备注."""
    people(3)
    for row, (goods, note) in enumerate(
        [("水果", "一"), ("牛奶", "二"), ("大米", "三")], start=1
    ):
        cell(clerk, row, "goods").fill(goods)
        cell(clerk, row, "visitors").fill(note)
    return clerk


def by_keys(page, start, end):
    start.click()
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Shift+ArrowRight")


def by_shift_click(page, start, end):
    start.click()
    end.click(modifiers=["Shift"])


def backwards(page, start, end):
    end.click()
    start.click(modifiers=["Shift"])


def dragged_again(page, start, end):
    """From the cell that is in use already."""
    start.click()
    page.wait_for_timeout(600)  # longer than between the halves of a double click
    drag(page, start, end)


WAYS = [by_keys, by_shift_click, backwards, drag, dragged_again]


@pytest.mark.parametrize("choose", WAYS, ids=lambda way: way.__name__)
def test_a_block_is_chosen_told_and_let_go(filled, choose):
    start, end = cell(filled, 1, "goods"), cell(filled, 3, "visitors")

    choose(filled, start, end)

    expect(said(filled)).to_have_text("已选 3 行 2 列")
    expect(chosen(filled)).to_have_count(6)
    kept = end if choose is backwards else start
    expect(kept).to_be_focused()
    assert filled.evaluate(BLOCK) == [["水果", "一"], ["牛奶", "二"], ["大米", "三"]]
    filled.keyboard.press("Escape")
    expect(chosen(filled)).to_have_count(0)
    expect(said(filled)).to_have_text("")
    expect(kept).to_be_focused()


def test_a_block_grows_and_shrinks_and_reaches_to_the_last_row_in_use(filled):
    cell(filled, 2, "goods").click()
    for key, count in [
        ("Shift+ArrowRight", 2),
        ("Shift+ArrowUp", 4),
        ("Shift+ArrowLeft", 2),
        ("Shift+ArrowDown", 0),
        ("Control+Shift+ArrowDown", 2),
        ("Control+Shift+ArrowUp", 2),
        ("Control+Shift+ArrowRight", 2 * len(COLUMNS[COLUMNS.index("goods") :])),
    ]:
        filled.keyboard.press(key)
        expect(chosen(filled)).to_have_count(count)


@pytest.mark.parametrize("way", ["arrow", "click", "letters", "Tab"])
def test_whatever_one_does_next_ends_the_block(filled, way):
    cell(filled, 1, "goods").click()
    filled.keyboard.press("Shift+ArrowUp")
    filled.keyboard.press("Shift+ArrowDown")
    expect(chosen(filled)).to_have_count(2)

    if way == "click":
        cell(filled, 2, "visitors").click()
    elif way == "letters":
        filled.keyboard.type("米")
    else:
        filled.keyboard.press("ArrowUp" if way == "arrow" else way)

    expect(chosen(filled)).to_have_count(0)
    expect(said(filled)).to_have_text("")


def test_letters_of_a_cell_in_edit_are_chosen_as_ever(filled):
    goods = cell(filled, 1, "goods")
    goods.click()
    filled.keyboard.press("F2")

    filled.keyboard.press("Shift+ArrowLeft")

    assert (
        goods.evaluate("c => c.value.slice(c.selectionStart, c.selectionEnd)") == "果"
    )
    expect(chosen(filled)).to_have_count(0)


def test_a_copied_block_is_read_by_a_spreadsheet_and_by_the_grid(filled):
    cell(filled, 2, "goods").fill('"精装"牛奶')
    by_shift_click(filled, cell(filled, 1, "goods"), cell(filled, 3, "visitors"))
    filled.keyboard.press("Control+c")
    expect(said(filled)).to_have_text("已复制 3 行 2 列")

    filled.get_by_text("成批选人").click()
    box = filled.get_by_label("工号或姓名，每行一个")
    box.click()
    filled.keyboard.press("Control+v")
    expect(box).to_have_value('水果\t一\n"""精装""牛奶"\t二\n大米\t三')
    cell(filled, 4, "goods").click()
    filled.keyboard.press("Control+v")

    expect(cell(filled, 6, "visitors")).to_have_value("三")
    assert column(filled, "goods", 7)[3:] == ["水果", '"精装"牛奶', "大米", ""]


def test_a_block_is_cut_emptied_and_comes_back(filled):
    cell(filled, 1, "cash_amount").fill("100")
    by_shift_click(filled, cell(filled, 3, "visitors"), cell(filled, 1, "goods"))
    filled.keyboard.press("Control+x")
    expect(said(filled)).to_have_text("已剪切 3 行 2 列，Ctrl+Z 可撤回")
    assert column(filled, "goods", 3) == ["", "", ""]
    filled.keyboard.press("Control+z")
    expect(cell(filled, 3, "visitors")).to_have_value("三")

    # Also where the cell in use is blank, with nothing in it to be cut.
    by_shift_click(filled, cell(filled, 4, "goods"), cell(filled, 1, "goods"))
    filled.keyboard.press("Control+x")
    expect(cell(filled, 1, "goods")).to_have_value("")
    cell(filled, 5, "note").click()
    filled.keyboard.press("Control+v")
    expect(cell(filled, 7, "note")).to_have_value("大米")

    by_shift_click(filled, cell(filled, 1, "visitors"), cell(filled, 3, "visitors"))
    filled.keyboard.press("Delete")
    expect(said(filled)).to_have_text("已清空 3 行 1 列，Ctrl+Z 可撤回")
    assert column(filled, "visitors", 3) == ["", "", ""]
    for _ in range(3):
        filled.keyboard.press("Control+z")
    expect(cell(filled, 1, "goods")).to_have_value("水果")
    assert column(filled, "visitors", 3) == ["一", "二", "三"]
    expect(cell(filled, 1, "cash_amount")).to_have_value("100")


def test_one_value_is_pasted_into_every_cell_of_the_block(filled):
    cell(filled, 1, "goods").click()
    filled.keyboard.press("Control+c")
    by_shift_click(filled, cell(filled, 4, "note"), cell(filled, 2, "voucher_no"))

    filled.keyboard.press("Control+v")

    expect(said(filled)).to_have_text("已粘贴到 3 行 2 列，Ctrl+Z 可撤回")
    assert column(filled, "note", 5) == ["", "水果", "水果", "水果", ""]
    assert column(filled, "voucher_no", 5) == ["", "水果", "水果", "水果", ""]
    filled.keyboard.press("Control+z")
    expect(cell(filled, 2, "note")).to_have_value("")


def test_a_copied_row_is_repeated_over_the_block_and_begins_at_its_corner(filled):
    by_shift_click(filled, cell(filled, 4, "visitors"), cell(filled, 2, "goods"))
    filled.evaluate(PASTE, "面粉\t院领导\r\n")
    expect(cell(filled, 4, "visitors")).to_have_value("院领导")
    assert column(filled, "goods", 5) == ["水果", "面粉", "面粉", "面粉", ""]

    by_shift_click(filled, cell(filled, 4, "visitors"), cell(filled, 3, "goods"))
    filled.evaluate(PASTE, "\t一\n食油\t二\n\t三")
    expect(cell(filled, 5, "visitors")).to_have_value("三")
    assert column(filled, "goods", 5) == ["水果", "面粉", "", "食油", ""]


def test_a_block_is_filled_down_from_its_first_row(filled):
    cell(filled, 1, "note").fill("慰问")
    by_shift_click(filled, cell(filled, 1, "visitors"), cell(filled, 4, "note"))
    filled.keyboard.press("Control+d")
    expect(said(filled)).to_have_text("已向下填充 3 行，Ctrl+Z 可撤回")
    assert column(filled, "visitors", 5) == ["一", "一", "一", "一", ""]
    assert column(filled, "note", 5) == ["慰问", "慰问", "慰问", "慰问", ""]
    filled.keyboard.press("Control+z")
    expect(cell(filled, 2, "visitors")).to_have_value("二")

    # One row takes what stands above it.
    by_shift_click(filled, cell(filled, 2, "goods"), cell(filled, 2, "visitors"))
    filled.keyboard.press("Control+d")
    expect(cell(filled, 2, "goods")).to_have_value("水果")
    expect(cell(filled, 2, "visitors")).to_have_value("一")


def test_a_change_of_a_block_is_checked_at_once(clerk):
    people(3)
    clerk.evaluate("document.querySelector('#r1-beneficiary').focus()")
    clerk.evaluate(PASTE, "1001\t200\n1002\t200\n1003\t200")
    count = clerk.locator("[data-count]")
    expect(count).to_contain_text("可保存 3 行")

    by_shift_click(clerk, cell(clerk, 2), cell(clerk, 3, "cash_amount"))
    clerk.keyboard.press("Delete")

    expect(count).to_contain_text("共 1 行：可保存 1 行")
    expect(clerk.locator("[data-live]")).to_contain_text("已填 1 行")


@pytest.mark.parametrize("look", ["light", "dark", "forced"])
def test_a_block_is_seen_and_accessible(filled, axe, shot, look):
    if look == "forced":
        filled.emulate_media(forced_colors="active")
    else:
        filled.emulate_media(color_scheme=look)
    by_shift_click(filled, cell(filled, 1), cell(filled, 3, "cash_amount"))
    expect(chosen(filled)).to_have_count(6)
    corner = cell(filled, 3, "cash_amount").locator("xpath=ancestor::td")
    edge = corner.evaluate(
        """td => {
          const style = getComputedStyle(td, "::after");
          return ["Bottom", "Right", "Top"].map((side) => style[`border${side}Width`]);
        }"""
    )
    shot(f"grid-block-{look}")

    assert edge == ["2px", "2px", "0px"]
    plain = cell(filled, 5).evaluate("c => getComputedStyle(c).backgroundColor")
    inside = cell(filled, 2).evaluate("c => getComputedStyle(c).backgroundColor")
    assert inside != plain
    assert axe(filled) == []
