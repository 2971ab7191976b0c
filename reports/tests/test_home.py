import datetime as dt
from pathlib import Path
from uuid import uuid4

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse

from members.records import DEPARTMENT, MEMBER
from members.tests.factories import (
    DepartmentFactory,
    MemberFactory,
    UnionGroupFactory,
    UnionProfileFactory,
)
from reports.recent import recent_doings
from reports.views import home
from reports.waiting import grouped
from union import audit, undo
from union.models import AuditEntry
from union.tests.factories import UserFactory
from union.work import WorkItem
from welfare.tests.factories import BenefitRuleFactory, MutualAidClaimFactory

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 6, 10)


def test_work_is_grouped_with_the_overdue_first():
    items = [
        WorkItem("没有期限", "/a/"),
        WorkItem("周日到期", "/b/", due=dt.date(2026, 6, 14)),
        WorkItem("早已到期", "/c/", due=dt.date(2026, 6, 1)),
        WorkItem("下周到期", "/d/", due=dt.date(2026, 6, 15)),
        WorkItem("在别人手里", "/e/", due=dt.date(2026, 6, 1), waits_for="主席"),
        WorkItem("缺资料", "/f/", by=dt.date(2026, 6, 30), is_tidying=True),
    ]
    titles = [
        (section.group.label, [item.title for item in section.items])
        for section in grouped(items, TODAY)
    ]
    assert titles == [
        ("已逾期", ["早已到期"]),
        ("本周", ["周日到期"]),
        ("以后或不限期", ["下周到期", "没有期限", "缺资料"]),
        ("等待他人", ["在别人手里"]),
    ]


def test_a_badge_counts_the_things_not_their_kinds():
    items = [WorkItem("待初审", "/a/", count=4), WorkItem("待答复", "/b/")]
    [section] = grouped(items, TODAY)
    assert (section.group.label, section.count) == ("以后或不限期", 5)


def test_home_shows_a_few_of_each_group_and_where_the_others_are(client, monkeypatch):
    waits = [WorkItem(f"第{n}件", f"/{n}/") for n in range(6)]
    monkeypatch.setattr(home, "waiting", lambda user, today: waits)
    client.force_login(UserFactory(role="staff"))
    page = client.get(reverse("home")).content.decode()
    assert "第3件" in page
    assert "第4件" not in page
    assert "以后或不限期的另外 2 项" in page


def test_home_shows_what_waits(client, monkeypatch):
    waits = [WorkItem("待审批慰问", "/welfare/", count=3, due=dt.date(2020, 1, 1))]
    monkeypatch.setattr(home, "waiting", lambda user, today: waits)
    client.force_login(UserFactory(role="staff"))
    page = client.get(reverse("home")).content.decode()
    assert '<a href="/welfare/">待审批慰问</a>' in page
    assert "已逾期" in page


def test_home_says_that_nothing_waits(client, monkeypatch):
    monkeypatch.setattr(home, "waiting", lambda user, today: [])
    client.force_login(UserFactory(role="staff"))
    assert "没有等待您办理的事项" in client.get(reverse("home")).content.decode()


def test_home_offers_only_forms_that_the_user_may_fill_in(client):
    form = reverse("members:member_create")
    client.force_login(UserFactory(role="staff"))
    assert form in client.get(reverse("home")).content.decode()
    client.force_login(UserFactory(role="auditor"))
    assert form not in client.get(reverse("home")).content.decode()


def test_home_of_the_administrator_leads_to_accounts_and_shows_no_figures(client):
    MemberFactory()
    client.force_login(UserFactory(role="admin"))
    page = client.get(reverse("home")).content.decode()
    assert reverse("account_list") in page
    assert "会员总数" not in page


def test_home_shows_what_the_user_did_last(login):
    client = login("members.view_department", "members.add_department")
    client.post(
        reverse("members:department_create"), {"name": "肾内科", "kind": "clinical"}
    )
    page = client.get(reverse("home")).content.decode()
    assert "新建" in page
    assert "肾内科" in page


def test_a_batch_is_one_line_of_what_the_user_did_last(
    client, django_assert_num_queries
):
    user = UserFactory(role="staff")
    members = MemberFactory.create_batch(12, name="张伟")
    single = MemberFactory(name="李娜")
    batch = uuid4()
    audit.log_many(user, AuditEntry.Action.UPDATE, members, batch=batch)
    notes = {member.pk: "导入会员" for member in members}
    undone = AuditEntry.Action.UNDO
    audit.log_many(user, undone, members, notes=notes, batch=uuid4())
    audit.log(user, AuditEntry.Action.UPDATE, single)
    kind = f"{MEMBER.list_url}?all=1"

    lines = [(item.entry.action, item.text, item.url) for item in recent_doings(user)]

    assert lines == [
        ("update", str(single), MEMBER.url("detail", single.pk)),
        ("undo", "导入会员", kind),
        ("update", f"“{members[-1]}”等 12 人", f"{MEMBER.list_url}?batch={batch}"),
    ]
    with django_assert_num_queries(4):
        recent_doings(user)
    client.force_login(user)
    assert f'撤销：<a href="{kind}">导入会员</a>' in client.get("/").content.decode()


@pytest.mark.parametrize(
    ("action", "title", "told"),
    [
        ("import", "成批录入慰问 2 条", "成批录入慰问 2 条"),
        ("import", "从“表.xlsx”导入会员", "从“表.xlsx”导入会员 2 条"),
        ("update", "批量修改会员的科室 2 条", "批量修改会员的科室 2 条"),
    ],
)
def test_what_was_done_at_one_stroke_is_called_by_what_it_was(
    client, action, title, told
):
    user = UserFactory(role="staff")
    records = DepartmentFactory.create_batch(2)
    batch = undo.keep(uuid4(), actor=user, title=title, created=records)
    audit.log_many(user, action, records, batch=batch.pk)

    (doing,) = recent_doings(user)

    assert (doing.verb, doing.text, doing.can_undo) == ("", told, True)
    assert doing.url == f"{DEPARTMENT.list_url}?batch={batch.pk}"
    undo.revert(batch, actor=user)
    assert recent_doings(user)[1].text == told


def test_a_grid_of_one_row_is_no_import(client):
    user = UserFactory(role="staff")
    record = DepartmentFactory()
    title = "成批录入科室 1 条"
    batch = undo.keep(uuid4(), actor=user, title=title, created=[record])
    audit.log_many(user, "import", [record], batch=batch.pk)

    (doing,) = recent_doings(user)

    assert (doing.verb, doing.text) == ("", title)
    assert doing.url == DEPARTMENT.url("detail", record.pk)


def test_a_move_says_from_where_to_where():
    user = UserFactory(role="staff")
    claim = MutualAidClaimFactory()
    changes = {"办理状态": ["草稿", "待初审"]}
    audit.log(user, AuditEntry.Action.MOVE, claim, changes=changes)

    (doing,) = recent_doings(user)

    assert (doing.verb, doing.text) == ("提交（草稿 → 待初审）", str(claim))


def test_a_batch_of_ones_own_can_be_taken_back_later(client):
    user = UserFactory(role="staff")
    client.force_login(user)
    batch = undo.keep(
        uuid4(), actor=user, title="成批录入", created=[DepartmentFactory()]
    )
    audit.log_many(
        user, AuditEntry.Action.CREATE, [DepartmentFactory()], batch=batch.pk
    )
    way = f'href="{reverse("undo", args=[batch.pk])}'
    pages = ["/", f"{DEPARTMENT.list_url}?batch={batch.pk}"]

    assert [way in client.get(page).content.decode() for page in pages] == [True, True]

    undo.revert(batch, actor=user)
    assert [way in client.get(page).content.decode() for page in pages] == [False] * 2


def test_members_are_counted_as_people(client, monkeypatch):
    waits = [
        WorkItem("缺资料的会员", "/a/", 13, MEMBER.unit),
        WorkItem("赔付", "/b/", 2),
    ]
    monkeypatch.setattr(home, "waiting", lambda user, today: waits)
    client.force_login(UserFactory(role="staff"))
    page = client.get(reverse("home")).content.decode()
    assert "13 人</strong>" in page
    assert "2 条</strong>" in page


def test_who_may_only_look_is_told_so_and_is_offered_no_imports(client):
    told, imports = "您的账号只能查看和导出", reverse("import_history")
    found = {}
    for role in ("auditor", "staff", "chair", "leader", "admin"):
        client.force_login(UserFactory(role=role))
        page = client.get(reverse("home")).content.decode()
        found[role] = (told in page, imports in page)
    assert found == {
        "auditor": (True, False),
        "staff": (False, True),
        "chair": (False, False),
        "leader": (False, True),
        "admin": (False, False),
    }


def test_a_leader_without_a_group_is_told_whom_to_ask(client):
    leader = UserFactory(role="leader")
    client.force_login(leader)
    assert "请联系工会干事" in client.get(reverse("home")).content.decode()
    group = UnionGroupFactory(name="第一小组")
    group.officers.add(leader)
    assert "只统计“第一小组”的会员" in client.get(reverse("home")).content.decode()


def test_a_new_hospital_is_told_what_to_enter_in_which_order(client):
    client.force_login(UserFactory(role="staff"))
    DepartmentFactory()
    page = client.get(reverse("home")).content.decode()
    assert "第一次使用：请按次序登记" in page
    names = ["工会基本情况", "科室", "工会小组", "慰问标准", "会员"]
    steps = client.get(reverse("home")).context["steps"]
    assert [step.kind.name for step in steps] == names
    assert [step.is_done for step in steps] == [False, True, False, False, False]


def test_the_steps_go_when_all_are_done(client):
    client.force_login(UserFactory(role="chair"))
    UnionProfileFactory()
    BenefitRuleFactory()
    assert client.get(reverse("home")).context["steps"]
    MemberFactory()
    assert client.get(reverse("home")).context["steps"] == []


def test_the_administrator_begins_with_accounts(client):
    client.force_login(UserFactory(role="admin"))
    page = client.get(reverse("home")).content.decode()
    assert f'href="{reverse("account_create")}">建立账号' in page
    assert "第一次使用" not in page


def test_the_first_steps_have_icons_that_are_there(client):
    client.force_login(UserFactory(role="staff"))
    page = client.get(reverse("home")).content.decode()
    assert page.count('class="bi bi-square"') == 5

    icons = Path(finders.find("vendor/bootstrap-icons/icons.css")).read_text("utf-8")
    assert ".bi-square {" in icons
    assert ".bi-check-square {" in icons
