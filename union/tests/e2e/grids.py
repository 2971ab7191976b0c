"""The grid of batch entry under a browser test: its cells and rows, and a paste."""

from members.tests.factories import MemberFactory
from welfare.records import CONSOLATION

#: What Ctrl+V does to the cell in use.
PASTE = """text => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const event = { clipboardData: data, bubbles: true, cancelable: true };
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", event));
}"""


def people(number):
    """So many members, with the staff numbers 1001, 1002 …"""
    return [MemberFactory(staff_no=f"{1001 + n}") for n in range(number)]


def opened(page):
    """The page of a new grid: visits to sick members on 3 February 2026."""
    page.goto(CONSOLATION.url("batch"))
    page.locator("#head-occasion").fill("患病")
    page.locator("#head-date").fill("2026-02-03")
    return page


def cell(page, row, name="beneficiary"):
    return page.locator(f"tbody tr:nth-child({row}) input[name={name}]")


def state(page, row):
    """The cell that says whether the row can be saved."""
    return page.locator(f"tbody tr:nth-child({row}) [data-state]")


def marked(page):
    """The match that Enter and Tab take."""
    return page.get_by_role("listbox").get_by_role("option", selected=True)
