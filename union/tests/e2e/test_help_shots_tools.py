"""The pictures of reports, lists, imports and accounts in the manual."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from activities.tests.factories import ActivityFactory
from members.models import Member
from members.records import MEMBER
from members.tests.factories import (
    DepartmentFactory,
    UnionProfileFactory,
)
from reports.records import ANNUAL_REPORT, PLAN_ITEM
from union.excel import ColumnSpec, SheetSpec, write_workbook
from union.tests.factories import UserFactory
from welfare.records import CONSOLATION
from welfare.tests.factories import (
    ConsolationFactory,
)

from .manual import day, save

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def test_pictures_of_a_report_from_draft_to_signing(as_staff, people, log_in, picture):
    page, year = as_staff, timezone.localdate().year
    UnionProfileFactory(name="示例医院工会委员会", short_name="示例医院工会")
    ConsolationFactory(beneficiary=people[0], date=day(1))
    ActivityFactory(title="职工拔河比赛", date=day(1))
    page.goto(ANNUAL_REPORT.url("create"))
    page.locator("#id_year").fill(f"{year}")
    page.locator("#id_plan_year").fill(f"{year + 1}")
    save(page)
    expect(page.locator("#sections")).to_be_visible()
    picture("report", "#files", "#sections", height=760)
    address = page.url
    page.get_by_role("link", name="开展送温暖慰问").click()
    expect(page.locator(".palette")).to_be_visible()
    picture("section")
    page.goto(address)
    page.get_by_role("button", name="送审", exact=True).click()
    expect(page.get_by_text("已送审，等待工会主席签发")).to_be_visible()
    log_in(page, UserFactory(role="chair"))
    page.goto(address)
    page.get_by_role("link", name="签发", exact=True).click()
    expect(page.get_by_role("button", name="确定签发")).to_be_visible()
    picture("sign", height=760)
    page.get_by_role("button", name="确定签发").click()
    expect(page.get_by_text("已签发，文字和数字不再改变")).to_be_visible()


def test_picture_of_a_plan_that_is_offered(as_staff, picture):
    page = as_staff
    page.goto(PLAN_ITEM.url("offer"))
    picture("plan")
    page.get_by_role("button", name="加入计划").click()
    expect(page.get_by_text("可逐项修改")).to_be_visible()


def test_picture_of_the_dashboard(as_staff, people, log_in, picture):
    for number, person in enumerate(people):
        ConsolationFactory(beneficiary=person, date=day(number))
    ActivityFactory(title="职工拔河比赛", date=day())
    page = as_staff
    log_in(page, UserFactory(role="chair"))
    page.goto("/dashboard/")
    expect(page.get_by_role("heading", name="要点")).to_be_visible()
    picture("dashboard", height=720)


def test_picture_of_a_list_with_conditions(as_staff, people, picture):
    page = as_staff
    page.goto(f"{MEMBER.url('list')}?sex=female&status=active")
    page.get_by_text("筛选方案").click()
    page.locator("#saved-name").fill("在会女职工")
    picture("filter")
    page.locator(".menu-box").get_by_role("button", name="保存").click()
    expect(page.get_by_text("在会女职工").first).to_be_attached()


def test_picture_of_a_change_of_many(as_staff, people, picture):
    other = DepartmentFactory(name="呼吸内科")
    page = as_staff
    page.goto(MEMBER.url("list"))
    for box in page.locator("tbody .tick input").all()[:3]:
        box.check()
    page.get_by_role("button", name="批量修改").click()
    form = page.locator("form.bulk-field", has_text="科室改为")
    field = form.locator("[name=value], input[type=text], select").first
    if field.evaluate("e => e.tagName") == "SELECT":
        field.select_option(label=other.name)
    else:
        field.fill(other.name)
    form.get_by_role("button", name="核对").click()
    expect(page.get_by_role("button", name="修改这 3 人")).to_be_visible()
    picture("bulk")
    page.get_by_role("button", name="修改这 3 人").click()
    expect(page.get_by_text("已修改会员 3 人")).to_be_visible()


def test_picture_of_a_grid_with_an_error(as_staff, people, standard, picture):
    page = as_staff
    page.goto(CONSOLATION.url("batch"))
    page.locator("#head-occasion").fill("住院")
    page.locator("#head-date").fill(f"{day()}")
    rows = [("1001", "300"), ("1002", "500"), ("9999", "300")]
    for number, (who, amount) in enumerate(rows):
        row = page.locator("table.grid tbody tr").nth(number)
        row.locator("input[name=beneficiary]").fill(who)
        row.locator("input[name=cash_amount]").fill(amount)
    page.get_by_role("button", name="检查", exact=True).last.click()
    expect(page.locator("[data-count]")).to_contain_text("有错误")
    picture("grid", ".grid-section", ".grid-bar", height=560)


def roster():
    """A sheet as a personnel office sends it: other headers, short names, an error."""
    header = [
        "工号",
        "姓名",
        "性别",
        "所在科室",
        "小组",
        "岗位",
        "用工",
        "入会时间",
        "入会来源",
    ]
    rows = [
        [
            f"20{n:02}",
            name,
            sex,
            "心内",
            "内科工会小组",
            "护士",
            "合同",
            joined,
            "新员工",
        ]
        for n, (name, sex, joined) in enumerate(
            [
                ("周七", "女", "2024-03-01"),
                ("吴八", "男", "2024-03-01"),
                ("郑九", "女", "2025-07-15"),
                ("冯十", "女", "2025-13-01"),
            ],
            start=1,
        )
    ]
    sheet = SheetSpec("名册", [ColumnSpec(text) for text in header], rows)
    return {
        "name": "新职工名册.xlsx",
        "mimeType": "application/octet-stream",
        "buffer": write_workbook([sheet]).getvalue(),
    }


def test_pictures_of_an_import_from_the_sheet_to_its_undoing(
    as_staff, ward, group, picture
):
    page = as_staff
    page.goto(MEMBER.url("import"))
    page.locator("input[type=file]").set_input_files(roster())
    page.get_by_role("button", name="上传，下一步").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("对应列")
    page.get_by_label("用工", exact=True).select_option(label="用工形式（必填）")
    picture("import-columns", height=680)
    page.get_by_role("button", name="下一步：核对").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("对应写法")
    picture("import-words")
    page.locator(".import-words select").first.select_option(label=ward.name)
    page.get_by_role("button", name="下一步：核对").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("核对导入")
    picture("import-check")
    page.get_by_role("button", name="只导入正确的 3 行").click()
    expect(page.get_by_role("button", name="撤销这次导入")).to_be_visible()
    picture("import-done")
    page.get_by_role("button", name="撤销这次导入").click()
    expect(page.get_by_text("这次导入已于")).to_be_visible()
    assert Member.objects.valid().count() == 0


def test_picture_of_the_accounts(page, log_in, live_server, picture):
    admin = UserFactory(username="guanli", name="管理员甲", role="admin")
    UserFactory(username="zhuxi", name="主席甲", staff_no="1101", role="chair")
    UserFactory(username="ganshi", name="干事甲", staff_no="1102", role="staff")
    UserFactory(
        username="zuzhang",
        name="组长甲",
        staff_no="1103",
        role="leader",
        must_change_password=True,
    )
    log_in(page, admin)
    page.goto("/accounts/")
    expect(page.get_by_role("link", name="新建账号")).to_be_visible()
    picture("accounts")
