"""The pages of this room in a real browser."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from congress.models import Proposal

from .factories import CongressSessionFactory, DisclosureItemFactory, ProposalFactory

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def overdue():
    today = timezone.localdate()
    return ProposalFactory(
        assigned=True,
        session__date=today - dt.timedelta(days=100),
        submitted_on=today - dt.timedelta(days=110),
        decided_on=today - dt.timedelta(days=90),
        assigned_on=today - dt.timedelta(days=80),
        due_on=today - dt.timedelta(days=20),
    )


def test_a_late_proposal_is_answered(as_role, axe, shot):
    proposal = overdue()
    page = as_role("staff")
    page.goto(proposal.get_absolute_url())
    expect(page.get_by_text("逾期 20 天")).to_be_visible()
    assert axe(page) == []
    shot("proposal")

    page.get_by_role("link", name="登记答复").click()
    page.get_by_label("办理结果").select_option("已解决")
    page.get_by_label("答复内容").fill("已增设三处饮水点")
    shot("proposal-reply")
    page.get_by_role("button", name="确定登记答复").click()

    expect(page.get_by_text("已登记答复，请收集提案人的反馈")).to_be_visible()
    assert Proposal.objects.get().status == "replied"


@pytest.mark.parametrize("kind", ["congresssession", "proposal", "disclosureitem"])
def test_lists_and_forms_are_accessible(as_role, axe, shot, kind):
    overdue()
    CongressSessionFactory(delegates_present=39)
    DisclosureItemFactory()
    page = as_role("staff")
    for action in ("list", "create"):
        page.goto(reverse(f"congress:{kind}_{action}"))
        shot(f"{kind}-{action}")
        assert axe(page) == []
