"""How the tests that picture the manual move on its pages."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect


def day(number=0):
    """That many days ago."""
    return timezone.localdate() - timedelta(days=number)


def pick(page, selector, letters):
    """Choose the first that is offered for the letters."""
    page.locator(selector).press_sequentially(letters)
    expect(page.get_by_role("listbox")).to_be_visible()
    page.locator(selector).press("Enter")


def save(page):
    page.locator("button[data-key=save]").click()
