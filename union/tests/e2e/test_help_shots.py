"""The pictures of the manual: each task is done as the manual tells it, then shown.

``make help-shots`` writes them to static/help; in an ordinary run they go to
test-results/help, and the tasks are tried all the same.
"""

import os
from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.conf import settings
from django.utils import timezone
from PIL import Image
from playwright.sync_api import expect

from activities.records import ACTIVITY
from activities.tests.factories import ActivityFactory, ActivityResultFactory
from congress.models import DisclosureItem
from congress.records import DISCLOSURE_ITEM
from congress.tests.factories import CongressSessionFactory, ProposalFactory
from members.models import Member, MembershipEvent
from members.records import MEMBER
from members.tests.factories import (
    DepartmentFactory,
    MemberFactory,
    UnionGroupFactory,
    UnionProfileFactory,
)
from reports.records import ANNUAL_REPORT, PLAN_ITEM
from union.excel import ColumnSpec, SheetSpec, write_workbook
from union.tests.factories import UserFactory
from welfare.models import BenefitRule, Consolation
from welfare.records import BENEFIT_RULE, CONSOLATION
from welfare.tests.factories import (
    BenefitRuleFactory,
    ConsolationFactory,
    MutualAidClaimFactory,
    MutualAidEnrolmentFactory,
    MutualAidPlanFactory,
)

from .browser import SHOTS

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

IS_FINAL = bool(os.environ.get("UNION_HELP_SHOTS"))
FOLDER = settings.BASE_DIR / "static" / "help" if IS_FINAL else SHOTS / "help"
COLOURS = 48
WIDTH = 1366
#: Around parts of a page; its middle has a margin of its own.
MARGIN = 10
#: The box around all that the selectors find, in CSS pixels of the whole page.
BOX = """selectors => {
  const boxes = selectors.flatMap(s => [...document.querySelectorAll(s)])
    .map(e => e.getBoundingClientRect()).filter(b => b.width && b.height);
  const least = f => Math.min(...boxes.map(f)), most = f => Math.max(...boxes.map(f));
  return [least(b => b.left), least(b => b.top) + scrollY,
          most(b => b.right), most(b => b.bottom) + scrollY];
}"""


@pytest.fixture
def picture(page):
    """picture("join") keeps what the page shows in its middle, ``height`` pixels of it
    at most, as a small picture; selectors name the parts that are to be seen."""

    def picture(name, *selectors, height=620):
        margin = MARGIN if selectors else 0
        page.wait_for_function("!document.querySelector('[class*=htmx-]')")
        page.evaluate("scrollTo(0, 0)")
        left, top, right, bottom = page.evaluate(BOX, list(selectors or ["main"]))
        clip = {
            "x": left - margin,
            "y": top - margin,
            "width": right - left + 2 * margin,
            "height": min(bottom - top + 2 * margin, height),
        }
        # Room for all of it, so that nothing that sticks to an edge lies over it.
        room = {"width": WIDTH, "height": int(clip["y"] + clip["height"])}
        page.set_viewport_size(room)
        shot = page.screenshot(clip=clip, animations="disabled")
        page.set_viewport_size({"width": WIDTH, "height": 768})
        FOLDER.mkdir(parents=True, exist_ok=True)
        whole = Image.open(BytesIO(shot)).convert("RGB")
        small = whole.quantize(COLOURS, dither=Image.Dither.NONE)
        small.save(FOLDER / f"{name}.png", optimize=True)

    return picture


@pytest.fixture
def as_staff(page, log_in, live_server):
    page.user = UserFactory(username="ganshi", name="干事甲", role="staff")
    log_in(page, page.user)
    return page


def day(number=0):
    """That many days ago."""
    return timezone.localdate() - timedelta(days=number)


@pytest.fixture
def ward(live_server):
    return DepartmentFactory(name="心血管内科")


@pytest.fixture
def group(live_server):
    return UnionGroupFactory(name="内科工会小组")


@pytest.fixture
def people(ward, group):
    """Five members whose names nobody bears."""
    return [
        MemberFactory(
            staff_no=f"100{number}", name=name, department=ward, union_group=group
        )
        for number, name in enumerate(["张一", "李二", "王三", "赵四", "钱五"], start=1)
    ]


@pytest.fixture
def standard(live_server):
    return BenefitRuleFactory(
        occasion="hospital",
        form="cash",
        limit_per_case=Decimal(1000),
        cases_per_year=2,
        document="示例工会〔2020〕3号",
        since=day(2000),
        until=None,
    )


def pick(page, selector, letters):
    """Choose the first that is offered for the letters."""
    page.locator(selector).press_sequentially(letters)
    expect(page.get_by_role("listbox")).to_be_visible()
    page.locator(selector).press("Enter")


def save(page):
    page.locator("button[data-key=save]").click()


def test_picture_of_a_record(as_staff, people, standard, picture):
    ConsolationFactory(beneficiary=people[0], occasion="hospital", date=day(30))
    as_staff.goto(people[0].get_absolute_url())
    expect(as_staff.get_by_role("link", name="办理退休")).to_be_visible()
    picture("tour")


def test_picture_of_what_waits(as_staff, people, picture):
    colleague = UserFactory(role="staff")
    MutualAidClaimFactory(
        member=people[0], status="submitted", submitted_by=colleague, filed_on=day(3)
    )
    session = CongressSessionFactory(date=day(90))
    for number, days in ((1, -2), (2, 5)):
        ProposalFactory(
            assigned=True,
            session=session,
            number=number,
            proposer=people[number],
            submitted_on=day(80),
            decided_on=day(70),
            assigned_on=day(60),
            due_on=day(days),
        )
    as_staff.goto("/work/")
    expect(as_staff.get_by_role("heading", level=1)).to_contain_text("待办")
    picture("work")


def test_picture_of_a_new_member(as_staff, ward, group, picture):
    page = as_staff
    page.goto(MEMBER.url("create"))
    page.locator("#id_staff_no").fill("1006")
    page.locator("#id_name").fill("孙六")
    page.locator("#id_sex").select_option("female")
    page.locator("#id_birth_date").fill("1995-06-01")
    page.locator("#id_department").select_option(label=ward.name)
    page.locator("#id_union_group").select_option(label=group.name)
    page.locator("#id_job").select_option("nurse")
    page.locator("#id_employment_type").select_option("contract")
    page.locator("#id_joined_on").fill(f"{day(1)}")
    page.locator("#id_join_source").select_option("new_staff")
    picture("join")
    save(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("孙六")
    assert Member.objects.get().department == ward


def test_picture_of_a_retirement(as_staff, people, picture):
    page = as_staff
    page.goto(people[1].get_absolute_url())
    page.get_by_role("link", name="办理退休").click()
    page.locator("#id_date").fill(f"{day()}")
    page.locator("#id_approved_by").fill("工会委员会第 3 次会议")
    picture("leave")
    save(page)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert MembershipEvent.objects.filter(change_type="retire").count() == 1


def test_pictures_of_a_consolation_and_of_another_like_it(
    as_staff, people, standard, picture
):
    page = as_staff
    ConsolationFactory(beneficiary=people[0], occasion="hospital", date=day(20))
    page.goto(CONSOLATION.url("create"))
    pick(page, "#id_beneficiary", "zy")
    page.locator("#id_occasion").select_option("hospital")
    page.locator("#id_cash_amount").fill("500")
    page.locator("#id_visitors").fill("干事甲")
    expect(page.get_by_text("本年还可慰问")).to_be_visible()
    picture("consolation", height=800)
    save(page)
    expect(page.locator(".twin-warning")).to_be_visible()
    picture("twins", ".twin-warning")
    page.locator(".twin-warning textarea, .twin-warning input").first.fill("第二次住院")
    save(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("张一")
    assert Consolation.objects.count() == 2


def test_picture_of_consolations_entered_together(as_staff, people, standard, picture):
    page = as_staff
    page.goto(CONSOLATION.url("batch"))
    page.locator("#all-occasion").select_option("hospital")
    page.locator("#all-date").fill(f"{day()}")
    page.locator("#head-cash_amount").fill("300")
    page.locator("details[data-people] > summary").click()
    page.get_by_role("button", name="加入符合条件的人").click()
    expect(page.locator("table.grid tbody input").first).to_have_value("1002 李二")
    page.get_by_role("button", name="检查", exact=True).last.click()
    expect(page.locator("[data-count]")).to_contain_text("可保存")
    picture("consolation-batch", height=760)
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_text("已保存 5 条慰问")).to_be_visible()


def test_picture_of_a_standard(as_staff, picture):
    page = as_staff
    page.goto(BENEFIT_RULE.url("create"))
    page.locator("#id_occasion").select_option("hospital")
    page.locator("#id_form").select_option("cash")
    page.locator("#id_limit_per_case").fill("1000")
    page.locator("#id_cases_per_year").fill("2")
    page.locator("#id_document").fill("示例工会〔2026〕3号")
    page.locator("#id_since").fill("2026-01-01")
    picture("benefit-rule")
    save(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("住院")
    assert BenefitRule.objects.count() == 1


def test_picture_of_a_plan_with_its_enrolments(as_staff, people, picture):
    plan = MutualAidPlanFactory(name="综合互助保障")
    for person in people[:3]:
        MutualAidEnrolmentFactory(plan=plan, member=person)
    as_staff.goto(plan.get_absolute_url())
    expect(as_staff.get_by_text("张一")).to_be_visible()
    picture("enrolment", height=700)


def test_picture_of_a_claim_that_waits_for_the_first_check(as_staff, people, picture):
    plan = MutualAidPlanFactory(name="综合互助保障")
    MutualAidEnrolmentFactory(plan=plan, member=people[0])
    claim = MutualAidClaimFactory(
        plan=plan,
        member=people[0],
        status="submitted",
        submitted_by=UserFactory(role="staff", username="ganshi2", name="干事乙"),
        event_date=day(20),
        filed_on=day(3),
    )
    page = as_staff
    page.goto(claim.get_absolute_url())
    expect(page.get_by_role("link", name="要求补正")).to_be_visible()
    picture("claim")
    page.get_by_role("link", name="初审通过").click()
    page.get_by_role("button", name="确定初审通过").click()
    expect(page.get_by_text("已初审，可以上报")).to_be_visible()


def test_picture_of_a_proposal_that_waits_for_its_answer(as_staff, people, picture):
    proposal = ProposalFactory(
        assigned=True,
        session=CongressSessionFactory(date=day(60)),
        number=1,
        proposer=people[0],
        seconders="李二、王三",
        submitted_on=day(55),
        decided_on=day(50),
        assigned_on=day(45),
        due_on=day(-15),
        handling_department=DepartmentFactory(name="总务科"),
    )
    as_staff.goto(proposal.get_absolute_url())
    expect(as_staff.get_by_role("link", name="登记答复")).to_be_visible()
    picture("proposal")


def test_picture_of_an_activity_with_its_results(as_staff, picture):
    activity = ActivityFactory(title="职工拔河比赛", date=day(40))
    for place, team in enumerate(["内科队", "外科队", "机关队"], start=1):
        ActivityResultFactory(activity=activity, team=team, place=place)
    as_staff.goto(ACTIVITY.url("detail", activity.pk))
    expect(as_staff.get_by_role("heading", name="总结用语")).to_be_visible()
    picture("activity", ".heading", ".quote", ".cards", height=640)


def test_picture_of_a_disclosure(as_staff, ward, picture):
    page = as_staff
    page.goto(DISCLOSURE_ITEM.url("create"))
    page.locator("#id_category").select_option("interests")
    page.locator("#id_title").fill("职工疗休养安排")
    page.locator("#id_summary").fill("本年分三批组织，名单和费用标准见附件。")
    page.get_by_label("公开栏", exact=True).check()
    page.get_by_label("局域网", exact=True).check()
    page.locator("#id_privacy_checked").check()
    picture("disclosure", height=900)
    save(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("职工疗休养安排")
    assert DisclosureItem.objects.count() == 1


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
    expect(page.get_by_role("button", name="修改这 3 条")).to_be_visible()
    picture("bulk")
    page.get_by_role("button", name="修改这 3 条").click()
    expect(page.get_by_text("已修改 3 条会员")).to_be_visible()


def test_picture_of_a_grid_with_an_error(as_staff, people, standard, picture):
    page = as_staff
    page.goto(CONSOLATION.url("batch"))
    page.locator("#all-occasion").select_option("hospital")
    page.locator("#all-date").fill(f"{day()}")
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
    expect(page.get_by_role("heading", level=1)).to_be_visible()
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
