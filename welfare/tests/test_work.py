import datetime as dt

import pytest

from union.tests.factories import UserFactory
from welfare.work import waiting

from .factories import (
    ConsolationFactory,
    MutualAidClaimFactory,
    MutualAidPlanFactory,
)

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 3, 2)
OTHER_DEADLINE = {"plan__claim_deadline_days": None}


SEES = (
    "members.view_all_groups",
    "welfare.view_mutualaidclaim",
    "welfare.view_mutualaidplan",
)
DEADLINE = "互助申请到申报期限"
RENEWAL = "互助计划即将到期，请办理续保"


def items(user, today=TODAY):
    return {item.title: item for item in waiting(user, today)}


def user_with(*perms):
    return UserFactory(perms=[*SEES, *perms])


def listed(client_user, client, item):
    client.force_login(client_user)
    return client.get(item.url).context["page_obj"].paginator.count


def claims(status, number=1, **values):
    return MutualAidClaimFactory.create_batch(
        number, status=status, **{**OTHER_DEADLINE, **values}
    )


def test_what_i_submitted_does_not_wait_for_my_check(client):
    checker = user_with("welfare.check_mutualaidclaim")
    claims("submitted", 2, submitted_by=UserFactory())
    claims("submitted", submitted_by=checker)

    found = items(checker)

    assert {title: item.count for title, item in found.items()} == {
        "待初审的互助申请": 2
    }
    assert listed(checker, client, found["待初审的互助申请"]) == 2


def test_the_chair_of_a_union_with_one_clerk_is_told_what_to_check():
    clerk, chair = UserFactory(role="staff"), UserFactory(role="chair")
    claims("submitted", 3, submitted_by=clerk)

    assert items(chair)["待初审的互助申请"].count == 3
    assert "待初审的互助申请" not in items(clerk)


def test_the_clerk_sees_what_is_to_be_reported_paid_and_supplemented():
    claims("unit_checked", 1)
    claims("approved", 2)
    claims("supplement", 3)
    claims("draft", 4)
    clerk = user_with("welfare.change_mutualaidclaim")

    assert {title: item.count for title, item in items(clerk).items()} == {
        "待上报的互助申请": 1,
        "待登记赔付的互助申请": 2,
        "待补正的互助申请": 3,
    }


def test_the_chair_sees_what_is_to_be_decided():
    claims("reported_up", 2)
    chair = user_with("welfare.approve_mutualaidclaim")

    assert [item.title for item in items(chair).values()] == ["待审定的互助申请"]


def test_a_deadline_is_near_thirty_days_before_it(client):
    clerk = user_with("welfare.change_mutualaidclaim")
    near = {"event_date": dt.date(2025, 10, 3), "plan__claim_deadline_days": 180}
    claims("draft", **near)  # due on 2026-04-01, in thirty days
    claims("draft", **{**near, "event_date": dt.date(2025, 10, 4)})
    claims("reported_up", **near)

    item = items(clerk)[DEADLINE]

    assert (item.count, item.due) == (1, dt.date(2026, 4, 1))
    assert listed(clerk, client, item) == 1


def test_a_plan_that_ends_within_sixty_days_is_to_be_renewed(client):
    clerk = user_with("welfare.change_mutualaidplan")
    for end in (TODAY, dt.date(2026, 5, 1), dt.date(2026, 5, 2), dt.date(2026, 3, 1)):
        MutualAidPlanFactory(period_from=dt.date(2025, 1, 1), period_to=end)

    found = [item for item in waiting(clerk, TODAY) if item.title == RENEWAL]

    assert [(item.count, item.due) for item in found] == [
        (1, TODAY),
        (1, dt.date(2026, 5, 1)),
    ]
    assert [listed(clerk, client, item) for item in found] == [1, 1]


def test_money_of_this_year_waits_for_its_voucher():
    clerk = user_with("welfare.view_consolation", "welfare.change_consolation")
    ConsolationFactory()
    ConsolationFactory(voucher_no="记-12")
    ConsolationFactory(cash_amount=0)
    ConsolationFactory(date=dt.date(2025, 12, 31))

    item = items(clerk)["慰问有金额、未登记凭证号"]

    assert (item.count, item.weight, item.since) == (1, 1, dt.date(2026, 2, 3))


@pytest.mark.parametrize(
    ("today", "waits"), [(dt.date(2026, 1, 31), True), (dt.date(2026, 2, 1), False)]
)
def test_in_january_the_vouchers_of_last_year_are_still_asked_for(today, waits):
    clerk = user_with("welfare.view_consolation", "welfare.change_consolation")
    ConsolationFactory(date=dt.date(2025, 12, 31))

    assert ("慰问有金额、未登记凭证号" in items(clerk, today)) is waits


def test_nothing_waits_for_who_may_do_nothing(django_assert_num_queries):
    auditor = user_with()
    claims("submitted")
    auditor.get_all_permissions()

    with django_assert_num_queries(0):
        assert items(auditor) == {}


def test_it_takes_one_query_however_much_waits(django_assert_num_queries):
    clerk = user_with(
        "welfare.change_mutualaidclaim",
        "welfare.check_mutualaidclaim",
        "welfare.change_mutualaidplan",
    )
    claims("submitted", 3, submitted_by=UserFactory())
    claims("approved", 2)
    clerk.get_all_permissions()

    with django_assert_num_queries(1):
        assert len(items(clerk)) == 2
