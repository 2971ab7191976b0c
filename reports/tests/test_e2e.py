"""The dashboard and the editing of a report in the browser, also without scripts."""

import datetime as dt

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from activities.tests.factories import ActivityFactory
from members.tests.factories import MemberFactory
from reports import actions
from reports.tests.factories import AnnualReportFactory
from union.tests.factories import UserFactory

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def report():
    MemberFactory.create_batch(3, joined_on=dt.date(2026, 3, 1))
    ActivityFactory(title="趣味运动会", headcount=102)
    return AnnualReportFactory(year=2026, drafted=True)


def section_url(report):
    section = report.sections.get(key="S1")
    return reverse("reports:annualreport_section", args=[report.pk, section.pk])


def test_tokens_are_chips_that_are_found_added_and_removed(as_role, axe, shot, report):
    page = as_role("staff")
    page.goto(section_url(report))
    editor = page.get_by_role("textbox", name="正文")
    chips = editor.locator(".chip")
    expect(chips.filter(has_text="3人").first).to_be_visible()
    before = chips.count()
    shot("report-section")
    assert axe(page) == []

    page.get_by_role("searchbox", name="查找数据").fill("女会员比例")
    editor.click()
    page.keyboard.press("Control+End")
    page.get_by_role("button", name="女会员比例").click()
    expect(chips).to_have_count(before + 1)
    page.keyboard.press("Backspace")
    expect(chips).to_have_count(before)
    page.keyboard.type("共{{")
    page.keyboard.insert_text("会员总数}}。")
    expect(page.locator("#preview")).to_contain_text("共3人。")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("已修改")).to_be_visible()
    text = report.sections.get(key="S1").text
    assert text.endswith("共{{members_total}}。")
    assert text.count("{{members_total}}") == 2


def test_a_chip_is_moved_by_cutting_and_pasting(as_role, report):
    section = report.sections.get(key="S1")
    section.text = "甲{{members_total}}乙。"
    section.save()
    page = as_role("staff")
    page.goto(section_url(report))
    page.get_by_role("textbox", name="正文").click()
    page.keyboard.press("Control+Home")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Control+x")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Control+v")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("已保存")).to_be_visible()
    section.refresh_from_db()
    assert section.text == "甲乙{{members_total}}。"


def test_a_section_is_edited_without_scripts(open_page, log_in, report):
    page = open_page(java_script_enabled=False)
    log_in(page, UserFactory(role="staff"))
    page.goto(section_url(report))
    page.get_by_label("正文").fill("现有会员{{会员总数}}。")
    page.get_by_role("button", name="预览").click()
    expect(page.locator("#preview")).to_contain_text("现有会员3人。")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("已保存")).to_be_visible()
    assert report.sections.get(key="S1").text == "现有会员{{members_total}}。"


@pytest.mark.parametrize("name", ["home", "dashboard", "figures"])
def test_the_figures_are_accessible_and_fit_the_screen(
    as_role, axe, shot, report, name
):
    page = as_role("staff" if name == "home" else "chair")
    page.goto(reverse(name))
    shot(f"reports-{name}")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 1366


def test_the_report_is_accessible_before_and_after_signing(as_role, axe, shot, report):
    page = as_role("chair")
    for _ in ("draft", "signed"):
        page.goto(report.get_absolute_url())
        assert axe(page) == []
        page.goto(reverse("reports:annualreport_text", args=[report.pk]))
        assert axe(page) == []
        shot("report-text")
        if not report.is_signed:
            report = actions.sign(report, actor=page.user)
            MemberFactory(joined_on=dt.date(2026, 4, 1))
    page.goto(report.get_absolute_url())
    shot("report-signed")
    expect(page.get_by_role("heading", name="签发后的变化")).to_be_visible()


def test_the_offer_of_a_plan_is_accessible(as_role, axe, shot, report):
    page = as_role("staff")
    page.goto(reverse("reports:planitem_offer") + "?year=2027")
    assert axe(page) == []
    page.get_by_role("button", name="加入计划").click()
    expect(page.get_by_text("可逐项修改")).to_be_visible()
    shot("plan-list")
