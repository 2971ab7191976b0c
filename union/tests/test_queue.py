"""The way on from a record that was opened from 待办 or from a filtered list."""

import datetime as dt

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from union.queue import Queue
from union.records import record_kinds
from union.tests.factories import UserFactory
from union.tests.test_record_contract import ALL_GROUPS, each, factory_of, may
from welfare.models import MutualAidClaim
from welfare.records import CLAIM
from welfare.tests.factories import MutualAidClaimFactory, MutualAidPlanFactory

pytestmark = pytest.mark.django_db

WAITING = "/welfare/mutual-aid/claims/?status=submitted&in_work=1"
WAY = "?list=status%3Dsubmitted%26in_work%3D1"


@pytest.fixture
def checker(login):
    return login(
        ALL_GROUPS,
        "welfare.view_mutualaidclaim",
        "welfare.check_mutualaidclaim",
        "welfare.change_mutualaidclaim",
        "welfare.delete_mutualaidclaim",
    )


@pytest.fixture
def claims():
    """Three, as the list shows them: the latest is the first."""
    plan = MutualAidPlanFactory(claim_deadline_days=None)
    return [
        MutualAidClaimFactory(
            plan=plan,
            status="submitted",
            filed_on=dt.date(2026, 2, day),
            submitted_by=UserFactory(),
        )
        for day in (25, 20, 15)
    ]


def address(claim):
    return f"/welfare/mutual-aid/claims/{claim.pk}/"


def page(client, url):
    return client.get(url).content.decode()


def test_a_filtered_list_leads_to_records_that_know_the_way_back(checker, claims):
    html = page(checker, WAITING)

    assert f'href="{address(claims[0])}{WAY}"' in html
    assert '<a href="/work/">待办</a>' in html


def test_the_whole_list_leads_to_the_plain_record(checker, claims):
    html = page(checker, "/welfare/mutual-aid/claims/?all=1&page=1&size=50&q=")

    assert f'href="{address(claims[0])}"' in html


def test_a_very_long_condition_is_not_carried_by_each_row(checker, claims):
    numbers = ",".join(str(claim.pk) for claim in claims) + ",7" * 150

    html = page(checker, f"/welfare/mutual-aid/claims/?pk={numbers}")

    assert f'href="{address(claims[0])}"' in html


def test_a_record_leads_to_its_neighbours_in_the_list(checker, claims):
    first, second, third = claims

    html = page(checker, address(second) + WAY)

    assert f'rel="prev" href="{address(first)}{WAY}">上一条' in html
    assert f'rel="next" href="{address(third)}{WAY}">下一条' in html
    assert 'href="/work/">返回待办' in html
    assert f'<a href="{WAITING.replace("&", "&amp;")}">' in html


def test_the_ends_of_the_list_lead_one_way_only(checker, claims):
    assert "上一条" not in page(checker, address(claims[0]) + WAY)
    assert "下一条" not in page(checker, address(claims[2]) + WAY)


def test_after_a_move_the_next_one_is_offered(checker, claims):
    _, second, third = claims
    form = page(checker, f"{address(second)}check/{WAY}")
    assert f'action="{address(second)}check/{WAY}"' in form
    assert f'href="{address(second)}{WAY}">取消' in form

    done = checker.post(f"{address(second)}check/{WAY}", follow=True)

    assert done.redirect_chain == [(address(second) + WAY, 302)]
    html = done.content.decode()
    assert f'href="{address(third)}{WAY}">下一条待办（还有 2 条）' in html
    assert 'href="/work/">返回待办' in html


def test_after_the_last_of_the_list_comes_what_was_passed_over(checker, claims):
    first, _, third = claims

    done = checker.post(f"{address(third)}check/{WAY}", follow=True)

    assert (
        f'href="{address(first)}{WAY}">下一条待办（还有 2 条）' in done.content.decode()
    )


def test_when_nothing_is_left_the_page_says_so(checker, claims):
    MutualAidClaim.objects.exclude(pk=claims[0].pk).update(status="paid")

    done = checker.post(f"{address(claims[0])}check/{WAY}", follow=True)

    html = done.content.decode()
    assert "这一项待办已全部办完。" in html
    assert "下一条" not in html
    assert 'href="/work/">返回待办' in html


def test_from_a_filtered_list_one_goes_back_to_it(checker, claims):
    way = "?list=status%3Dsubmitted"

    done = checker.post(f"{address(claims[0])}check/{way}", follow=True)

    html = done.content.decode()
    assert f'href="{address(claims[1])}{way}">下一条（还有 2 条）' in html
    assert 'href="/welfare/mutual-aid/claims/?status=submitted">返回列表' in html


def test_voiding_and_correcting_keep_the_way(checker, claims):
    first, second, _ = claims

    voided = checker.post(f"{address(first)}void/{WAY}", {"reason": "重复登记"})
    same = checker.get(f"{address(second)}edit/{WAY}")

    assert voided.url == address(first) + WAY
    assert f'action="{address(second)}edit/{WAY}"' in same.content.decode()


def test_a_file_is_added_without_losing_the_way(checker, claims):
    url = address(claims[0]) + WAY
    assert f'name="next" value="{url}"' in page(checker, url)
    upload = f"/attachments/welfare/mutualaidclaim/{claims[0].pk}/"

    assert checker.post(upload, {"next": url}).url == url
    assert checker.post(upload, {"next": "//evil.example/"}).url == "/"


def test_a_move_that_is_not_due_any_more_leads_back_with_the_way(checker, claims):
    MutualAidClaim.objects.filter(pk=claims[0].pk).update(status="paid")

    response = checker.get(f"{address(claims[0])}check/{WAY}")

    assert response.url == address(claims[0]) + WAY


@pytest.mark.parametrize(
    "odd",
    [
        "//evil.example/",
        "status=nonsense",
        "unknown=1",
        "sort=nonsense",
        "q=%00",
        "filed_on_after=2026-99-99",
        "x" * 5000,
    ],
    ids=["host", "value", "name", "sort", "nul", "day", "long"],
)
def test_an_odd_list_does_no_harm(checker, claims, odd):
    response = checker.get(address(claims[0]), {"list": odd})

    assert response.status_code == 200
    assert 'href="//' not in response.content.decode()


def test_what_one_may_not_see_is_no_neighbour(login, claims):
    client = login("welfare.view_mutualaidclaim")
    own, other, _ = claims
    own.member.union_group.officers.add(client.user)

    html = page(client, address(own) + WAY)

    assert address(other) not in html


def test_a_chip_taken_away_leaves_the_line_of_work(checker, claims):
    html = page(checker, WAITING + "&q=张")

    assert 'href="?q=%E5%BC%A0"' in html


def test_the_way_on_costs_the_same_in_a_long_list(checker, claims):
    url = address(claims[1]) + WAY
    checker.get(url)

    def cost():
        with CaptureQueriesContext(connection) as captured:
            checker.get(url)
        return len(captured)

    before = cost()
    plan = claims[0].plan
    MutualAidClaimFactory.create_batch(4, plan=plan, status="submitted")

    assert cost() == before


def walked(kind, text, user):
    """The records to which 下一条 leads from the first of the list, one by one."""
    queue = Queue.of_list(kind, QueryDict(text), user)
    url, found = queue.first(queue.rows()), []
    while url:
        pk = int(url.partition("?")[0].rstrip("/").rpartition("/")[2])
        found.append(pk)
        url = queue.place_of(kind.model(pk=pk)).following
    return found


def listed(client, kind, text):
    url = f"{kind.list_url}?{text}"
    return list(
        client.get(url).context["page_obj"].object_list.values_list("pk", flat=True)
    )


@each(record_kinds())
def test_the_way_through_a_list_meets_each_record_in_its_order(login, kind):
    client = login(*may(kind, "view"), ALL_GROUPS)
    factory_of(kind).create_batch(3)
    columns = [c for c in kind.columns if c.order]

    for column in columns:
        for sign in ("", "-"):
            text = f"sort={sign}{column.path}"
            assert walked(kind, text, client.user) == listed(client, kind, text)


@pytest.mark.parametrize("sign", ["", "-"], ids=["up", "down"])
def test_records_without_a_value_are_passed_in_their_place(checker, claims, sign):
    for claim, day in zip(claims, (None, dt.date(2026, 3, 1), None), strict=True):
        MutualAidClaim.objects.filter(pk=claim.pk).update(due_on=day)
    text = f"sort={sign}due_on"

    found = walked(CLAIM, text, checker.user)

    assert found == listed(checker, CLAIM, text)
    assert set(found) == {claim.pk for claim in claims}
