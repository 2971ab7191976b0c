"""A claim's pages: what they warn of, and which steps they offer to whom."""

import datetime as dt
import re
from decimal import Decimal

import pytest

from members.tests.factories import MemberFactory
from union.models import Attachment, UndoBatch
from union.tests.factories import UserFactory
from welfare import actions
from welfare.models import MutualAidClaim
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
    member = MemberFactory(staff_no="1001")
    plan = MutualAidPlanFactory(claim_deadline_days=10, max_payout=Decimal("20000"))
    MutualAidEnrolmentFactory(plan=plan, member=member)
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


@pytest.mark.parametrize("move", ["submit", "check", "approve"])
def test_what_is_doubtful_of_a_claim_is_told_to_who_decides(client, move):
    status = {"submit": "draft", "check": "submitted", "approve": "reported_up"}[move]
    plan = MutualAidPlanFactory(claim_deadline_days=10, max_payout=Decimal("20000"))
    claim = MutualAidClaimFactory(
        plan=plan,
        status=status,
        amount_claimed=Decimal("99999"),
        submitted_by=UserFactory(role="staff"),
    )
    client.force_login(UserFactory(role="staff" if move == "submit" else "chair"))

    page = client.get(f"{claim.get_absolute_url()}{move}/").content.decode()

    assert "已过申报截止日（2026-02-11），可能不予受理" in page
    assert "最多按 20,000.00 元赔付" in page


def test_the_newest_plans_come_first_and_before_them_those_of_the_member(login):
    member = MemberFactory(staff_no="1001")
    old, new, newest = (
        MutualAidPlanFactory(
            period_from=dt.date(year, 1, 1), period_to=dt.date(year, 12, 31)
        )
        for year in (2024, 2025, 2026)
    )
    MutualAidEnrolmentFactory(plan=old, member=member)
    may = ("welfare.add_mutualaidclaim", "welfare.view_mutualaidclaim")
    client = login(*may, ALL)

    def plans(**query):
        form = client.get(CLAIM.url("create"), query).context["form"]
        return choices(form["plan"].as_widget())

    assert plans() == [newest.name, new.name, old.name]
    grouped = ["已参保的计划", old.name, "其他计划", newest.name, new.name]
    assert plans(member=member.pk) == grouped
    assert plans(member="abc") == plans()
    about = client.get(CLAIM.url("about"), {"member": "1001", "plan": new.pk})
    assert choices(about.context["changed"][0]) == grouped
    assert f'<option value="{new.pk}" selected>' in about.content.decode()
    refused = client.post(CLAIM.url("create"), {"member": "1001"}).context["form"]
    assert choices(refused["plan"].as_widget()) == grouped


def choices(select):
    """The words of a list and of its groups."""
    found = re.findall(r'<option value="[^"]+"[^>]*>(.*?)<|label="(.*?)"', select)
    return [text or label for text, label in found]


def test_the_amount_that_is_claimed_stands_in_the_list(client):
    MutualAidClaimFactory(amount_claimed=Decimal("1234.50"))
    client.force_login(UserFactory(role="chair"))

    assert "1,234.50" in client.get(CLAIM.list_url).content.decode()


@pytest.mark.parametrize("page", ["create", "batch"])
def test_who_is_not_in_the_plan_is_refused_at_once(login, page):
    MemberFactory(staff_no="1001")
    plan = MutualAidPlanFactory()
    client = login("welfare.add_mutualaidclaim", "welfare.view_mutualaidclaim", ALL)
    values = {
        "member": "1001",
        "plan": plan.pk if page == "create" else "",
        "all-plan": plan.name,
        "event_type": "住院" if page == "batch" else "hospital",
        "event_date": "2026-02-01",
        "filed_on": "2026-02-12",
        "headcount": "1",
        "person_times": "1",
        "do": "save",
    }

    answer = client.post(CLAIM.url(page), values)

    assert "没有参加" in answer.content.decode()
    assert not MutualAidClaim.objects.exists()


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


@pytest.fixture
def approved(login):
    """(a client that may register payments, a claim of 536.92 元 to be paid)"""
    client = login("welfare.change_mutualaidclaim", "welfare.view_mutualaidclaim", ALL)
    claim = MutualAidClaimFactory(
        status="approved",
        amount_claimed=Decimal("536.92"),
        filed_on=dt.date(2026, 3, 1),
    )
    return client, claim


@pytest.mark.time_machine(dt.datetime(2026, 6, 3, 4, tzinfo=dt.UTC))
def test_a_payment_starts_today_in_its_first_box(approved):
    client, claim = approved

    form = client.get(CLAIM.url("pay", claim.pk)).context["form"]

    assert form["paid_on"].value() == dt.date(2026, 6, 3)
    assert "autofocus" in str(form["amount_paid"])


@pytest.mark.time_machine(dt.datetime(2026, 6, 3, 4, tzinfo=dt.UTC))
def test_more_than_the_chair_approved_is_not_paid(approved):
    client, claim = approved
    sent = {"paid_on": "2026-06-03", "version": claim.version, "reason": "补发差额"}

    page = client.post(CLAIM.url("pay", claim.pk), sent | {"amount_paid": "536.93"})

    assert page.context["form"].errors == {
        "amount_paid": [
            "赔付金额 536.93 元大于主席审定的申请金额 536.92 元：填错了的请改正；"
            "确实多赔的，请先点“要求补正”，由登记人把申请金额改正后重新提交、初审、"
            "上报和审定"
        ]
    }
    client.post(CLAIM.url("pay", claim.pk), sent | {"amount_paid": "536.92"})
    claim.refresh_from_db()
    assert (claim.status, claim.amount_paid) == ("paid", Decimal("536.92"))


def test_a_reason_of_one_letter_is_none(client):
    claim = MutualAidClaimFactory(status="reported_up")
    client.force_login(UserFactory(role="chair"))
    sent = {"version": claim.version, "reason": "补"}

    page = client.post(CLAIM.url("refuse", claim.pk), sent)

    assert page.context["form"].errors == {
        "reason": ["“补”看不出原因，请写清楚，至少两个字"]
    }
    claim.refresh_from_db()
    assert claim.status == "reported_up"


def test_the_chair_takes_a_decision_back_from_its_notice(client):
    clerk, chair = UserFactory(role="staff"), UserFactory(role="chair")
    claim = MutualAidClaimFactory(status="reported_up", submitted_by=clerk)
    client.force_login(chair)

    sent = {"version": claim.version, "reason": "不在保障范围"}
    page = client.post(CLAIM.url("refuse", claim.pk), sent, follow=True)

    batch = UndoBatch.objects.get()
    assert f"/undo/{batch.pk}/" in page.content.decode()
    client.post(f"/undo/{batch.pk}/")
    claim.refresh_from_db()
    assert (claim.status, claim.decision_note) == ("reported_up", "")


def test_a_decision_on_which_others_built_is_not_taken_back(client):
    clerk, chair = UserFactory(role="staff"), UserFactory(role="chair")
    claim = MutualAidClaimFactory(status="reported_up", submitted_by=clerk)
    client.force_login(chair)
    client.post(CLAIM.url("approve", claim.pk), {"version": claim.version})
    batch = UndoBatch.objects.get()
    claim.refresh_from_db()
    actions.pay(
        claim, actor=clerk, amount_paid=Decimal("700"), paid_on=dt.date(2026, 3, 12)
    )

    client.post(f"/undo/{batch.pk}/")

    claim.refresh_from_db()
    assert claim.status == "paid"


@pytest.mark.time_machine(dt.datetime(2026, 6, 3, 4, tzinfo=dt.UTC))
def test_a_payment_is_taken_back_from_its_notice(approved):
    client, claim = approved
    sent = {"amount_paid": "500", "paid_on": "2026-06-03", "version": claim.version}

    page = client.post(CLAIM.url("pay", claim.pk), sent, follow=True)

    batch = UndoBatch.objects.get()
    assert f"/undo/{batch.pk}/" in page.content.decode()
    client.post(f"/undo/{batch.pk}/")
    claim.refresh_from_db()
    assert (claim.status, claim.amount_paid, claim.paid_on) == ("approved", None, None)


def test_a_payment_without_its_amount_asks_for_it_by_name(approved):
    client, claim = approved

    page = client.post(CLAIM.url("pay", claim.pk), {"paid_on": "2026-06-03"})

    assert page.context["form"].errors["amount_paid"] == ["请填写赔付金额（元）"]


def test_of_a_submitted_claim_only_the_rest_can_be_changed(login):
    claim = MutualAidClaimFactory(status="submitted")
    client = login("welfare.change_mutualaidclaim", "welfare.view_mutualaidclaim", ALL)
    why = "该申请“待初审”，申请内容已不能修改；确需更正，请先办理“要求补正”"

    page = client.get(claim.get_absolute_url()).content.decode()
    form = client.get(CLAIM.url("update", claim.pk))
    client.post(
        CLAIM.url("update", claim.pk),
        {
            "amount_claimed": "900",
            "batch_no": "第3批",
            "member_status": "in_service",
            "version": "1",
        },
    )

    assert why in page
    assert "修改其他项" in page
    assert list(form.context["form"].fields) == [
        "batch_no",
        "member_status",
        "note",
        "headcount_qualifier",
    ]
    assert f"{why}。这里只列出还能改的项目" in form.content.decode()
    assert "800.00" in form.content.decode()
    claim.refresh_from_db()
    assert (claim.batch_no, claim.amount_claimed) == ("第3批", Decimal("800.00"))


def test_a_draft_can_be_changed_as_a_whole(login):
    claim = MutualAidClaimFactory()
    client = login("welfare.change_mutualaidclaim", "welfare.view_mutualaidclaim", ALL)

    form = client.get(CLAIM.url("update", claim.pk)).context["form"]

    assert "amount_claimed" in form.fields
    assert not form.why_locked
    assert "修改其他项" not in client.get(claim.get_absolute_url()).content.decode()


def test_the_page_and_its_steps_say_which_papers_are_there(client):
    client.force_login(UserFactory(role="staff"))
    claim = MutualAidClaimFactory()
    pages = (claim.get_absolute_url(), CLAIM.url("submit", claim.pk))

    def papers():
        return [client.get(page).content.decode() for page in pages]

    for page in papers():
        assert "还没有上传证明材料（诊断证明、出院小结、结算单等）" in page
    assert f'<a href="{pages[0]}#attachments">' in papers()[1]
    Attachment.objects.create(
        record=claim,
        uploaded_by=UserFactory(),
        original_name="出院小结.pdf",
        kind="pdf",
        size=1,
        sha256="0",
    )
    for page in papers():
        assert "还没有上传" not in page
        assert "证明材料（诊断证明、出院小结、结算单等）（1 份）：" in page
    assert "提交后由其他干事或主席初审" in papers()[1]
