"""Reading and mending a form in a browser: focus, order, checks on leaving a field."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from members.records import DEPARTMENT, MEMBER
from members.tests.factories import MemberFactory
from welfare.records import CLAIM, CONSOLATION, ENROLMENT
from welfare.tests.factories import (
    MutualAidClaimFactory,
    MutualAidEnrolmentFactory,
    MutualAidPlanFactory,
)

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

TOPS = "s => s.map(one => document.querySelector(one).getBoundingClientRect().top)"


@pytest.fixture
def clerk(as_role):
    return as_role("staff")


@pytest.mark.parametrize("kind", [CONSOLATION, MEMBER, ENROLMENT, DEPARTMENT])
def test_the_first_field_has_the_focus_and_tabs_go_as_one_reads(clerk, kind):
    clerk.goto(kind.url("create"))
    first = clerk.locator("form.record-form :is(input, select, textarea):visible").first

    expect(first).to_be_focused()
    odd = clerk.locator("[tabindex]:not([tabindex='0'], [tabindex='-1'])")
    expect(odd).to_have_count(0)
    places = clerk.evaluate(
        "[...document.querySelectorAll('.form-card :is(input, select, textarea)')]"
        ".filter((field) => field.tabIndex === 0 && field.checkVisibility())"
        ".map((field) => field.getBoundingClientRect())"
        ".map(({x, y}) => [Math.round(y), Math.round(x)])"
    )
    rows = [(y // 40, x) for y, x in places]
    assert rows == sorted(rows)


@pytest.mark.parametrize("width", [320, 375, 683])
@pytest.mark.parametrize("kind", [CONSOLATION, MEMBER])
def test_a_narrow_page_opens_where_its_first_field_is(clerk, kind, width):
    clerk.set_viewport_size({"width": width, "height": 640})
    for _ in range(3):
        clerk.goto(kind.url("create"))
        first = clerk.locator("form.record-form :is(input, select):visible").first

        expect(first).to_be_focused()
        expect(first).to_be_in_viewport(ratio=1)


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
    expect(clerk.get_by_role("button", name="从日历选择日期")).to_have_count(1)

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
    year = timezone.localdate().year
    words = f"“2025-13-01”不是有效日期：没有 13 月，应写成 {year}-01-31 这样"
    expect(message).to_have_text(words)
    expect(day).to_have_attribute("aria-invalid", "true")
    expect(day).to_have_attribute("aria-describedby", re.compile("id_date_error"))
    assert axe(clerk) == []
    clerk.get_by_role("button", name="保存", exact=True).click()
    expect(clerk.locator(".error-summary")).to_contain_text(words)  # the same
    clerk.wait_for_load_state()  # with its scripts

    day.fill("2025-12-01")
    expect(message).to_have_count(0)
    expect(clerk.locator("#id_date")).not_to_have_attribute("aria-invalid", "true")
    expect(clerk.locator(".error-summary a[href='#id_date']")).to_have_count(0)
    left = clerk.locator(".error-summary li")
    expect(clerk.locator("[data-errors]")).to_have_text(str(left.count()))


def test_an_error_that_was_followed_does_not_hide_the_next_answer(clerk):
    clerk.goto(MEMBER.url("create"))
    clerk.get_by_role("button", name="保存", exact=True).click()
    clerk.locator(".error-summary").get_by_role("link").last.click()
    clerk.get_by_role("button", name="保存", exact=True).click()

    expect(clerk.locator(".error-summary")).to_be_focused()
    expect(clerk.locator(".error-summary")).to_be_in_viewport()
    assert "#" not in clerk.url


def test_a_field_that_was_only_passed_is_not_checked(clerk):
    clerk.goto(MEMBER.url("create"))
    with clerk.expect_request_finished(lambda r: "/fields/" in r.url) as checked:
        clerk.keyboard.press("Tab")  # 工号 stays empty
        clerk.keyboard.type("张 伟")
        clerk.keyboard.press("Tab")

    assert checked.value.url.endswith("?field=name")
    expect(clerk.locator("#id_name")).to_have_value("张伟")
    expect(clerk.locator(".invalid-feedback")).to_have_count(0)


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
    expect(clerk.locator("#id_staff_no")).to_be_focused()


def test_on_a_phone_the_standard_stands_under_the_first_row(clerk, shot):
    clerk.set_viewport_size({"width": 375, "height": 700})
    clerk.goto(CONSOLATION.url("create"))
    shot("consolation-375")

    parts = ["#id_date", ".standing", "#id_cash_amount"]
    date, panel, amount = clerk.evaluate(TOPS, parts)  # at one moment: the page scrolls
    assert date < panel < amount
    clerk.locator("#id_occasion").select_option("患病")
    expect(clerk.locator(".standing")).to_contain_text("没有适用于“患病（本人）”")


def test_a_match_and_its_hint_stand_on_one_line(clerk):
    MemberFactory(staff_no="1001", name="欧阳建国", department__name="心血管内科一病区")
    clerk.goto(CONSOLATION.url("create"))
    clerk.locator("#id_beneficiary").type("1001")
    option = clerk.locator(".pick-list [role=option]")
    expect(option).to_contain_text("在会")

    assert option.bounding_box()["height"] < 40


def test_a_payment_is_typed_at_once_and_its_day_may_be_picked(clerk):
    claim = MutualAidClaimFactory(status="approved")
    clerk.goto(CLAIM.url("pay", claim.pk))

    expect(clerk.locator("#id_amount_paid")).to_be_focused()
    day = clerk.locator("#id_paid_on")
    expect(day).to_have_value(f"{timezone.localdate()}")
    expect(clerk.get_by_role("button", name="从日历选择赔付日期")).to_have_count(1)


def test_the_plans_of_the_member_come_first_and_what_was_chosen_stays(as_role):
    member = MemberFactory(staff_no="1001", name="张伟")
    plans = [
        MutualAidPlanFactory(name=f"{word}互助保障（2026年度）")
        for word in ("女职工安康", "职工重大疾病补充医疗和住院津贴")
    ]
    MutualAidEnrolmentFactory(plan=plans[1], member=member)
    page = as_role("staff")
    page.goto(CLAIM.url("create"))
    page.set_viewport_size({"width": 320, "height": 640})
    page.locator("#id_plan").select_option(str(plans[1].pk))
    page.locator("#id_amount_claimed").fill("500")
    expect(page.locator("#id_plan + .chosen")).to_have_text(plans[1].name)

    page.locator("#id_member").fill("1001")
    page.locator("#id_diagnosis").focus()

    groups = page.locator("#id_plan optgroup")
    expect(groups).to_have_count(2)
    expect(groups.first).to_have_attribute("label", "已参保的计划")
    expect(groups.first.locator("option")).to_have_text(plans[1].name)
    expect(page.locator("#id_plan")).to_have_value(str(plans[1].pk))
    expect(page.locator("#id_amount_claimed")).to_have_value("500.00")
    page.locator("#id_plan").select_option(str(plans[0].pk))
    page.set_viewport_size({"width": 1366, "height": 768})
    expect(page.locator("#id_plan + .chosen")).to_have_count(0)


def test_a_telephone_number_keeps_to_one_line_on_the_narrowest_phone(as_role):
    member = MemberFactory(staff_no="1001", phone="13900001234")
    page = as_role("staff")
    page.set_viewport_size({"width": 320, "height": 640})

    for url in (f"{CLAIM.url('create')}?member={member.pk}", member.get_absolute_url()):
        page.goto(url)
        number = page.locator("dd .code", has_text="139****1234")
        expect(number).to_have_count(1)
        assert number.evaluate("code => code.getClientRects().length") == 1
        assert page.evaluate("document.documentElement.scrollWidth") == 320
