"""Fixtures for tests that drive a real browser, in any room: mark such a test ``e2e``.

The browser is Debian's Chromium at the size of an office notebook. A test fails when
its pages log an error, break the content security policy or ask any host but ours.
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect, sync_playwright

from union.tests.factories import UserFactory

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
OFFICE_NOTEBOOK = {
    "viewport": {"width": 1366, "height": 768},
    "locale": "zh-CN",
    "timezone_id": "Asia/Shanghai",
}
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
#: How long a page may take to show what a test waits for, in milliseconds: long, for a
#: busy machine is no fault of the page, and its speed is the benchmarks' business.
PATIENCE = 60_000
SHOTS = settings.BASE_DIR / "test-results"


@pytest.fixture(scope="session")
def browser():
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread, which Django takes for a reason
        # to refuse the database.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        expect.set_options(timeout=PATIENCE)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def problems():
    """What went wrong on the pages of this test, as text; must be empty at its end. A
    test that provokes an error page looks for its entry and clears the list."""
    found = []
    yield found
    assert not found, "\n".join(found)


@pytest.fixture
def open_page(browser, live_server, problems):
    """open_page(java_script_enabled=False) → a page with a browser profile of its own;
    takes what Playwright's ``new_context`` takes."""
    contexts = []

    def note_foreign_host(request):
        url = urlsplit(request.url)
        if url.scheme in ("http", "https") and not request.url.startswith(
            live_server.url
        ):
            problems.append(f"foreign host: {url.netloc}")

    def note_console_error(message):
        if message.type == "error":
            problems.append(f"console: {message.text}")

    def open_page(**options):
        context = browser.new_context(
            base_url=live_server.url, **{**OFFICE_NOTEBOOK, **options}
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        context.on("request", note_foreign_host)
        context.on("console", note_console_error)
        context.on("weberror", lambda error: problems.append(f"script: {error.error}"))
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_page):
    return open_page()


@pytest.fixture
def log_in(live_server):
    """log_in(page, user): gives the page's browser profile a session of that user."""

    def log_in(page, user):
        client = Client()
        client.force_login(user)
        name = settings.SESSION_COOKIE_NAME
        cookie = {"name": name, "value": client.cookies[name].value}
        page.context.add_cookies([{**cookie, "url": live_server.url}])

    return log_in


@pytest.fixture
def as_role(page, log_in):
    """as_role("staff") → the page, logged in as a new user of that role."""

    def as_role(role):
        page.user = UserFactory(role=role)
        log_in(page, page.user)
        return page

    return as_role


@pytest.fixture
def axe():
    """axe(page) → what its accessibility checker finds, as ``rule: element`` lines;
    ``rules`` names the only ones to try."""

    def axe(page, rules=()):
        kind, values = ("rule", list(rules)) if rules else ("tag", WCAG)
        options = {
            "runOnly": {"type": kind, "values": values},
            "resultTypes": ["violations"],
        }
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE_SCRIPT)
        found = page.evaluate("o => axe.run(o).then(r => r.violations)", options)
        return [
            f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]
        ]

    return axe


@pytest.fixture
def shot(page):
    """shot("login") saves the whole page as test-results/login.png."""

    def shot(name) -> Path:
        SHOTS.mkdir(exist_ok=True)
        path = SHOTS / f"{name}.png"
        page.screenshot(path=path, full_page=True)
        return path

    return shot
