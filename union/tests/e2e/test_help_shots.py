"""The pictures of the manual: each task is done as the manual tells it, then shown.

``make help-shots`` writes them to static/help; in an ordinary run they go to
test-results/help, and the tasks are tried all the same.
"""

import pytest
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
)
from union.tests.factories import UserFactory
from welfare.models import BenefitRule, Consolation
from welfare.records import BENEFIT_RULE, CONSOLATION
from welfare.tests.factories import (
    ConsolationFactory,
    MutualAidClaimFactory,
    MutualAidEnrolmentFactory,
    MutualAidPlanFactory,
)

from .manual import day, pick, save

#: What is to be seen of a form that has nothing beside it.
FORM = (".form-card", ".form-buttons .btn")

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


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
    picture("join", *FORM, height=950)
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
    expect(page.locator(".messages")).to_contain_text("已")
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
    page.locator("#head-occasion").fill("住院")
    page.locator("#head-date").fill(f"{day()}")
    page.locator("#head-cash_amount").fill("300")
    page.locator("details[data-people] > summary").click()
    page.get_by_role("button", name="加入符合条件的人").click()
    expect(page.locator("table.grid tbody td input").first).to_have_value("1002 李二")
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
    picture("benefit-rule", *FORM)
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
    plan = MutualAidPlanFactory(
        name="综合互助保障", period_from=day(200), period_to=day(-164)
    )
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
    picture("disclosure", *FORM, height=950)
    save(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("职工疗休养安排")
    assert DisclosureItem.objects.count() == 1
