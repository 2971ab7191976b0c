"""Entering with the hands on the keyboard: what ux.md promises of it, in a browser."""

import datetime as dt
from decimal import Decimal

import pytest
from django.conf import settings
from playwright.sync_api import expect

from members.records import DEPARTMENT, MEMBER, MEMBERSHIP_EVENT
from members.tests.factories import DepartmentFactory, MemberFactory
from union.tests.factories import UserFactory
from welfare.models import Consolation
from welfare.records import CONSOLATION, ENROLMENT
from welfare.tests.factories import BenefitRuleFactory, ConsolationFactory

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

PASSWORD = "Xiaohua-2026-gonghui"
PHONE = {"width": 320, "height": 640}
FOCUSED = "document.activeElement.id"


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
    assert clerk.evaluate(FOCUSED) == "id_beneficiary"
    expect(clerk.locator("#id_occasion")).to_have_value("sick")
    expect(clerk.locator("#id_date")).to_have_value("2026-03-02")
    expect(clerk.locator("#id_cash_amount")).to_have_value("")

    hands = Hands(clerk)
    hands.type("wxf")
    hands.press("Enter")
    expect(clerk.locator("#id_beneficiary")).to_have_value("1002 王小芳")
    hands.press("Tab", "Tab", "Tab")
    assert clerk.evaluate(FOCUSED) == "id_cash_amount"
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
    assert clerk.locator(".error-summary").count() == 0


def test_two_of_one_name_are_told_apart_and_chosen_by_arrows(clerk, axe):
    MemberFactory(staff_no="1001", name="张伟", department__name="骨科")
    MemberFactory(staff_no="1002", name="张伟", department__name="外科")
    clerk.goto(MEMBERSHIP_EVENT.url("create"))
    clerk.keyboard.type("zw")
    options = clerk.get_by_role("listbox").get_by_role("option")
    expect(options).to_have_count(2)

    assert options.nth(0).inner_text().startswith("1001 张伟")
    assert "外科" in options.nth(1).inner_text()
    expect(options.nth(0)).to_have_attribute("aria-selected", "true")
    assert axe(clerk) == []
    clerk.keyboard.press("Escape")
    expect(clerk.get_by_role("listbox")).to_be_hidden()
    clerk.keyboard.press("Backspace")
    expect(clerk.get_by_role("listbox")).to_be_visible()
    clerk.keyboard.press("ArrowDown")
    clerk.keyboard.press("Enter")
    expect(clerk.locator("#id_member")).to_have_value("1002 张伟")


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


@pytest.mark.parametrize("kind", [CONSOLATION, MEMBER, ENROLMENT, DEPARTMENT])
def test_the_first_field_has_the_focus_and_tabs_go_as_one_reads(clerk, kind):
    clerk.goto(kind.url("create"))
    first = clerk.locator("form.record-form :is(input, select, textarea):visible").first

    assert clerk.evaluate(FOCUSED) == first.get_attribute("id")
    assert clerk.locator("[tabindex]:not([tabindex='0'], [tabindex='-1'])").count() == 0
    places = clerk.evaluate(
        "[...document.querySelectorAll('.form-card :is(input, select, textarea)')]"
        ".filter((field) => field.tabIndex === 0 && field.checkVisibility())"
        ".map((field) => field.getBoundingClientRect())"
        ".map(({x, y}) => [Math.round(y), Math.round(x)])"
    )
    rows = [(y // 40, x) for y, x in places]
    assert rows == sorted(rows)


def test_a_date_and_an_amount_are_put_right_when_one_leaves_them(clerk, shot):
    clerk.goto(CONSOLATION.url("create"))
    day, amount = clerk.locator("#id_date"), clerk.locator("#id_cash_amount")

    day.fill("20250601")
    amount.fill("１，０００元")
    clerk.locator("#id_note").focus()

    expect(day).to_have_value("2025-06-01")
    expect(amount).to_have_value("1000.00")


def test_the_calendar_is_an_extra_that_fills_the_same_box(clerk):
    clerk.goto(CONSOLATION.url("create"))
    assert clerk.get_by_role("button", name="从日历选择日期").count() == 1

    clerk.locator("#id_date ~ .calendar-native").evaluate(
        "(box) => { box.value = '2025-06-01'; box.dispatchEvent(new Event('change')); }"
    )

    expect(clerk.locator("#id_date")).to_have_value("2025-06-01")


def test_a_field_is_checked_when_one_leaves_it_and_cleared_while_one_mends_it(
    clerk, axe
):
    clerk.goto(CONSOLATION.url("create"))
    day = clerk.locator("#id_date")
    message = clerk.locator("#id_date_error")

    day.fill("2025-13-01")
    clerk.wait_for_timeout(700)
    assert message.count() == 0  # not while typing
    clerk.keyboard.press("Tab")
    expect(message).to_be_visible()
    words = "“2025-13-01”不是有效日期，应写成 2025-01-31 这样"
    expect(message).to_have_text(words)
    expect(day).to_have_attribute("aria-invalid", "true")
    assert "id_date_error" in day.get_attribute("aria-describedby")
    assert axe(clerk) == []
    clerk.get_by_role("button", name="保存", exact=True).click()
    expect(clerk.locator(".error-summary")).to_contain_text(words)  # the same

    day.fill("2025-12-01")
    expect(message).to_have_count(0)
    expect(clerk.locator("#id_date")).not_to_have_attribute("aria-invalid", "true")
    expect(clerk.locator(".error-summary a[href='#id_date']")).to_have_count(0)


def test_a_field_that_was_only_passed_is_not_checked(clerk):
    clerk.goto(MEMBER.url("create"))
    with clerk.expect_request_finished(lambda r: "/fields/" in r.url) as checked:
        clerk.keyboard.press("Tab")  # 工号 stays empty
        clerk.keyboard.type("张 伟")
        clerk.keyboard.press("Tab")

    assert checked.value.url.endswith("?field=name")
    expect(clerk.locator("#id_name")).to_have_value("张伟")
    assert clerk.locator(".invalid-feedback").count() == 0


def test_an_error_page_keeps_all_and_leads_to_the_fields(clerk, axe, shot):
    clerk.goto(MEMBER.url("create"))
    clerk.fill("#id_birth_date", "2025-13-01")
    clerk.fill("#id_note", "一段备注")
    clerk.keyboard.press("Control+s")
    summary = clerk.locator(".error-summary")
    expect(summary).to_be_focused()

    expect(clerk.locator("#id_birth_date")).to_have_value("2025-13-01")
    expect(clerk.locator("#id_note")).to_have_value("一段备注")
    for link in summary.get_by_role("link").all():
        field = clerk.locator(link.get_attribute("href"))
        expect(field).to_have_attribute("aria-invalid", "true")
        error = clerk.locator(f"{link.get_attribute('href')}_error")
        expect(error).to_be_visible()
        assert link.inner_text().endswith(error.inner_text().strip())
        assert error.get_attribute("id") in field.get_attribute("aria-describedby")
    shot("entry-errors")
    assert axe(clerk) == []
    summary.get_by_role("link").first.click()
    assert clerk.evaluate(FOCUSED) == "id_staff_no"


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
    assert clerk.evaluate(FOCUSED) == "search-box"
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
    assert clerk.locator("[aria-busy]").count() == 0
    clerk.evaluate(PRESS, {"key": "?"})
    expect(dialog).to_be_visible()


def test_who_wants_no_keys_has_none(clerk):
    clerk.user.use_shortcuts = False
    clerk.user.save()
    clerk.goto(DEPARTMENT.url("list"))

    clerk.keyboard.press("n")
    clerk.keyboard.press("?")

    expect(clerk.locator("h1")).to_have_text("科室")
    assert clerk.locator("#shortcuts").count() == 0
    clerk.goto(DEPARTMENT.url("create"))
    expect(clerk.locator(".key").first).to_be_hidden()


def test_a_double_is_asked_about_and_saved_for_a_reason(clerk, standard, axe, shot):
    member = MemberFactory(staff_no="1001", name="张伟")
    earlier = ConsolationFactory(beneficiary=member, date=dt.date(2026, 2, 20))

    enter = Hands(clerk)
    clerk.goto(CONSOLATION.url("create"))
    enter.type("1001")
    enter.press("Enter", "Tab", "ArrowDown")
    clerk.fill("#id_date", "2026-03-02")
    clerk.fill("#id_cash_amount", "150")
    clerk.keyboard.press("Control+s")
    warning = clerk.get_by_role("alert")
    expect(warning).to_contain_text("可能重复")
    expect(warning).to_be_focused()
    expect(clerk.locator("#id_cash_amount")).to_have_value("150")
    link = warning.get_by_role("link")
    assert link.get_attribute("href") == earlier.get_absolute_url()
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


def test_a_lost_login_loses_nothing_of_a_form(page, log_in):
    user = UserFactory(role="staff", username="gonghui", password=PASSWORD)
    log_in(page, user)
    page.goto(DEPARTMENT.url("create"))
    page.keyboard.type("外科")
    page.get_by_label("类别").select_option("临床")
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    with page.expect_response(lambda answer: "/fields/" in answer.url):
        page.locator("#id_campus").focus()  # what is checked is not kept for later
    page.get_by_role("button", name="保存", exact=True).click()

    page.get_by_label("用户名").fill("gonghui")
    page.get_by_label("密码").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="继续提交").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("外科")
