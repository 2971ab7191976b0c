"""The generic pages in the browser: with long names, on a phone, without scripts."""

import pypdfium2
import pytest
from playwright.sync_api import expect

from members.records import DEPARTMENT, MEMBER, MEMBERSHIP_EVENT
from members.tests.factories import (
    DepartmentFactory,
    MemberFactory,
    MembershipEventFactory,
    UnionGroupFactory,
)
from union.tests.factories import UserFactory

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 320, "height": 640}


@pytest.fixture
def member():
    """Whose names are as long as their columns."""
    department = DepartmentFactory(name="神经内科一病区" * 8)
    group = UnionGroupFactory(name="第一门诊部工会小组" * 6)
    event = MembershipEventFactory(
        member__staff_no="1001",
        member__name="阿卜杜热西提·" * 7,
        member__department=department,
        member__union_group=group,
        member__note="备注" * 250,
        approved_by="A" * 60,
    )
    return event.member


def addresses(member):
    return {
        "list": f"{MEMBER.url('list')}?sex=x&joined_on_after=x",
        "rows": f"{MEMBER.url('list')}?sort=-name",
        "detail": member.get_absolute_url(),
        "update": MEMBER.url("update", member.pk),
        "void": MEMBER.url("void", member.pk),
        "reveal": MEMBER.url("reveal", member.pk, "phone"),
        "import": MEMBER.url("import"),
        "search": "/search/?q=1001",
        "department": member.department.get_absolute_url(),
    }


@pytest.mark.parametrize("size", [None, PHONE], ids=["notebook", "phone"])
def test_pages_of_records_are_accessible_and_fit_the_screen(
    as_role, axe, shot, member, size
):
    page = as_role("staff")
    if size:
        page.set_viewport_size(size)
    width = size["width"] if size else 1366
    found = {}
    for name, url in addresses(member).items():
        page.goto(url)
        shot(f"record-{name}-{width}")
        wide = page.evaluate("document.documentElement.scrollWidth")
        found[name] = [*axe(page), *([f"{wide} px wide"] if wide > width else [])]

    assert found == {name: [] for name in found}


def test_a_printed_list_begins_below_its_heading_and_lies_across(as_role):
    MemberFactory(staff_no="1001", name="张伟")
    page = as_role("staff")
    page.goto(MEMBER.url("list"))

    first = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))[0]

    text = "".join(first.get_textpage().get_text_range().split())
    assert first.get_width() > first.get_height()
    assert "会籍状态" in text
    assert "1001" in text


def test_the_picker_offers_the_same_again_and_nothing_for_nothing(as_role):
    MemberFactory(staff_no="1001", name="张伟")
    page = as_role("staff")
    page.goto(MEMBERSHIP_EVENT.url("create"))
    box, offers = page.locator("#id_member"), page.get_by_role("listbox")

    box.press_sequentially("zw")
    expect(offers).to_be_visible()
    box.press("Enter")
    expect(box).to_have_value("1001 张伟")
    expect(offers).to_be_hidden()

    box.fill("zw")
    expect(offers).to_be_visible()
    box.fill("")
    expect(offers).to_be_hidden()


def test_a_record_is_entered_corrected_and_voided_without_scripts(open_page, log_in):
    page = open_page(java_script_enabled=False)
    log_in(page, UserFactory(role="staff"))
    page.goto(DEPARTMENT.url("create"))
    page.get_by_label("名称").fill("外科")
    page.get_by_label("类别").select_option("临床")
    page.get_by_role("button", name="保存", exact=True).click()
    page.get_by_role("link", name="修改", exact=True).click()
    page.get_by_label("名称").fill("普外科")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("普外科")
    page.locator(".void summary").click()
    page.get_by_label("原因").fill("重复登记")
    page.get_by_role("button", name="作废").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("已作废")
