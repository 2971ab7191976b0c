"""The manual in the browser: opened from where one is, searched, followed, printed."""

import re

import pypdfium2
import pytest
from django.urls import reverse
from playwright.sync_api import expect

from members.records import MEMBER
from union.help.topics import by_slug
from union.tests.factories import UserFactory
from welfare.records import CONSOLATION

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 320, "height": 640}


def addresses():
    topics = [reverse("help_topic", args=[slug]) for slug in by_slug()]
    searches = [f"{reverse('help')}?q={text}" for text in ("退休", "没有这个词")]
    return [reverse("help"), *searches, *topics]


def open_help(page):
    """Press the help link; the page that it opens beside this one."""
    with page.expect_popup() as opened:
        page.get_by_role("banner").get_by_role("link", name="帮助").click()
    opened.value.wait_for_load_state()
    return opened.value


def load_pictures(page):
    """Scroll to each picture, and wait until it is drawn."""
    for picture in page.locator("figure img").all():
        picture.scroll_into_view_if_needed()
        picture.evaluate("image => image.decode()")


def test_help_from_a_list_tells_how_to_do_it(as_role):
    page = as_role("staff")
    page.goto(CONSOLATION.url("list"))

    manual = open_help(page)

    expect(manual.get_by_role("heading", level=1)).to_have_text("发放慰问（单笔）")


def test_help_from_a_form_keeps_what_was_typed(as_role):
    page = as_role("staff")
    page.goto(MEMBER.url("create"))
    page.locator("#id_name").fill("孙六")

    manual = open_help(page)

    expect(manual.get_by_role("heading", level=1)).to_have_text("办理入会")
    expect(page.locator("#id_name")).to_have_value("孙六")


def test_a_word_is_searched_and_the_hit_followed_to_a_related_task(as_role):
    page = as_role("staff")
    page.goto(reverse("help"))
    page.get_by_label("要办什么事？").fill("退休")
    page.get_by_role("button", name="查找说明").click()

    expect(page.locator("mark").first).to_have_text("退休")
    page.get_by_role("link", name="办理退休、转出和其他会籍变动").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("办理退休、转出")
    page.get_by_role("link", name="办理入会").click()
    expect(page).to_have_url(re.compile(reverse("help_topic", args=["join"]) + "$"))


def test_the_manual_is_read_without_scripts(open_page, log_in):
    page = open_page(java_script_enabled=False)
    log_in(page, UserFactory(role="leader"))
    page.goto(reverse("help"))

    page.get_by_role("link", name="各角色能做什么").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("各角色能做什么")


@pytest.mark.parametrize("size", [None, PHONE], ids=["notebook", "phone"])
def test_every_page_of_the_manual_is_accessible_and_fits_the_screen(as_role, axe, size):
    page = as_role("staff")
    if size:
        page.set_viewport_size(size)
    width = size["width"] if size else 1366
    found = {}
    for url in addresses():
        page.goto(url)
        wide = page.evaluate("document.documentElement.scrollWidth")
        found[url] = [*axe(page), *([f"{wide} px wide"] if wide > width else [])]

    assert found == {url: [] for url in found}


def test_every_page_of_the_manual_has_enough_contrast_in_the_dark(as_role, axe):
    page = as_role("staff")
    page.emulate_media(reduced_motion="reduce")  # colours change at once
    found = {}
    for url in addresses():
        page.goto(url)
        page.evaluate("document.documentElement.dataset.bsTheme = 'dark'")
        found[url] = axe(page, rules=["color-contrast"])

    assert found == {url: [] for url in found}


def test_a_printed_topic_is_a4_with_its_pictures_and_without_the_frame(as_role):
    page = as_role("staff")
    page.goto(reverse("help_topic", args=["consolation"]))
    load_pictures(page)

    paper = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))

    text = "".join(
        "".join(sheet.get_textpage().get_text_range().split()) for sheet in paper
    )
    assert [round(side) for side in paper[0].get_size()] == [595, 842]
    assert len(paper) <= 4
    assert "慰问对象" in text
    assert "退出登录" not in text
    assert "相关说明" not in text


def test_every_picture_is_there_and_as_large_as_the_page_says(as_role):
    page = as_role("staff")
    page.goto(reverse("help_topic", args=["report"]))
    load_pictures(page)
    sizes = page.evaluate(
        "[...document.images].map(i => [i.naturalWidth, +i.getAttribute('width')])"
    )

    assert len(sizes) == 3
    assert all(natural == said for natural, said in sizes)
