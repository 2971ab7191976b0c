"""Filters under a name: one's own and shared ones, and the one a list opens with."""

import pytest
from django.test import Client

from members.records import MEMBER
from members.tests.factories import MemberFactory
from union.figures import Figure
from union.models import ListSetting, SavedFilter
from union.periods import Period

from .factories import UserFactory

pytestmark = pytest.mark.django_db

URL = MEMBER.url("filters")


@pytest.fixture
def staff(client):
    client.user = UserFactory(role="staff", name="王芳")
    client.force_login(client.user)
    return client


@pytest.fixture
def colleague():
    client = Client()
    client.user = UserFactory(role="auditor")
    client.force_login(client.user)
    return client


def save(client, name="在会女职工", query="sex=female&status=active", **more):
    values = {"do": "create", "name": name, "query": query}
    return client.post(URL, {**values, **more})


def offered(client):
    page = client.get(f"{MEMBER.list_url}?all=1")
    return [(item.filter.name, item.url) for item in page.context["saved"]]


def test_the_filter_of_a_list_is_kept_under_a_name_without_its_place(staff):
    response = save(staff, query="status=active&page=3&sex=female&size=100&all=1&q=")

    item = SavedFilter.objects.get()
    assert (item.user, item.kind) == (staff.user, "members.member")
    assert item.query == "sex=female&status=active"
    assert response.url == f"{MEMBER.list_url}?sex=female&status=active"
    assert offered(staff) == [("在会女职工", response.url)]


def test_only_shared_filters_are_offered_to_others(staff, colleague):
    save(staff, "我自己的")
    save(staff, "大家的", is_shared="on")

    assert [name for name, _ in offered(staff)] == ["大家的", "我自己的"]
    assert [name for name, _ in offered(colleague)] == ["大家的"]


def test_who_may_not_change_records_keeps_filters_to_themselves(colleague, staff):
    save(colleague, is_shared="on")

    assert not SavedFilter.objects.get().is_shared
    assert offered(staff) == []


def test_two_filters_of_one_person_have_two_names(staff, colleague):
    save(staff)
    response = save(staff, query="sex=male")
    save(colleague)

    assert "您已有同名的筛选方案，请换一个名称" in response.content.decode()
    assert 'value="sex=male"' in response.content.decode()
    assert SavedFilter.objects.count() == 2


def test_a_filter_is_renamed_and_shared(staff, colleague):
    save(staff)
    item = SavedFilter.objects.get()
    staff.post(
        URL, {"do": "save", "filter": item.pk, "name": "女会员", "is_shared": "on"}
    )

    assert [name for name, _ in offered(colleague)] == ["女会员"]


def test_a_deleted_filter_can_be_restored(staff):
    save(staff)
    item = SavedFilter.objects.get()

    page = staff.post(URL, {"do": "delete", "filter": item.pk}, follow=True)
    assert "已删除，可在下方恢复" in page.content.decode()
    assert offered(staff) == []
    staff.post(URL, {"do": "restore", "filter": item.pk})

    assert [name for name, _ in offered(staff)] == ["在会女职工"]


def test_a_restored_filter_whose_name_was_taken_gets_another(staff):
    save(staff)
    item = SavedFilter.objects.get()
    staff.post(URL, {"do": "delete", "filter": item.pk})
    save(staff, query="sex=male")
    staff.post(URL, {"do": "restore", "filter": item.pk})

    assert sorted(n for n, _ in offered(staff)) == ["在会女职工", "在会女职工（恢复）"]


def test_filters_of_one_name_are_restored_one_after_the_other(staff):
    for sex in ("female", "male", "female"):
        save(staff, query=f"sex={sex}")
        item = SavedFilter.objects.latest("pk")
        staff.post(URL, {"do": "delete", "filter": item.pk})
    for item in SavedFilter.objects.order_by("pk"):
        staff.post(URL, {"do": "restore", "filter": item.pk})

    names = [name for name, _ in offered(staff)]
    assert names == ["在会女职工", "在会女职工（恢复2）", "在会女职工（恢复）"]


def test_a_default_that_is_shared_no_more_narrows_nothing(staff, colleague):
    save(staff, query="sex=female", is_shared="on")
    item = SavedFilter.objects.get()
    colleague.post(URL, {"do": "default", "filter": item.pk})
    assert colleague.get(MEMBER.list_url).url == f"{MEMBER.list_url}?sex=female"

    staff.post(URL, {"do": "save", "filter": item.pk, "name": item.name})

    assert colleague.get(MEMBER.list_url).status_code == 200


@pytest.mark.parametrize("do", ["save", "delete", "restore"])
def test_nobody_touches_the_filter_of_another(staff, colleague, do):
    save(staff, is_shared="on")
    item = SavedFilter.objects.get()

    response = colleague.post(URL, {"do": do, "filter": item.pk, "name": "x"})

    assert response.status_code == 404
    item.refresh_from_db()
    assert (item.name, item.deleted_at) == ("在会女职工", None)


def test_the_default_opens_with_the_list_and_clearing_shows_all(staff):
    MemberFactory(sex="male")
    save(staff, is_default="on")

    opened = staff.get(MEMBER.list_url)
    cleared = staff.get(f"{MEMBER.list_url}?all=1")

    assert opened.url == f"{MEMBER.list_url}?sex=female&status=active"
    page = staff.get(opened.url).content.decode()
    assert "默认方案：在会女职工" in page
    assert '<a class="clear" href="?all=1">看全部</a>' in page
    assert "默认方案" not in cleared.content.decode()
    assert cleared.context["page_obj"].paginator.count == 1
    assert cleared.context["chips"] == []


def test_a_shared_filter_may_be_the_default_of_another_until_it_is_deleted(
    staff, colleague
):
    save(staff, is_shared="on")
    item = SavedFilter.objects.get()
    colleague.post(URL, {"do": "default", "filter": item.pk})
    assert colleague.get(MEMBER.list_url).status_code == 302
    assert staff.get(MEMBER.list_url).status_code == 200

    staff.post(URL, {"do": "delete", "filter": item.pk})
    assert colleague.get(MEMBER.list_url).status_code == 200


def test_a_default_is_taken_back(staff):
    save(staff, is_default="on")

    staff.post(URL, {"do": "no_default"})

    assert staff.get(MEMBER.list_url).status_code == 200
    assert ListSetting.objects.get().default_filter is None


def test_a_figure_links_to_all_that_it_counts_whatever_the_default(staff):
    MemberFactory(sex="male")
    save(staff, is_default="on")
    figure = Figure(
        key="x",
        label="全部会员",
        unit="人",
        section="",
        definition="",
        rows="members:member_list",
        when=lambda period: {},
    )

    page = staff.get(figure.url(Period.of_year(2026)))

    assert page.status_code == 200
    assert page.context["page_obj"].paginator.count == 1


def test_what_a_saved_filter_names_and_the_list_has_not_is_ignored_and_said(staff):
    save(staff, query="sex=female&long_gone=1")

    page = staff.get(MEMBER.list_url + "?" + SavedFilter.objects.get().query)

    assert page.status_code == 200
    assert "已忽略：long_gone" in page.content.decode()


def test_the_page_of_filters_says_in_words_what_each_asks_for(staff):
    save(staff)

    page = staff.get(URL).content.decode()

    assert "会籍状态：在会，性别：女" in page or "性别：女，会籍状态：在会" in page
