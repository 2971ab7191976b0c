"""Every page of the site, light and dark, on a notebook, at 200 % and on a phone."""

import re
from pathlib import Path

import pytest

from union.tests.factories import UserFactory

from .every_page import World, every_visit, pages_without_recipe

pytestmark = pytest.mark.e2e

#: CSS pixels: the office notebook, the same at 200 %, and a small phone (WCAG 1.4.10).
WIDTHS = (1366, 683, 320)
SCRIPTS = [
    Path(__file__).with_name(name).read_text("utf-8")
    for name in ("small_targets.js", "small_text.js")
]


@pytest.fixture
def world(client, transactional_db):
    client.user = UserFactory(is_superuser=True, role="staff")
    client.force_login(client.user)
    return World(client)


def turn(page, theme):
    page.evaluate("t => { document.documentElement.dataset.bsTheme = t; }", theme)


def looked_at(page, axe):
    """What is wrong with the page that is open, as texts."""
    turn(page, "light")
    found = axe(page)
    found += [text for script in SCRIPTS for text in page.evaluate(script)]
    turn(page, "dark")
    found += [f"dark: {text}" for text in axe(page, rules=["color-contrast"])]
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 768})
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            found.append(f"{wide} px wide on {width} px")
    page.set_viewport_size({"width": WIDTHS[0], "height": 768})
    return found


def test_every_page_has_a_recipe_here(world):
    assert pages_without_recipe(world) == []


def test_every_page_is_accessible_light_and_dark_and_fits_every_screen(
    world, page, log_in, axe
):
    log_in(page, world.user)
    # Or the colours of the other theme would be measured on their way.
    page.emulate_media(reduced_motion="reduce")
    found = {}
    for visit in every_visit(world):
        answer = page.goto(visit.url)
        button = page.locator(visit.press or "body").first
        if answer.status != 200 or not button.count():
            found[visit.name] = [f"{answer.status} {visit.url} {visit.press}"]
            continue
        if visit.press:
            with page.expect_navigation():
                button.click()
        if texts := looked_at(page, axe):
            found[visit.name] = texts

    assert found == {}


def test_pages_before_the_login_and_of_refusals_are_accessible(
    world, page, log_in, axe, problems
):
    page.emulate_media(reduced_motion="reduce")
    found = {}
    for name, url in {
        "login": "/accounts/login/",
        "400": "/accounts/login/?x=%00",
    }.items():
        page.goto(url)
        found[name] = looked_at(page, axe)
    page.goto("/accounts/login/")
    with page.expect_navigation():
        page.get_by_role("button", name="登录").click()
    found["login with errors"] = looked_at(page, axe)
    log_in(page, UserFactory(role="leader"))
    for name, url in {"403": "/accounts/", "404": "/members/999999/"}.items():
        page.goto(url)
        found[name] = looked_at(page, axe)

    assert found == {name: [] for name in found}
    refused = [text for text in problems if not re.search("status of 40[034]", text)]
    problems[:] = refused
