"""After a summary is signed: whoever changes what it counts is told, and so are the
chair and the readers of its numbers."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from activities.tests.factories import ActivityFactory, ActivitySessionFactory
from members.models import MembershipEvent
from members.tests.factories import MemberFactory, MembershipEventFactory
from reports import actions, signed
from reports.tests.factories import AnnualReportFactory
from reports.work import waiting
from union import actions as record_actions
from union import audit
from union.models import AuditEntry
from union.tests.factories import UserFactory
from welfare.tests.factories import ConsolationFactory

pytestmark = pytest.mark.django_db

REMARK = "这条记录计入已签发的2024年工作总结"


@pytest.fixture
def signed_report(report, gift, chair):
    section = report.sections.get(key="S4")
    section.text = "慰问{{consol_total_visits}}，金额{{consol_total_amount}}。"
    section.save()
    return actions.sign(report, actor=chair)


def raise_amount(gift, actor):
    gift.cash_amount = Decimal("300.00")
    gift.prepare()
    gift.save()
    audit.log(actor, AuditEntry.Action.UPDATE, gift)


def lines(user):
    today = timezone.localdate()
    return [item for item in waiting(user, today) if "之后有变化" in item.title]


def test_who_voids_a_counted_record_is_told(client, signed_report, gift):
    user = UserFactory(role="staff")
    client.force_login(user)
    url = reverse("welfare:consolation_void", args=[gift.pk])
    form = {"reason": "重复登记", "version": str(gift.version)}
    page = client.post(url, form, follow=True).content.decode()
    assert REMARK in page
    assert f'href="{signed_report.get_absolute_url()}#changes"' in page


def test_a_record_of_another_year_or_of_a_draft_needs_no_word(report, gift, staff):
    def remark(record):
        return signed.remark(type(record), [record.pk], staff)

    assert remark(gift) == {}
    actions.sign(report, actor=UserFactory(role="chair"))
    assert list(remark(gift)) == [
        "这条记录计入已签发的2024年工作总结，总结中的数字保持签发时的数；"
        "与现值的差异列在总结页面的“签发后的变化”"
    ]
    assert remark(ConsolationFactory(date=dt.date(2025, 5, 1))) == {}


def test_a_signed_report_that_was_taken_back_says_nothing(signed_report, gift, chair):
    record_actions.void(signed_report, actor=chair, reason="重新起草")

    assert signed.remark(type(gift), [gift.pk], chair) == {}


def test_a_part_counts_with_its_whole(signed_report, staff):
    activity = ActivityFactory(date=dt.date(2024, 5, 1), status="held")
    session = ActivitySessionFactory(activity=activity, date=dt.date(2024, 5, 1))
    assert signed.remark(type(session), [session.pk], staff)


@pytest.mark.parametrize(
    ("change", "is_told"),
    [
        ({"date": dt.date(2026, 11, 22)}, False),
        ({"date": dt.date(2025, 1, 1)}, False),
        ({"date": dt.date(2024, 12, 31)}, True),
    ],
    ids=["long after", "next day", "last day"],
)
def test_a_change_of_membership_counts_up_to_the_end_of_the_year(
    signed_report, staff, change, is_told
):
    member = MemberFactory(joined_on=dt.date(2020, 3, 1))
    event = MembershipEventFactory(member=member, change_type="retire", **change)

    told = signed.remark(MembershipEvent, [event.pk], staff)

    assert [text.startswith(REMARK) for text in told] == [True] * is_told


def test_a_change_of_an_earlier_year_counts_if_it_still_holds(signed_report, staff):
    member = MemberFactory(joined_on=dt.date(2020, 3, 1))
    retired = MembershipEventFactory(
        member=member, change_type="retire", date=dt.date(2023, 5, 1)
    )

    assert signed.remark(MembershipEvent, [retired.pk], staff)

    MembershipEventFactory(
        member=member, change_type="reinstate", date=dt.date(2023, 9, 1)
    )
    assert not signed.remark(MembershipEvent, [retired.pk], staff)


def test_the_remark_costs_the_same_for_many_signed_reports(signed_report, gift, staff):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            signed.remark(type(gift), [gift.pk], staff)
        return len(captured)

    signed.remark(type(gift), [gift.pk], staff)
    few = queries()
    for year in (2021, 2022):
        draft = AnnualReportFactory(year=year, created_by=staff)
        actions.sign(draft, actor=UserFactory(role="chair"))
    assert queries() == few


def test_the_chair_is_asked_to_look_until_the_changes_are_noted(
    client, signed_report, gift, staff, chair
):
    assert lines(chair) == []
    raise_amount(gift, staff)
    (line,) = lines(chair)
    assert line.title == "已签发的2024年工作总结之后有变化，请核对"
    assert line.url == f"{signed_report.get_absolute_url()}#changes"
    assert lines(staff) == []
    client.force_login(chair)
    page = client.get(signed_report.get_absolute_url()).content.decode()
    assert "变化已阅" in page
    seen = reverse("reports:annualreport_changes_seen", args=[signed_report.pk])
    client.post(seen)
    assert lines(chair) == []
    assert "签发后的变化已阅" in AuditEntry.objects.about(signed_report).first().note
    gift.cash_amount = Decimal("500.00")
    gift.prepare()
    gift.save()
    audit.log(staff, AuditEntry.Action.UPDATE, gift)
    assert len(lines(chair)) == 1


def test_only_who_signs_notes_the_changes(client, signed_report, staff):
    client.force_login(staff)
    seen = reverse("reports:annualreport_changes_seen", args=[signed_report.pk])
    assert client.post(seen).status_code == 403


def test_the_text_marks_each_number_that_differs_today(
    client, signed_report, gift, staff
):
    client.force_login(staff)
    url = reverse("reports:annualreport_text", args=[signed_report.pk])
    assert "现为" not in client.get(url).content.decode()
    raise_amount(gift, staff)
    page = client.get(url).content.decode()
    change = f"{signed_report.get_absolute_url()}#figure-consol_total_amount"
    assert f'href="{change}">现为 300.00 元</a>' in page
    assert ">100元</a>" in page
    assert "#figure-consol_total_visits" not in page


def test_the_list_behind_a_signed_number_says_what_was_signed(
    client, signed_report, gift, staff
):
    client.force_login(staff)
    raise_amount(gift, staff)
    url = reverse("reports:annualreport_text", args=[signed_report.pk])
    pieces = [
        piece
        for part, _ in client.get(url).context["parts"]
        if part.kind == "paragraph"
        for piece in part.pieces
    ]
    address = next(p.url for p in pieces if p.key == "consol_total_amount")
    said = "出自已签发的2024年工作总结，签发时“慰问总金额”为 100.00 元"
    assert said in client.get(address).content.decode()
    assert said not in client.get(address + "&occasion=illness").content.decode()
    plain = address.partition("&in_report")[0]
    assert "出自已签发的" not in client.get(plain).content.decode()
    client.force_login(UserFactory(role="leader"))
    assert "出自已签发的" not in client.get(address).content.decode()
