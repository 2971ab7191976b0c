"""A claim's pages: what they warn of, and which steps they offer to whom."""

import datetime as dt
from decimal import Decimal

import pytest

from members.tests.factories import MemberFactory
from union.tests.factories import UserFactory
from welfare.records import CLAIM

from .factories import (
    MutualAidClaimFactory,
    MutualAidEnrolmentFactory,
    MutualAidPlanFactory,
)

pytestmark = pytest.mark.django_db

ALL = "members.view_all_groups"


@pytest.mark.time_machine(dt.datetime(2026, 6, 3, 4, tzinfo=dt.UTC))
def test_a_new_claim_is_filed_today(login):
    client = login("welfare.add_mutualaidclaim", "welfare.view_mutualaidclaim", ALL)

    form = client.get(CLAIM.url("create")).context["form"]

    assert form["filed_on"].value() == dt.date(2026, 6, 3)


@pytest.mark.parametrize("button", [{}, {"again": "1"}])
def test_a_late_claim_over_the_cap_is_saved_and_told_once(login, button):
    MemberFactory(staff_no="1001")
    plan = MutualAidPlanFactory(claim_deadline_days=10, max_payout=Decimal("20000"))
    client = login("welfare.add_mutualaidclaim", "welfare.view_mutualaidclaim", ALL)

    page = client.post(
        CLAIM.url("create"),
        {
            "member": "1001",
            "plan": plan.pk,
            "event_type": "hospital",
            "event_date": "2026-02-01",
            "filed_on": "2026-02-12",
            "headcount": "1",
            "person_times": "1",
            "amount_claimed": "99999",
            **button,
        },
        follow=True,
    )

    assert (
        page.content.decode().count("已过申报截止日（2026-02-11），可能不予受理") == 1
    )
    assert (
        page.content.decode().count("最高赔付 20,000.00 元，最多按 20,000.00 元赔付")
        == 1
    )


def offered(client, claim):
    page = client.get(claim.get_absolute_url())
    return [move.name for move, _ in page.context["moves"]], page.content.decode()


def test_the_chair_checks_what_the_only_clerk_submitted(client):
    clerk, chair = UserFactory(role="staff"), UserFactory(role="chair")
    claim = MutualAidClaimFactory(status="submitted", submitted_by=clerk)
    MutualAidEnrolmentFactory(plan=claim.plan, member=claim.member)

    client.force_login(clerk)
    names, text = offered(client, claim)
    assert names == ["supplement"]
    assert "这份申请由您提交，请其他干事或主席初审" in text

    client.force_login(chair)
    names, text = offered(client, claim)
    assert names == ["check", "supplement"]
    assert "由您提交" not in text
    client.post(CLAIM.url("check", claim.pk), {"version": claim.version})
    claim.refresh_from_db()
    assert claim.status == "unit_checked"


@pytest.mark.time_machine(dt.datetime(2026, 6, 3, 4, tzinfo=dt.UTC))
@pytest.mark.parametrize(("batch_no", "shown"), [("第3批", "第3批"), ("", "2026-06")])
def test_the_batch_starts_as_the_claims_or_this_months(login, batch_no, shown):
    claim = MutualAidClaimFactory(status="unit_checked", batch_no=batch_no)
    client = login("welfare.change_mutualaidclaim", "welfare.view_mutualaidclaim", ALL)

    form = client.get(CLAIM.url("report-up", claim.pk)).context["form"]

    assert form["batch_no"].value() == shown


def test_a_submitted_claim_can_no_longer_be_changed(login):
    claim = MutualAidClaimFactory(status="submitted")
    client = login("welfare.change_mutualaidclaim", "welfare.view_mutualaidclaim", ALL)

    page = client.post(
        CLAIM.url("update", claim.pk),
        {
            "member": claim.member.reference,
            "plan": claim.plan.pk,
            "event_type": "hospital",
            "event_date": "2026-02-01",
            "filed_on": "2026-02-20",
            "headcount": "1",
            "person_times": "1",
            "member_status": "in_service",
            "amount_claimed": "900",
            "version": "1",
        },
    )

    assert page.context["form"].errors["amount_claimed"] == [
        "该申请“待初审”，申请内容已不能修改；确需更正，请先办理“要求补正”"
    ]
