import datetime as dt

import pytest
from django.urls import reverse

from members.tests.factories import MemberFactory
from reports.views import home
from reports.waiting import grouped
from union.tests.factories import UserFactory
from union.work import WorkItem

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
