"""What hands and eyes notice: nothing jumps, a click is answered, the focus is seen."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from members.models import Member
from members.records import DEPARTMENT, MEMBER
from members.tests.factories import MemberFactory
from welfare.records import CONSOLATION

pytestmark = pytest.mark.e2e

SHIFT = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) sum += entry.value;
  }).observe({type: "layout-shift", buffered: true});
  setTimeout(() => done(sum), 200);
})"""
RING = """() => {
  const style = getComputedStyle(document.activeElement);
  const name = document.activeElement.outerHTML.slice(0, 60);
  return [style.outlineStyle, parseFloat(style.outlineWidth), name];
}"""


def addresses():
    return {
        "home": reverse("home"),
        "dashboard": reverse("dashboard"),
        "work": reverse("work"),
        "list": MEMBER.url("list"),
        "record": MEMBER.url("detail", Member.objects.first().pk),
        "form": CONSOLATION.url("create"),
        "grid": CONSOLATION.url("batch"),
    }


@pytest.fixture
def office(as_role):
    MemberFactory.create_batch(60)
    return as_role("staff")


def test_nothing_moves_while_a_page_loads(office):
    shifts = {}
    for name, url in addresses().items():
        office.goto(url)
        shifts[name] = office.evaluate(SHIFT)

    assert shifts == dict.fromkeys(shifts, 0)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_first_twenty_tab_stops_show_a_ring(office, theme):
    office.emulate_media(color_scheme=theme, reduced_motion="reduce")
    office.goto(MEMBER.url("list"))
    expect(office.locator("html")).to_have_attribute("data-bs-theme", theme)
    rings = []
    for _ in range(20):
        office.keyboard.press("Tab")
        rings.append(office.evaluate(RING))

    assert [ring for ring in rings if ring[0] != "solid" or ring[1] < 2] == []


def test_a_button_is_busy_from_the_click_until_the_answer(office):
    office.goto(DEPARTMENT.url("create"))
    office.get_by_label("名称").fill("外科")
    office.get_by_label("类别").select_option("临床")
    save = office.get_by_role("button", name="保存", exact=True)
    office.evaluate(
        """() => addEventListener("submit", () => setTimeout(() => {
             window.name = document.querySelector("[aria-busy=true]")?.textContent;
           }))"""
    )
    save.click()
    expect(office.get_by_role("heading", level=1)).to_have_text("外科")

    assert office.evaluate("window.name").startswith("保存")


def test_pages_follow_the_computer_into_the_dark_and_back(office):
    office.goto(reverse("home"))
    body = office.locator("body")
    for scheme, ground in {
        "dark": "rgb(21, 23, 26)",
        "light": "rgb(244, 245, 247)",
    }.items():
        office.emulate_media(color_scheme=scheme)
        expect(body).to_have_css("background-color", ground)


def test_who_wants_less_motion_gets_none(office):
    office.emulate_media(reduced_motion="reduce")
    office.goto(CONSOLATION.url("create"))

    moving = office.evaluate(
        """() => [...document.querySelectorAll("*")].filter((e) => {
             const style = getComputedStyle(e);
             return style.transitionDuration !== "0s" || style.animationName !== "none";
           }).length"""
    )

    assert moving == 0


def test_the_language_is_chinese_and_no_font_is_fetched(office):
    fonts = []
    office.on(
        "request", lambda r: fonts.append(r.url) if r.resource_type == "font" else None
    )
    for url in addresses().values():
        office.goto(url)

    assert office.locator("html").get_attribute("lang") == "zh-Hans"
    family = office.evaluate("getComputedStyle(document.body).fontFamily")
    assert family.startswith("system-ui")
    assert "Noto Sans CJK SC" in family
    assert fonts == []
