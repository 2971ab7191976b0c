"""Entering with the hands on the keyboard: what ux.md promises of it, in a browser."""

import datetime as dt
import re
from decimal import Decimal
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from activities.records import ACTIVITY_RESULT
from members.records import DEPARTMENT, MEMBERSHIP_EVENT
from members.tests.factories import MemberFactory
from union.tests.factories import UserFactory
from welfare.models import Consolation
from welfare.records import CONSOLATION, ENROLMENT
from welfare.tests.factories import BenefitRuleFactory, ConsolationFactory

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

PASSWORD = "Xiaohua-2026-gonghui"
PHONE = {"width": 320, "height": 640}


class Hands:
    """Presses keys and counts them; a key held with another counts as one press."""

    def __init__(self, page):
        self.page, self.count = page, 0

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
            self.count += 1

    def type(self, text):
        self.page.keyboard.type(text, delay=20)
        self.count += len(text)


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


def enter_first(page, hands):
    """The whole first record by keys alone; leaves the page ready for the second."""
    page.goto(CONSOLATION.url("create"))
    hands.type("zw")
    hands.press("Enter")
    expect(page.locator("#id_beneficiary")).to_have_value("1001 张伟")
    hands.press("Tab", "ArrowDown", "Tab", "Control+a")  # the first occasion: 患病
    hands.type("2026-3-2")
    hands.press("Tab")
    hands.type("1,000元")
    hands.press("Control+Enter")
    expect(page.locator(".messages")).to_contain_text("已保存慰问")
    page.wait_for_load_state()  # with its scripts


def test_a_consolation_is_entered_without_the_mouse(clerk, standard):
    MemberFactory(staff_no="1001", name="张伟")

    enter_first(clerk, Hands(clerk))

    saved = Consolation.objects.get()
    assert (saved.beneficiary.staff_no, saved.occasion) == ("1001", "sick")
    assert (saved.date, saved.amount) == (dt.date(2026, 3, 2), Decimal("1000.00"))


def test_a_second_consolation_takes_twelve_keys_and_the_amount(clerk, standard):
    MemberFactory(staff_no="1001", name="张伟")
    MemberFactory(staff_no="1002", name="王小芳")
    enter_first(clerk, Hands(clerk))
    expect(clerk.locator("#id_beneficiary")).to_be_focused()
    expect(clerk.locator("#id_occasion")).to_have_value("sick")
    expect(clerk.locator("#id_date")).to_have_value("2026-03-02")
    expect(clerk.locator("#id_cash_amount")).to_have_value("")

    hands = Hands(clerk)
    hands.type("wxf")
    hands.press("Enter")
    expect(clerk.locator("#id_beneficiary")).to_have_value("1002 王小芳")
    hands.press("Tab", "Tab", "Tab")
    expect(clerk.locator("#id_cash_amount")).to_be_focused()
    hands.type("500")
    hands.press("Alt+s")
    expect(clerk.locator(".messages")).to_contain_text("王小芳患病慰问")

    assert Consolation.objects.latest("pk").amount == Decimal("500.00")
    assert hands.count - len("500") <= 12


def test_enter_chooses_the_first_match_even_before_the_list_is_there(clerk):
    MemberFactory(staff_no="1001", name="张伟")
    clerk.goto(MEMBERSHIP_EVENT.url("create"))

    clerk.keyboard.type("zw")
    clerk.keyboard.press("Enter")

    expect(clerk.locator("#id_member")).to_have_value("1001 张伟")
    expect(clerk.locator("h1")).to_have_text("新增会籍变动")
    expect(clerk.locator(".error-summary")).to_have_count(0)


def test_enter_does_not_send_a_form_with_a_name_that_nobody_bears(clerk):
    clerk.goto(MEMBERSHIP_EVENT.url("create"))
    with clerk.expect_response(lambda answer: answer.url.endswith(quote("查无此人"))):
        clerk.keyboard.type("查无此人")
    nobody = clerk.get_by_text("没有找到，请核对后重填")
    expect(nobody).to_be_visible()
    sent = []
    clerk.on("request", lambda request: sent.append(request.method))
    clerk.keyboard.press("Enter")
    with clerk.expect_response(lambda answer: "?q=" in answer.url):
        clerk.keyboard.press("Backspace")  # it is looked for again: the page is there

    expect(nobody).to_be_visible()
    assert sent == ["GET"]


#: One more letter is typed just before the answer to the others, and Enter behind it.
ONE_MORE = """() => {
  const ask = window.fetch;
  window.fetch = async (...what) => {
    const answer = await ask(...what);
    const box = document.activeElement;
    const enter = { key: "Enter", bubbles: true, cancelable: true };
    box.value += "2";
    box.dispatchEvent(new Event("input", { bubbles: true }));
    setTimeout(() => box.dispatchEvent(new KeyboardEvent("keydown", enter)), 50);
    window.fetch = ask;
    return answer;
  };
}"""


def test_an_answer_that_comes_after_more_was_typed_names_nobody(clerk):
    MemberFactory(staff_no="1001", name="张伟")
    MemberFactory(staff_no="10012", name="李娜")
    clerk.goto(MEMBERSHIP_EVENT.url("create"))
    clerk.evaluate(ONE_MORE)

    clerk.locator("#id_member").fill("1001")

    expect(clerk.locator("#id_member")).to_have_value("10012 李娜")


def test_two_of_one_name_are_told_apart_and_chosen_by_arrows(clerk, axe):
    MemberFactory(staff_no="1001", name="张伟", department__name="骨科")
    MemberFactory(staff_no="1002", name="张伟", department__name="外科")
    clerk.goto(MEMBERSHIP_EVENT.url("create"))
    clerk.keyboard.type("zw")
    options = clerk.get_by_role("listbox").get_by_role("option")
    expect(options).to_have_count(2)

    expect(options.nth(0)).to_have_text(re.compile("^1001 张伟"))
    expect(options.nth(1)).to_contain_text("外科")
    expect(clerk.locator("[aria-selected=true]")).to_have_count(0)  # one is asked
    assert axe(clerk) == []
    clerk.keyboard.press("Enter")
    expect(clerk.locator("#id_member")).to_have_value("zw")
    expect(clerk.locator(".pick-status")).to_contain_text("请用上下键选一个")
    clerk.keyboard.press("Escape")
    expect(clerk.get_by_role("listbox")).to_be_hidden()
    clerk.keyboard.press("Backspace")
    expect(clerk.get_by_role("listbox")).to_be_visible()
    clerk.keyboard.press("ArrowDown")
    clerk.keyboard.press("ArrowDown")
    clerk.keyboard.press("Enter")
    expect(clerk.locator("#id_member")).to_have_value("1002 张伟")


def test_the_matches_of_a_low_field_come_into_sight(clerk):
    for number in range(5001, 5013):
        MemberFactory(staff_no=str(number))
    clerk.set_viewport_size({"width": 683, "height": 520})
    clerk.goto(ACTIVITY_RESULT.url("create"))
    clerk.locator("#id_member").focus()
    clerk.keyboard.type("5")

    matches = clerk.get_by_role("listbox")
    expect(matches.get_by_role("option")).to_have_count(12)
    expect(matches).to_be_in_viewport(ratio=1)


def test_the_page_is_at_once_where_it_scrolls_to(clerk):
    """While it glides, what opens below is measured at a place that is left a moment
    later."""
    clerk.goto(ACTIVITY_RESULT.url("create"))

    place = clerk.evaluate("() => { scrollTo(0, 300); return scrollY; }")
    assert place == 300


def test_the_picker_says_when_nobody_is_found(clerk):
    clerk.goto(MEMBERSHIP_EVENT.url("create"))

    clerk.keyboard.type("xyz")

    expect(clerk.locator(".pick-status")).to_have_text("没有找到，请核对后重填")


def test_the_picker_works_by_touch(open_page, log_in):
    MemberFactory(staff_no="1001", name="张伟")
    page = open_page(viewport=PHONE, has_touch=True)
    log_in(page, UserFactory(role="staff"))
    page.goto(MEMBERSHIP_EVENT.url("create"))

    page.keyboard.type("zw")
    page.get_by_role("listbox").get_by_role("option").tap()

    expect(page.locator("#id_member")).to_have_value("1001 张伟")


def test_the_panel_tells_of_the_member_just_picked(clerk, axe, shot):
    member = MemberFactory(staff_no="1001", name="张伟", department__name="骨科")
    today = dt.date.today()
    ConsolationFactory(beneficiary=member, date=today, cash_amount=Decimal("1200.00"))
    clerk.goto(ENROLMENT.url("create"))
    panel = clerk.locator(".about")
    expect(panel).to_contain_text("填写会员后")

    clerk.keyboard.type("zw")
    clerk.keyboard.press("Enter")

    expect(panel).to_contain_text("骨科")
    expect(panel).to_contain_text("1,200.00 元")
    shot("entry-panel")
    assert axe(clerk) == []


def test_enter_in_a_field_saves(clerk):
    clerk.goto(DEPARTMENT.url("create"))
    clerk.get_by_label("类别").select_option("临床")
    clerk.locator("#id_name").fill("外科")

    clerk.keyboard.press("Enter")

    expect(clerk.get_by_role("heading", level=1)).to_have_text("外科")


def test_the_keys_are_listed_and_lead_where_they_say(clerk, axe):
    clerk.goto(DEPARTMENT.url("list"))
    clerk.keyboard.press("?")
    dialog = clerk.get_by_role("dialog", name="快捷键")
    expect(dialog).to_be_visible()
    assert axe(clerk) == []
    clerk.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    clerk.keyboard.press("/")
    expect(clerk.locator("#search-box")).to_be_focused()
    clerk.keyboard.type("n?")
    expect(dialog).to_be_hidden()
    expect(clerk.locator("#search-box")).to_have_value("n?")
    clerk.locator("h1").click()
    clerk.keyboard.press("n")
    expect(clerk.locator("h1")).to_have_text("新增科室")


PRESS = """(init) => document.body.dispatchEvent(
    new KeyboardEvent("keydown", {bubbles: true, cancelable: true, ...init}))"""


def test_keys_are_not_heard_while_an_input_method_composes(clerk):
    clerk.goto(DEPARTMENT.url("create"))
    dialog = clerk.locator("#shortcuts")

    clerk.evaluate(PRESS, {"key": "?", "isComposing": True})
    clerk.evaluate(PRESS, {"key": "Enter", "ctrlKey": True, "isComposing": True})
    expect(dialog).to_be_hidden()
    expect(clerk.locator("[aria-busy]")).to_have_count(0)
    clerk.evaluate(PRESS, {"key": "?"})
    expect(dialog).to_be_visible()


def test_who_wants_no_keys_has_none(clerk):
    clerk.user.use_shortcuts = False
    clerk.user.save()
    clerk.goto(DEPARTMENT.url("list"))

    clerk.keyboard.press("n")
    clerk.keyboard.press("?")

    expect(clerk.locator("h1")).to_have_text("科室")
    expect(clerk.locator("#shortcuts")).to_have_count(0)
    clerk.goto(DEPARTMENT.url("create"))
    expect(clerk.locator(".key").first).to_be_hidden()
