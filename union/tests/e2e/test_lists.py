"""Lists in the hands of a user: chips, saved filters, columns, ticks, the keyboard."""

import re

import pytest
from playwright.sync_api import expect

from members.models import Member
from members.records import DEPARTMENT, MEMBER
from members.tests.factories import DepartmentFactory, MemberFactory, UnionGroupFactory
from reports.records import PLAN_ITEM
from union.tests.factories import UserFactory
from welfare.records import CLAIM, CONSOLATION
from welfare.tests.factories import ConsolationFactory, MutualAidClaimFactory

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 320, "height": 640}


@pytest.fixture
def sixty():
    """Sixty members of one department; page two has ten."""
    department, group = DepartmentFactory(name="内科"), UnionGroupFactory(name="第一组")
    DepartmentFactory(name="护理部")
    return [
        MemberFactory(
            staff_no=f"{1000 + n}",
            name=f"张{n:02}",
            department=department,
            union_group=group,
        )
        for n in range(60)
    ]


def test_a_chip_is_removed_and_all_are_cleared_by_a_click(as_role, sixty):
    page = as_role("staff")
    page.goto(f"{MEMBER.list_url}?sex=female&status=active")
    chips = page.get_by_role("list", name="当前条件")
    expect(chips).to_contain_text("会籍状态：在会")

    chips.get_by_role("link", name="会籍状态：在会").click()
    expect(chips).not_to_contain_text("会籍状态")
    expect(page).to_have_url(re.compile(r"\?sex=female$"))
    page.get_by_role("link", name="清除全部").click()

    expect(chips).to_be_hidden()
    expect(page).to_have_url(re.compile(r"\?all=1$"))


def test_a_filter_is_saved_opened_by_default_and_cleared(as_role, sixty):
    MemberFactory(name="李男", sex="male")
    page = as_role("staff")
    page.goto(f"{MEMBER.list_url}?sex=male")
    page.get_by_text("筛选方案", exact=True).click()
    page.get_by_label("把当前条件存为").fill("男会员")
    page.get_by_label("以后打开本列表就按它筛选").check()
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("已保存筛选方案“男会员”")

    page.goto(MEMBER.list_url)
    expect(page.locator("tbody tr")).to_have_count(1)
    chips = page.get_by_role("list", name="当前条件")
    expect(chips).to_contain_text("默认方案：男会员")
    page.get_by_role("link", name="看全部").click()
    expect(page.locator("tbody tr")).to_have_count(50)
    expect(chips).to_be_hidden()
    page.get_by_text("筛选方案", exact=True).click()
    page.get_by_role("link", name="男会员").click()

    expect(page.locator("tbody tr")).to_have_count(1)


def test_columns_are_chosen_moved_and_kept(as_role, sixty):
    page = as_role("staff")
    page.goto(f"{MEMBER.list_url}?sex=female")
    page.get_by_role("link", name="列", exact=True).click()
    page.get_by_role("checkbox", name="入职日期").check()
    page.get_by_role("checkbox", name="工会小组").uncheck()
    page.get_by_role("button", name="上移 姓名").click()
    expect(page.get_by_role("button", name="上移 姓名")).to_have_count(0)  # the first
    page.get_by_role("button", name="保存并返回列表").click()
    expect(page.get_by_role("list", name="当前条件")).to_contain_text("性别：女")
    page.goto(MEMBER.list_url)

    heads = page.locator("thead th:not(.tick)").all_inner_texts()
    assert heads[:2] == ["姓名", "工号"]
    assert "入职日期" in heads
    assert "工会小组" not in heads


def test_shift_ticks_a_range_and_the_head_ticks_the_page(as_role, sixty):
    page = as_role("staff")
    page.goto(MEMBER.list_url)
    rows = page.locator('input[name="pk"]')
    count = page.locator("[data-count]")

    rows.nth(2).click()
    rows.nth(7).click(modifiers=["Shift"])
    expect(page.locator('input[name="pk"]:checked')).to_have_count(6)
    expect(count).to_have_text("已选 6 人")
    rows.nth(4).click()
    expect(count).to_have_text("已选 5 人")
    page.get_by_label("选择本页全部").check()
    expect(count).to_have_text("已选 50 人")
    page.get_by_label("选择全部").check()
    expect(count).to_have_text("已选 60 人")
    rows.nth(0).click()

    expect(count).to_have_text("已选 49 人")
    expect(page.get_by_label("选择全部")).not_to_be_checked()


def test_all_that_match_are_changed_after_a_recap_and_undone_by_one_click(
    as_role, axe, shot, sixty
):
    page = as_role("staff")
    page.goto(f"{MEMBER.list_url}?sex=female")
    page.get_by_label("选择全部符合条件的").check()
    page.get_by_role("button", name="批量修改").click()
    page.get_by_label("科室改为").select_option(label="护理部")
    page.locator(".bulk-field", has_text="科室改为").get_by_role("button").click()
    expect(page.get_by_role("heading", name="将修改的 60 人")).to_be_visible()
    assert axe(page) == []
    shot("list-recap")

    page.get_by_role("button", name="修改这 60 人").click()
    expect(page.get_by_role("status").first).to_contain_text("已修改会员 60 人")
    assert Member.objects.filter(department__name="护理部").count() == 60
    page.get_by_role("button", name="撤销").click()

    expect(page.get_by_role("status").first).to_contain_text("已恢复原状 60 人")
    assert Member.objects.filter(department__name="内科").count() == 60


def test_five_ticked_rows_get_a_new_value_of_a_later_field_and_the_old_one_back(
    as_role, sixty
):
    page = as_role("staff")
    page.goto(f"{MEMBER.list_url}?sort=staff_no")
    for n in range(5):
        page.locator('input[name="pk"]').nth(n).check()
    page.get_by_role("button", name="批量修改").click()
    expect(page.get_by_role("list", name="所选会员")).to_contain_text("1004 张04")
    form = page.locator(".bulk-field", has_text="岗位类别改为")
    form.get_by_role("combobox").select_option(label="医师")
    form.get_by_role("button", name="核对").click()
    page.get_by_role("button", name="修改这 5 人").click()
    expect(page.get_by_role("status").first).to_contain_text("已修改会员 5 人")
    assert Member.objects.filter(job="doctor").count() == 5
    page.get_by_role("button", name="撤销").click()

    expect(page.get_by_role("status").first).to_contain_text("已恢复原状 5 人")
    assert not Member.objects.filter(job="doctor").exists()


def test_no_focused_control_is_covered_while_one_tabs_through_fifty_rows(
    as_role, sixty
):
    page = as_role("staff")
    page.goto(MEMBER.list_url)
    page.locator('input[name="pk"]').first.focus()
    covered = []
    for _ in range(100):  # the box and the name of each row
        covered += settled(page)
        page.keyboard.press("Tab")

    assert covered == []
    assert page.evaluate("document.querySelector('.table-box').scrollTop") > 500


def settled(page):
    """What covers the focused control once the page has scrolled to it, as a list."""
    for _ in range(100):
        hit = page.evaluate(TOP_ELEMENT)
        if not hit:
            return []
        page.wait_for_timeout(50)
    return [hit]


#: What lies on the focused control, at its middle and near its corners; "" if nothing.
TOP_ELEMENT = """() => {
  const focused = document.activeElement, box = focused.getBoundingClientRect();
  const name = (element) => element ? element.outerHTML.slice(0, 60) : "nothing";
  for (const [x, y] of [[.5, .5], [.1, .15], [.9, .15], [.1, .85], [.9, .85]]) {
    const [left, top] = [box.left + box.width * x, box.top + box.height * y];
    const there = document.elementFromPoint(left, top);
    if (there !== focused && !focused.contains(there))
      return `${name(focused)} at ${Math.round(top)} under ${name(there)}`;
  }
  return "";
}"""


def test_head_and_first_column_stay_in_sight_while_one_scrolls(as_role):
    MutualAidClaimFactory.create_batch(40)
    page = as_role("staff")
    page.set_viewport_size({"width": 900, "height": 600})
    page.goto(f"{CLAIM.list_url}?sort=filed_on")

    box, head, first, total = page.evaluate(
        """() => {
      const box = document.querySelector(".table-box");
      box.scrollTo(300, 400);
      const at = (q) => { const r = box.querySelector(q).getBoundingClientRect();
        return [r.left, r.top, r.bottom].map(Math.round); };
      const b = box.getBoundingClientRect();
      return [[b.left, b.top, b.bottom].map(Math.round), at("thead th:nth-child(4)"),
        at("tbody tr:nth-child(30) .tick + *"), at("tfoot .tick + *")];
    }"""
    )

    assert abs(head[1] - box[1]) <= 2
    assert 38 <= first[0] - box[0] <= 44
    assert abs(total[2] - box[2]) <= 18  # above a scroll bar


def test_the_head_is_not_below_the_bar_where_the_page_ends(as_role):
    MutualAidClaimFactory.create_batch(60)
    page = as_role("staff")
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto(CLAIM.list_url)

    page.evaluate("scrollTo(0, document.body.scrollHeight)")

    bar, head = page.evaluate(
        """() => [document.querySelector(".topbar").getBoundingClientRect().bottom,
          document.querySelector(".table-box thead").getBoundingClientRect().top]"""
    )
    assert page.evaluate("scrollY") > 0
    assert head >= bar


def test_on_a_phone_the_name_and_the_sums_stay_in_sight(as_role, shot):
    ConsolationFactory.create_batch(20)
    page = as_role("staff")
    page.set_viewport_size({"width": 375, "height": 700})
    page.goto(f"{CONSOLATION.list_url}?all=1")

    expect(page.locator(".found")).to_contain_text("共 20 条 · 人数合计 20")
    header = page.locator(".topbar").bounding_box()
    assert header["height"] <= 100
    left, name, total, grey = page.evaluate(
        """() => {
      const box = document.querySelector(".table-box");
      box.scrollTo(300, 0);
      const at = (q) => box.querySelector(q).getBoundingClientRect();
      const foot = box.querySelector("tfoot th");
      return [box.getBoundingClientRect().left, at("tbody th").left,
        at("tfoot th").left, [...box.querySelectorAll("tfoot tr > *")].map(
          cell => getComputedStyle(cell).backgroundColor)];
    }"""
    )
    shot("list-phone-scrolled")
    assert 38 <= name - left <= 44
    assert total == name
    assert len(set(grey)) == 1


def test_where_one_is_shows_in_a_menu_longer_than_the_screen(as_role):
    page = as_role("staff")
    page.set_viewport_size({"width": 1366, "height": 600})
    page.goto(PLAN_ITEM.list_url)

    bottom = page.locator(".sidebar [aria-current]").evaluate(
        "link => link.getBoundingClientRect().bottom"
    )
    assert bottom <= 600


def test_days_are_picked_from_a_calendar_or_typed(as_role):
    ConsolationFactory(date="2026-02-03")
    ConsolationFactory(date="2026-02-20")
    page = as_role("staff")
    page.goto(CONSOLATION.list_url)
    box = page.get_by_label("从", exact=True)
    expect(page.get_by_role("button", name="从选择日期")).to_be_visible()
    box.fill("20260210")
    box.press("Enter")

    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.get_by_role("list", name="当前条件")).to_contain_text("2026-02-10 起")


def test_rows_are_filtered_changed_and_undone_without_scripts(open_page, log_in, sixty):
    page = open_page(java_script_enabled=False)
    log_in(page, UserFactory(role="staff"))
    page.goto(f"{MEMBER.list_url}?sex=female")
    page.locator('input[name="pk"]').nth(0).check()
    page.locator('input[name="pk"]').nth(1).check()
    page.get_by_role("button", name="批量修改").click()
    page.get_by_label("科室改为").select_option(label="护理部")
    page.locator(".bulk-field", has_text="科室改为").get_by_role("button").click()
    page.get_by_role("button", name="修改这 2 人").click()
    told = page.get_by_role("status").first
    expect(told).to_contain_text("已修改会员 2 人")
    assert Member.objects.filter(department__name="护理部").count() == 2
    page.get_by_role("button", name="撤销").click()

    expect(told).to_contain_text("已恢复原状 2 人")
    assert Member.objects.filter(department__name="内科").count() == 60


@pytest.mark.parametrize("size", [None, PHONE], ids=["notebook", "phone"])
def test_lists_and_their_pages_are_accessible_and_fit_the_screen(
    as_role, axe, shot, sixty, size
):
    ConsolationFactory.create_batch(3, visitors="院领导、工会主席和科室主任" * 3)
    page = as_role("staff")
    if size:
        page.set_viewport_size(size)
    width = size["width"] if size else 1366
    first = sixty[0].pk
    addresses = {
        "members": f"{MEMBER.list_url}?sex=female&status=active",
        "consolations": f"{CONSOLATION.list_url}?occasion=sick",
        "empty": CLAIM.list_url,
        "nothing": f"{MEMBER.list_url}?q=李娜",
        "columns": MEMBER.url("columns"),
        "filters": MEMBER.url("filters"),
        "change": f"{MEMBER.url('bulk')}?do=change&pk={first}",
        "void": f"{DEPARTMENT.url('bulk')}?do=void&all=1",
    }
    found = {}
    for name, url in addresses.items():
        page.goto(url)
        shot(f"list-{name}-{width}")
        wide = page.evaluate("document.documentElement.scrollWidth")
        found[name] = [*axe(page), *([f"{wide} px wide"] if wide > width else [])]

    assert found == {name: [] for name in found}


def test_a_wide_list_fits_a_notebook_by_its_default_columns(as_role):
    ConsolationFactory.create_batch(2)
    page = as_role("staff")
    page.goto(CONSOLATION.list_url)

    hidden = page.evaluate(
        "(() => { const b = document.querySelector('.table-box');"
        " return b.scrollWidth - b.clientWidth; })()"
    )

    assert hidden <= 0


def test_on_a_phone_the_filters_are_unfolded_by_a_tick(as_role, sixty):
    page = as_role("staff")
    fold = page.get_by_label("显示筛选条件")
    page.goto(MEMBER.list_url)
    expect(page.get_by_label("性别").first).to_be_visible()
    expect(fold).to_be_hidden()

    page.set_viewport_size({"width": 375, "height": 720})
    page.reload()  # the menu is folded away only then
    expect(page.locator("form.filters")).to_be_hidden()
    expect(page.locator("tbody a").first).to_be_in_viewport()
    fold.check()
    expect(page.locator("form.filters")).to_be_visible()
