"""The product's chain in a browser: record → rule → figure → sentence → document."""

import datetime as dt
import io
import re
from decimal import Decimal

import pypdfium2
import pytest
from django.utils import timezone
from docx import Document
from playwright.sync_api import expect

from members.tests.factories import MemberFactory, UnionProfileFactory
from union.tests.factories import UserFactory
from welfare.records import CONSOLATION
from welfare.tests.factories import BenefitRuleFactory

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

PASSWORD = "Gonghui-Chain-2026"
QUOTED = re.compile(r"298\.50?元")


@pytest.fixture
def hospital():
    UnionProfileFactory(name="滨江医院工会委员会", short_name="滨江医院工会")
    MemberFactory(staff_no="1001", name="张伟")
    BenefitRuleFactory(
        occasion="sick",
        since=dt.date(2020, 1, 1),
        until=None,
        limit_per_case=Decimal("300.00"),
        limit_per_year=None,
        document="医工〔2020〕3号",
    )


def enter_consolation(page, amount):
    page.goto(CONSOLATION.url("create"))
    page.fill("#id_beneficiary", "1001")
    page.locator(".pick-list li").first.click()
    page.select_option("#id_occasion", "sick")
    page.fill("#id_date", "今天")
    page.fill("#id_cash_amount", amount)
    page.get_by_role("button", name="保存", exact=True).click()


def text_of_pdf(path):
    pages = pypdfium2.PdfDocument(path)
    return "".join(page.get_textpage().get_text_range() for page in pages)


def test_from_a_consolation_to_the_signed_summary(page, open_page, log_in, hospital):
    UserFactory(role="staff", username="clerk", password=PASSWORD)
    year = timezone.localdate().year

    page.goto("/")
    page.fill("[name=username]", "clerk")
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("工作台")

    # The rule refuses, quotes itself, and nothing typed is lost.
    enter_consolation(page, "301")
    expect(page.get_by_role("alert")).to_contain_text("医工〔2020〕3号")
    expect(page.locator("#id_beneficiary")).to_have_value("1001 张伟")
    page.fill("#id_cash_amount", "298.50")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator("h1")).to_contain_text("张伟患病慰问")

    # The figure has changed, and opens the row behind it.
    page.goto("/")
    total = page.get_by_role("link", name=re.compile(r"298\.50 ?元"))
    total.click()
    expect(page.locator("table.list tbody tr")).to_have_count(1)
    expect(page.locator("table.list tfoot")).to_contain_text("298.50")

    # The summary quotes it, linked to the same row.
    page.goto("/reports/annual/new/")
    page.fill("#id_year", str(year))
    page.fill("#id_plan_year", str(year + 1))
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator("h1")).to_contain_text(f"{year}年工作总结")
    report = page.url
    page.goto(f"{report}text/")
    figure = page.get_by_role("link", name=QUOTED).first
    expect(figure).to_be_visible()
    page.goto(report)
    page.get_by_role("button", name="送审", exact=True).click()
    expect(page.get_by_text("已送审，等待工会主席签发")).to_be_visible()

    # The chair signs; the documents say the same.
    chair = open_page()
    log_in(chair, UserFactory(role="chair"))
    chair.goto(report)
    chair.get_by_role("link", name="签发").click()
    chair.get_by_role("button", name="签发").click()
    expect(chair.locator(".content")).to_contain_text("文字和数字以签发时为准")
    for kind in ("DOCX", "PDF"):
        with chair.expect_download() as download:
            chair.get_by_role("link", name=kind, exact=True).first.click()
        path = download.value.path()
        if kind == "PDF":
            text = text_of_pdf(path)
        else:
            paragraphs = Document(io.BytesIO(path.read_bytes())).paragraphs
            text = "".join(paragraph.text for paragraph in paragraphs)
        assert QUOTED.search(text.replace("\r", "").replace("\n", ""))
