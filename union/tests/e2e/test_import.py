"""A clerk brings in the personnel office's list: messy headers, own words, bad rows."""

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from members.models import Member, MembershipEvent
from members.records import MEMBER
from members.tests.factories import DepartmentFactory, MemberFactory, UnionGroupFactory
from union.excel import ColumnSpec, SheetSpec, write_workbook
from union.models import ImportBatch
from union.tests.factories import UserFactory

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

HEADER = [
    "序号",
    "职工号",
    "姓\n名",
    "性 别（男/女）",
    "所在科室",
    "分工会",
    "岗位",
    "用工性质",
    "联系方式",
    "入会时间",
    "来源",
    "家庭住址",
]
PHONE = {"width": 320, "height": 640}
ROWS, BAD = 500, 12


def person(number):
    is_bad = number % 40 == 0
    return [
        number,
        f"T{number:04}",
        f"张{chr(0x4E00 + number)}",
        "男生" if number % 2 else "女",
        "心内" if number % 3 else "骨科",
        "一组",
        "医师",
        "正式工",
        f"139{number:08}",
        "2026-13-01" if is_bad else "2026.3.20",
        "新员工",
        "某路 1 号",
    ]


def workbook(header, rows):
    sheet = SheetSpec("花名册", [ColumnSpec(text) for text in header], rows)
    return write_workbook([sheet]).getvalue()


def as_file(name, data):
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}


@pytest.fixture
def roster():
    """500 rows, of which 12 have no possible date, and a total below them."""
    DepartmentFactory(name="心血管内科")
    DepartmentFactory(name="骨科")
    UnionGroupFactory(name="一组")
    rows = [person(number) for number in range(1, ROWS + 1)]
    total = ["合计", "500 人", *[None] * (len(HEADER) - 2)]
    return as_file("花名册.xlsx", workbook(HEADER, [*rows, total]))


def upload(page, file):
    page.goto(MEMBER.url("import"))
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="上传，下一步").click()


def corrected(path):
    """The workbook of bad rows, its dates put right."""
    header, *rows = load_workbook(path).active.iter_rows(values_only=True)
    place = header.index("入会时间")
    rows = [[*row[:place], "2026-03-20", *row[place + 1 :]] for row in rows]
    assert len(rows) == BAD
    return as_file("会员-错误行.xlsx", workbook(header, rows))


def bring_in(page, roster):
    """Columns, words, good rows, bad rows corrected."""
    upload(page, roster)
    expect(page.get_by_role("heading", level=1)).to_have_text("对应列：花名册.xlsx")
    expect(page.get_by_label("所在科室")).to_have_value("department")
    expect(page.get_by_label("家庭住址")).to_have_value("")
    page.get_by_role("button", name="下一步：核对").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("对应写法：花名册.xlsx")
    expect(page.get_by_label("心内")).to_have_value("心血管内科")
    expect(page.get_by_label("男生")).to_have_value("男")
    page.get_by_role("button", name="下一步：核对").click()

    expect(page.locator(".counts")).to_contain_text("488 新增")
    expect(page.locator(".counts")).to_contain_text("12 有错误")
    expect(page.locator("#errors")).to_contain_text("不是有效日期：没有 13 月")
    assert Member.objects.count() == 0
    page.get_by_role("button", name="只导入正确的 488 行").click()
    expect(page.get_by_role("status").first).to_contain_text("新增 488 人")


def import_corrected(page, path):
    upload(page, corrected(path))
    expect(page.locator(".counts")).to_contain_text("12 新增")
    page.get_by_role("button", name="全部导入（12 行）").click()
    expect(page.get_by_role("status").first).to_contain_text("新增 12 人")


def test_a_messy_list_is_brought_in_corrected_and_taken_back(as_role, roster, tmp_path):
    page = as_role("staff")
    bring_in(page, roster)
    with page.expect_download() as download:
        page.get_by_role("link", name="下载 12 个错误行").click()
    download.value.save_as(tmp_path / "bad.xlsx")
    import_corrected(page, tmp_path / "bad.xlsx")
    assert Member.objects.valid().count() == ROWS

    upload(page, roster)
    expect(page.locator(".counts")).to_contain_text("488 无变化")

    page.goto(MEMBER.url("import"))
    page.get_by_role("link", name="会员-错误行.xlsx").click()
    page.get_by_role("button", name="撤销这次导入").click()
    expect(page.get_by_text("这次导入已于")).to_be_visible()
    assert Member.objects.valid().count() == ROWS - BAD
    assert MembershipEvent.objects.listed_for(page.user).count() == ROWS - BAD


def test_the_same_without_scripts(open_page, log_in, roster, tmp_path):
    page = open_page(java_script_enabled=False)
    log_in(page, UserFactory(role="staff"))
    bring_in(page, roster)
    with page.expect_download() as download:
        page.get_by_role("link", name="下载 12 个错误行").click()
    download.value.save_as(tmp_path / "bad.xlsx")
    import_corrected(page, tmp_path / "bad.xlsx")
    page.get_by_role("button", name="撤销这次导入").click()

    expect(page.get_by_text("这次导入已于")).to_be_visible()
    assert Member.objects.valid().count() == ROWS - BAD


@pytest.mark.parametrize("size", [None, PHONE], ids=["notebook", "phone"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_step_is_accessible_and_fits_the_screen(
    as_role, axe, shot, roster, size, theme
):
    MemberFactory(staff_no="T0001", name="王芳", joined_on="2026-03-20")
    page = as_role("staff")
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    if size:
        page.set_viewport_size(size)
    width = size["width"] if size else 1366
    upload(page, roster)
    expect(page.get_by_role("heading", level=1)).to_have_text("对应列：花名册.xlsx")
    batch = ImportBatch.objects.get()
    found = {}
    for step in ("import_columns", "import_words", "import_preview"):
        page.goto(MEMBER.url(step, batch.pk))
        shot(f"{step}-{theme}-{width}")
        wide = page.evaluate("document.documentElement.scrollWidth")
        found[step] = [*axe(page), *([f"{wide} px wide"] if wide > width else [])]

    assert found == {step: [] for step in found}
