"""An empty list says where to begin, and leads there."""

import pytest
from django.urls import reverse

from members.records import DEPARTMENT, MEMBER
from members.tests.factories import DepartmentFactory, UnionGroupFactory
from union.records import record_kinds
from union.tests.test_record_contract import ALL_GROUPS, each, may
from welfare.records import CLAIM

pytestmark = pytest.mark.django_db


@each([kind for kind in record_kinds() if kind.hint_links])
def test_what_a_hint_links_stands_in_it_and_is_a_page(login, kind):
    client = login(*may(kind, "view", "add"), ALL_GROUPS)
    client.user.is_superuser = True
    client.user.save()

    page = client.get(kind.list_url).content.decode()

    for words, name in kind.hint_links.items():
        assert kind.hint.count(words) == 1
        assert f'<a href="{reverse(name)}">{words}</a>' in page


def test_the_hint_names_without_a_link_what_one_may_not_open(login):
    client = login(*may(DEPARTMENT, "view", "add"), ALL_GROUPS)

    page = client.get(DEPARTMENT.list_url).content.decode()

    assert "先登记科室和工会小组，再导入会员。" in page


def test_an_empty_list_asks_for_what_its_records_must_name(login):
    client = login(
        *may(MEMBER, "view", "add"), *may(DEPARTMENT, "view", "add"), ALL_GROUPS
    )

    page = client.get(MEMBER.list_url).content.decode()
    assert (
        f'请先登记<a href="{DEPARTMENT.url("create")}">科室</a>、工会小组，再登记会员。'
        in page
    )

    DepartmentFactory()
    UnionGroupFactory()
    assert "请先登记" not in client.get(MEMBER.list_url).content.decode()


def test_a_form_with_nothing_to_choose_leads_to_where_it_is_entered(login):
    client = login(*may(CLAIM, "view", "add"), "welfare.add_mutualaidplan", ALL_GROUPS)

    page = client.get(CLAIM.url("create")).content.decode()

    link = f'<a href="{reverse("welfare:mutualaidplan_create")}">先新增互助保障计划</a>'
    assert f"没有可选的互助保障计划，请{link}" in page
