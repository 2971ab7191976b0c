"""Pages say how many, what is empty and until when, once and in one place."""

import datetime as dt

import pytest
from django.template.loader import render_to_string

from activities.tests.factories import ActivityFactory
from members.records import MEMBER
from members.tests.factories import DepartmentFactory, MemberFactory, UnionGroupFactory
from union.models import UndoBatch
from union.work import WorkItem

from .test_import_pages import OFFICE, page_of, upload
from .test_import_running import HEADER, member_row

pytestmark = pytest.mark.django_db


def test_a_list_without_sums_says_at_its_head_how_many_it_found(login):
    MemberFactory.create_batch(2, sex="female")
    MemberFactory(sex="male")
    client = login("members.view_member", "members.view_all_groups")

    page = client.get(MEMBER.list_url, {"sex": "female"}).content.decode()

    assert '<p class="found">共 2 人</p>' in page


def test_what_a_record_leaves_empty_is_folded_and_not_printed(login):
    record = ActivityFactory(location="院礼堂", theme="")

    page = login("activities.view_activity").get(record.get_absolute_url())
    text = page.content.decode()

    head, _, folded = text.partition('<details class="unfilled no-print">')
    assert "院礼堂" in head
    assert "<dt>主题</dt>" not in text
    assert "主题" in folded.partition("</details>")[0]
    assert "显示 3 个未填项" in text  # nothing said of contents and effect
    assert '<section class="card no-print">\n  <h2>内容与效果</h2>' in text


def test_a_piece_of_work_has_one_deadline_in_one_form():
    due = dt.date(2026, 11, 16)
    item = WorkItem(
        "待办理的提案", "/a/", 2, "件", due=due, days="期限至11月21日", icon="lightbulb"
    )

    text = render_to_string("reports/_work_item.html", {"item": item})

    assert "最早期限 <time" in text
    assert "2026-11-16" in text
    assert "11月21日" not in text


def test_an_import_that_was_taken_back_leads_to_no_empty_list(login):
    DepartmentFactory(name="内科")
    UnionGroupFactory(name="一组")
    client = login(*OFFICE, "members.delete_member")
    upload(client, MEMBER, HEADER, member_row())
    url = page_of(MEMBER)
    client.post(url, {"commit": "1"})
    assert "查看这次导入的会员" in client.get(url).content.decode()

    client.post(f"/undo/{UndoBatch.objects.get().pk}/")

    page = client.get(url).content.decode()
    assert "撤销前的结果" in page
    assert "查看这次导入的会员" not in page
    assert 'class="btn btn-primary" href="/members/members/import/">再导入' in page


def test_the_activities_have_no_wall_of_dashes(login):
    record = ActivityFactory()

    text = login("activities.view_activity").get(record.get_absolute_url())

    assert '<span class="none">—</span>' not in text.content.decode()
