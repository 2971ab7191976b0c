"""On paper: A4, no frame, a header row and a number on each page, no row cut."""

import re

import pypdfium2
import pytest
from django.urls import reverse
from playwright.sync_api import expect

from members.records import MEMBER
from members.tests.factories import MemberFactory
from union.models.user import Theme
from welfare.records import CONSOLATION
from welfare.tests.factories import ConsolationFactory

pytestmark = pytest.mark.e2e

A4 = (595, 842)  # points


def printed(page, url):
    """(size in points, text without spaces) of each sheet of paper."""
    page.goto(url)
    sheets = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    return [
        (
            tuple(round(length) for length in sheet.get_size()),
            "".join(sheet.get_textpage().get_text_range().split()),
        )
        for sheet in sheets
    ]


def test_a_long_list_repeats_its_header_and_counts_its_pages(as_role):
    for number in range(120):
        MemberFactory(staff_no=f"G{number:03}")
    page = as_role("staff")

    sheets = printed(page, f"{MEMBER.url('list')}?size=200")

    assert len(sheets) > 2
    for number, (size, text) in enumerate(sheets, 1):
        assert sorted(size) == sorted(A4)
        assert "会籍状态" in text
        assert f"第{number}页，共{len(sheets)}页" in text
        assert "退出登录" not in text
    staff_numbers = re.findall(r"G\d{3}", "".join(text for _, text in sheets))
    assert len(set(staff_numbers)) == 120


def test_the_signing_sheet_has_room_for_every_signature(as_role):
    records = ConsolationFactory.create_batch(40)
    page = as_role("staff")
    page.goto(f"{CONSOLATION.list_url}?occasion=sick")
    page.get_by_role("link", name="打印慰问签收表").click()
    expect(page).to_have_url(re.compile(CONSOLATION.url("signing")))

    sheets = printed(page, page.url)

    assert [size for size, _ in sheets] == [A4[::-1]] * len(sheets)
    assert all("签收人签收日期" in text for _, text in sheets)
    whole = "".join(text for _, text in sheets)
    assert all(record.beneficiary.name in whole for record in records)
    assert "共40条" in whole
    assert "经办人：审核人：工会主席：" in sheets[-1][1]
    assert "Ctrl+P" not in whole


@pytest.mark.parametrize("name", ["list", "record", "work", "dashboard"])
def test_a_page_is_printed_by_a_button_that_needs_scripts(as_role, open_page, name):
    record = ConsolationFactory()
    url = {"list": CONSOLATION.list_url, "record": record.get_absolute_url()}.get(name)
    url = url or reverse(name)
    page = as_role("staff")
    page.goto(url)
    page.evaluate("window.print = () => { document.title = '已打印' }")
    page.get_by_role("button", name="打印", exact=True).click()
    expect(page).to_have_title("已打印")

    still = open_page(java_script_enabled=False)
    still.context.add_cookies(page.context.cookies())
    still.goto(url)
    expect(still.locator("h1")).to_be_visible()
    expect(still.get_by_role("button", name="打印", exact=True)).to_have_count(0)


@pytest.mark.parametrize("name", ["form", "record"])
def test_a_form_and_a_record_print_without_the_frame(as_role, name):
    record = ConsolationFactory()
    urls = {"form": CONSOLATION.url("create"), "record": record.get_absolute_url()}
    page = as_role("staff")

    sheets = printed(page, urls[name])

    assert {size for size, _ in sheets} == {A4}
    whole = "".join(text for _, text in sheets)
    assert "慰问金" in whole
    assert "试点模式" not in whole
    assert "数据一览" not in whole


def test_who_works_in_the_dark_prints_black_on_white(as_role):
    page = as_role("staff")
    page.user.theme = Theme.DARK
    page.user.save()
    page.goto(reverse("home"))
    card = page.locator(".card").first
    expect(card).to_have_css("background-color", "rgb(30, 33, 38)")

    page.emulate_media(media="print")

    expect(page.locator("body")).to_have_css("color", "rgb(31, 35, 41)")
    expect(card).to_have_css("background-color", "rgb(255, 255, 255)")
