"""The daily work with JavaScript switched off: the server does all of it.

Entering, correcting and voiding is tried in test_records, importing in test_import.
"""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from playwright.sync_api import expect

from members.records import DEPARTMENT, MEMBER
from members.tests.factories import DepartmentFactory, MemberFactory
from union.tests.factories import UserFactory

pytestmark = pytest.mark.e2e

PASSWORD = "Xiaohua-2026-gonghui"


@pytest.fixture
def plain(open_page, live_server):
    """A page without scripts on which an officer has logged in by hand."""
    UserFactory(username="gonghui", password=PASSWORD, role="staff")
    page = open_page(java_script_enabled=False)
    page.goto(reverse("login"))
    page.get_by_label("用户名").fill("gonghui")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("link", name="待办").first).to_be_visible()
    return page


def rows(page):
    return page.locator("table.list tbody tr")


def test_without_scripts_one_searches_pages_and_filters(plain):
    MemberFactory(staff_no="9001", name="张伟", sex="female")
    MemberFactory.create_batch(60, sex="male")
    box = plain.get_by_role("searchbox").first
    box.fill("zw")
    box.press("Enter")
    expect(plain.get_by_role("link", name="张伟").first).to_be_visible()

    plain.goto(MEMBER.url("list"))
    expect(rows(plain)).to_have_count(50)
    plain.get_by_role("link", name="下一页").click()
    expect(rows(plain)).to_have_count(11)

    plain.goto(MEMBER.url("list"))
    plain.locator("form.filters [name=q]").fill("9001")
    plain.locator("form.filters").get_by_role("button", name="筛选").first.click()
    expect(rows(plain)).to_have_count(1)
    expect(rows(plain)).to_contain_text("张伟")


def test_without_scripts_one_exports_what_is_filtered(plain):
    DepartmentFactory(name="外科")
    DepartmentFactory(name="内科")
    plain.goto(f"{DEPARTMENT.url('list')}?q=外科")

    with plain.expect_download() as download:
        plain.get_by_role("link", name="导出", exact=True).click()

    sheet = load_workbook(BytesIO(download.value.path().read_bytes())).active
    assert [row[0] for row in sheet.iter_rows(values_only=True)][1:] == ["外科"]
