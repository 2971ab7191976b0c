"""What waits for whom: every line of every room, and where it leads."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import activities.work
import congress.work
import members.work
import reports.work
import welfare.work
from activities.tests.factories import ActivityFactory
from congress.tests.factories import (
    CongressSessionFactory,
    DisclosureItemFactory,
    ProposalFactory,
)
from members.tests.factories import MemberFactory, StaffCountFactory, UnionGroupFactory
from reports.waiting import grouped, waiting
from union.models import ImportBatch
from union.tests.factories import UserFactory
from union.work import Group
from welfare.tests.factories import (
    ConsolationFactory,
    MutualAidClaimFactory,
    MutualAidPlanFactory,
)

from .factories import AnnualReportFactory, PlanItemFactory

#: A Wednesday.
TODAY = dt.date(2026, 6, 10)
NOON = dt.datetime(2026, 6, 10, 4, tzinfo=dt.UTC)

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOON, tick=False)]

ROOMS = (activities.work, congress.work, members.work, reports.work, welfare.work)
TITLES = {line.title for room in ROOMS for line in room.LINES}


def days(number):
    return TODAY + dt.timedelta(days=number)


@pytest.fixture
def clerk():
    return UserFactory(role="staff")


@pytest.fixture
def busy_office(clerk):
    """Something of everything; returns the group of all members."""
    other, group = UserFactory(role="staff"), UnionGroupFactory()
    member = MemberFactory(
        union_group=group, birth_date=TODAY.replace(year=1988), id_number=""
    )
    MemberFactory(union_group=group, birth_date=None, sex="")
    MemberFactory(union_group=group, birth_date=dt.date(1971, 2, 1), job="other")
    MemberFactory(
        union_group=group, birth_date=dt.date(1966, 2, 28), sex="male", job="doctor"
    )
    for end in (days(1), days(30), days(-1)):
        MutualAidPlanFactory(period_from=dt.date(2025, 1, 1), period_to=end)
    plan = MutualAidPlanFactory(claim_deadline_days=None)
    steps = ("submitted", "supplement", "unit_checked", "reported_up", "approved")
    for status in steps:
        for submitter in (clerk, other):
            MutualAidClaimFactory(
                plan=plan, member=member, status=status, submitted_by=submitter
            )
    for due in (days(-3), days(3), days(12), days(40)):
        MutualAidClaimFactory(
            member=member,
            plan__claim_deadline_days=180,
            event_date=due - dt.timedelta(days=180),
        )
    ConsolationFactory(beneficiary=member)
    for due in (days(-3), days(-1), days(2), days(9), days(60)):
        ProposalFactory(proposer=member, assigned=True, due_on=due)
    ProposalFactory(proposer=member, submitted_by=clerk)
    ProposalFactory(proposer=member, submitted_by=other)
    ProposalFactory(proposer=member, submitted_on=None)
    ProposalFactory(proposer=member, submitted_on=None, return_reason="缺附议人")
    ProposalFactory(proposer=member, accepted=True)
    ProposalFactory(proposer=member, replied=True)
    ProposalFactory(proposer=member, replied=True, satisfaction="unsatisfied")
    ProposalFactory(proposer=member, answered=True)
    CongressSessionFactory(date=days(20), delegates_present=None)
    CongressSessionFactory(date=days(-20), delegates_present=None)
    DisclosureItemFactory(until=days(3))
    for day in (-2, -1, 1, 10):
        ActivityFactory(status="planned", date=days(day))
    ActivityFactory(category="contest", date=days(-40))
    ActivityFactory(headcount=None, date=days(-40))
    AnnualReportFactory(year=2024, created_by=clerk)
    AnnualReportFactory(year=TODAY.year, created_by=clerk)
    AnnualReportFactory(year=2023, created_by=other)
    AnnualReportFactory(year=2022, created_by=other, return_reason="补充数据")
    AnnualReportFactory(year=2021, created_by=other, is_submitted=False)
    for month in (4, 6):
        PlanItemFactory(plan_year=2026, month_from=month)
    return group


def titles(user):
    return {item.title for item in waiting(user, TODAY)}


@pytest.mark.usefixtures("busy_office")
def test_every_line_of_every_room_appears_for_somebody(clerk, chair):
    assert titles(clerk) | titles(chair) >= TITLES


@pytest.mark.parametrize("role", ["staff", "chair", "leader", "auditor", "admin"])
def test_each_item_opens_as_many_records_as_it_counts(client, busy_office, clerk, role):
    user = clerk if role == "staff" else UserFactory(role=role)
    busy_office.officers.add(user)
    client.force_login(user)
    items = waiting(user, TODAY)
    assert len(items) >= {"staff": 30, "chair": 4, "leader": 3}.get(role, 0)

    for item in items:
        page = client.get(item.url)
        assert page.status_code == 200
        if "page_obj" in page.context:
            assert page.context["page_obj"].paginator.count == item.count, item.title
            assert item.count > 0
        else:
            assert item.count == 1
            assert "/new/" in item.url


@pytest.mark.usefixtures("busy_office")
def test_the_clerk_sees_the_overdue_first_and_what_lies_with_others_last(clerk):
    sections = grouped(waiting(clerk, TODAY), TODAY)

    assert [section.group for section in sections] == list(Group)
    overdue = {item.title: item.count for item in sections[0].items}
    assert overdue == {
        "互助申请到申报期限": 1,
        "提案答复到期，请催办承办部门": 2,
        "计划的活动：举办后请标记已举办，不办的请取消": 2,
        "计划事项已过月份，请登记完成情况": 1,
    }
    others = {item.title: item.waits_for for item in sections[3].items}
    assert others == {
        "我提交的互助申请待初审": "其他工会干事或主席初审",
        "我提交的互助申请待审定": "工会主席审定",
        "提案由承办部门办理": "承办部门答复",
        "我提交的提案待审查": "工会主席审查",
        "我起草的年度总结待签发": "工会主席签发",
    }


@pytest.mark.usefixtures("busy_office")
def test_the_chair_sees_what_only_the_chair_can_do(chair):
    assert {item.title: item.count for item in waiting(chair, TODAY)} == {
        "待初审的互助申请": 2,
        "待审定的互助申请": 2,
        "提案待审查立案": 2,
        "待签发的年度总结": 2,
        "总结草稿待审阅、签发": 1,
        "已退回修改的总结": 1,
    }


def test_one_record_is_named_and_two_lines_alike_tell_their_days(clerk):
    ActivityFactory(title="健步走", status="planned", date=days(-2))
    ActivityFactory(title="春游", status="planned", date=days(3))
    ActivityFactory(title="秋游", status="planned", date=days(2))
    ActivityFactory(title="讲座", status="planned", date=days(10))

    lines = [i for i in waiting(clerk, TODAY) if i.title.startswith("计划的活动")]

    assert [(item.name, item.days) for item in lines] == [
        ("健步走", "期限至6月9日"),
        ("", "期限至6月14日"),
        ("讲座", "期限在6月15日以后"),
    ]


def test_what_has_no_deadline_tells_for_how_long_it_waits(client, chair):
    ProposalFactory(submitted_on=dt.date(2026, 2, 10))
    client.force_login(chair)
    page = client.get(reverse("work")).content.decode()
    assert '<span class="badge badge-warning">已等 120 天</span>' in page


def test_what_waits_for_a_few_days_only_says_so_quietly(client, chair):
    ProposalFactory(submitted_on=days(-29))
    client.force_login(chair)
    page = client.get(reverse("work")).content.decode()
    assert "，已等待 29 天。" in page
    assert "已等 29 天" not in page


def test_the_list_behind_a_line_begins_with_what_waits_longest(client, chair):
    for title, day in (("新近", -3), ("很久", -120), ("上月", -30)):
        ProposalFactory(title=title, submitted_on=days(day))
    [line] = [i for i in waiting(chair, TODAY) if i.title == "提案待审查立案"]
    client.force_login(chair)

    page = client.get(line.url).content.decode()

    places = [page.index(f">{title}</a>") for title in ("很久", "上月", "新近")]
    assert places == sorted(places)
    assert "2026-02-10" in page  # since when, which the list does not show by itself


def test_a_list_with_a_deadline_begins_with_what_is_due_first(client, clerk):
    for title, day in (("较迟", -1), ("最早", -9), ("其次", -4)):
        ProposalFactory(title=title, assigned=True, due_on=days(day))
    [line] = [i for i in waiting(clerk, TODAY) if i.title.startswith("提案答复到期")]
    client.force_login(clerk)

    page = client.get(line.url).content.decode()

    places = [page.index(f">{title}</a>") for title in ("最早", "其次", "较迟")]
    assert places == sorted(places)


def test_a_returned_proposal_says_so_and_why(client, clerk):
    ProposalFactory(submitted_on=None, title="草稿")
    ProposalFactory(submitted_on=None, title="食堂", return_reason="请补附议人")
    client.force_login(clerk)

    page = client.get(reverse("work")).content.decode()

    assert "提案被退回补正，请按退回原因修改后重新提交：食堂" in page
    assert "<p>退回原因：请补附议人</p>" in page
    assert "提案草稿待提交：草稿" in page


def test_the_list_of_several_returned_proposals_shows_the_reasons(client, clerk):
    for reason in ("请补附议人", "请写明建议措施"):
        ProposalFactory(submitted_on=None, return_reason=reason)
    [line] = [i for i in waiting(clerk, TODAY) if "被退回" in i.title]
    assert (line.count, line.reason) == (2, "")
    assert line.group(TODAY) == Group.THIS_WEEK
    client.force_login(clerk)

    page = client.get(line.url).content.decode()

    assert "请补附议人" in page
    assert "请写明建议措施" in page


def test_the_list_of_birthdays_shows_the_days_of_birth(client, clerk):
    MemberFactory(birth_date=TODAY.replace(year=1990))
    [line] = [i for i in waiting(clerk, TODAY) if "过生日" in i.title]
    client.force_login(clerk)
    page = client.get(line.url).content.decode()
    assert "出生日期</a>" in page
    assert "1990-06-10" in page


def test_birthdays_of_the_next_seven_days_are_told_on_any_day(clerk):
    sunday = days(4)
    for number, name in ((-1, "昨天"), (0, "今天"), (6, "第七天"), (7, "第八天")):
        born = (sunday + dt.timedelta(days=number)).replace(year=1990)
        MemberFactory(name=name, birth_date=born)

    [line] = [i for i in waiting(clerk, sunday) if "过生日" in i.title]

    assert (line.count, line.group(sunday)) == (2, Group.THIS_WEEK)


def test_a_leader_sees_the_own_groups_members_only(busy_office):
    MemberFactory(birth_date=TODAY.replace(year=1990))
    leader = UserFactory(role="leader")
    assert waiting(leader, TODAY) == []

    busy_office.officers.add(leader)

    assert {item.title: item.count for item in waiting(leader, TODAY)} == {
        "七天内（含今天）过生日的会员": 1,
        "已达到法定退休年龄、仍在会的会员（含本月达到的）": 1,
        "可能已到退休年龄的女会员（岗位未定 50 或 55 周岁，请人事确认）": 1,
    }


@pytest.mark.usefixtures("busy_office")
def test_who_only_looks_has_nothing_to_do():
    assert waiting(UserFactory(role="auditor"), TODAY) == []


@pytest.mark.usefixtures("busy_office")
def test_the_administrator_is_told_of_accounts_only(client):
    long_ago = NOON - dt.timedelta(hours=25)
    UserFactory(must_change_password=True, password_changed_at=long_ago)
    UserFactory(must_change_password=True, password_changed_at=NOON)
    admin = UserFactory(role="admin")
    client.force_login(admin)

    items = waiting(admin, TODAY)

    assert [(item.title, item.waits_for) for item in items] == [
        ("一次性密码已过期，请重新生成", ""),
        ("新账号待首次登录", "账号本人"),
    ]
    for item in items:
        assert len(client.get(item.url).context["accounts"]) == item.count == 1


def test_what_must_be_entered_leads_to_its_form(clerk, client):
    assert "尚未起草2025年工作总结" not in titles(clerk)
    ActivityFactory(date=dt.date(2025, 5, 1), headcount=3)
    items = {item.title: item for item in waiting(clerk, TODAY)}
    client.force_login(clerk)

    assert set(items) == {
        "上半年尚未公布工会财务收支",
        "尚未登记2026年职工总数",
        "尚未起草2025年工作总结",
    }
    page = client.get(items["尚未登记2026年职工总数"].url)
    assert page.context["form"].initial["year"] == "2026"

    StaffCountFactory(year=2026)
    assert "尚未登记2026年职工总数" not in titles(clerk)


def test_an_uploaded_sheet_waits_for_its_uploader(clerk):
    ImportBatch.objects.create(
        user=clerk, kind="members.member", filename="名册.xlsx", sha256="0" * 64
    )

    assert "导入的会员表“名册.xlsx”待核对" in titles(clerk)
    assert "导入的会员表“名册.xlsx”待核对" not in titles(UserFactory(role="staff"))


def asked(user):
    with CaptureQueriesContext(connection) as captured:
        waiting(user, TODAY)
    return len(captured)


def test_much_work_is_found_with_as_many_queries_as_little(clerk, request):
    clerk.get_all_permissions()
    with_little = asked(clerk)
    request.getfixturevalue("busy_office")

    assert asked(clerk) == with_little == 9


def test_in_january_the_rest_of_last_years_plan_is_told(clerk):
    PlanItemFactory(plan_year=2026, month_from=12)
    PlanItemFactory(plan_year=2026, month_from=11, status="done")
    PlanItemFactory(plan_year=2027, month_from=3)

    behind = [
        item
        for item in waiting(clerk, dt.date(2027, 1, 4))
        if item.title.startswith("计划事项已过月份")
    ]

    assert [(item.count, item.by) for item in behind] == [(1, dt.date(2026, 12, 31))]


@pytest.mark.usefixtures("busy_office")
def test_the_page_groups_what_waits(client, clerk):
    client.force_login(clerk)

    page = client.get(reverse("work")).content.decode()

    headings = ["已逾期", "本周", "以后或不限期", "等待他人"]
    places = [page.index(f'{heading} <span class="badge') for heading in headings]
    assert places == sorted(places)
    assert "等待：承办部门答复" in page


def test_an_empty_page_says_so(client):
    client.force_login(UserFactory(role="auditor"))

    assert "没有等待您办理的事项" in client.get(reverse("work")).content.decode()
