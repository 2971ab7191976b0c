"""Two at one report or plan at the same moment: what is signed is what was seen."""

import pytest
from django.urls import reverse

from reports import actions
from reports.choices import ReportStatus
from reports.models import AnnualReport, PlanItem, ReportSection
from reports.tests.factories import (
    AnnualReportFactory,
    PlanItemFactory,
    ProblemFactory,
)
from union.accounts.command_line import COMMAND_LINE
from union.errors import RuleViolation
from union.tests.factories import UserFactory
from union.tests.test_races import at_once, of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def chair():
    return UserFactory(role="chair")


@pytest.fixture
def report():
    return AnnualReportFactory(year=2024)


def save(section, text):
    section = ReportSection.objects.get(pk=section.pk)
    actions.save_section(
        section,
        actor=COMMAND_LINE,
        version=section.version,
        heading=section.heading,
        text=text,
    )


@pytest.mark.parametrize("turn", range(3))
def test_no_text_is_saved_that_is_not_signed(report, chair, turn):
    section = report.sections.first()

    outcomes = at_once(
        lambda: actions.sign(report, actor=chair),
        lambda: save(section, "刚刚写的一段。"),
    )

    stored = AnnualReport.objects.get(pk=report.pk)
    section.refresh_from_db()
    assert stored.status == ReportStatus.SIGNED
    assert ("刚刚写的一段。" in str(stored.frozen)) is bool(section.text)
    assert len(of(RuleViolation, outcomes)) == (not section.text)


def sign_page(client, report, chair):
    client.force_login(chair)
    url = reverse("reports:annualreport_sign", args=[report.pk])
    context = client.get(url).context
    return url, {"seen": context["seen"], "version": report.version}


CHANGES = {
    "text": lambda report: save(report.sections.first(), "改写。"),
    "order": lambda report: actions.shift_section(
        report.sections.first(), 1, actor=COMMAND_LINE
    ),
    "section": lambda report: actions.add_section(
        report, actor=COMMAND_LINE, heading="又一节", text="文字"
    ),
    "problem": lambda report: ProblemFactory(report=report),
    "plan": lambda report: PlanItemFactory(plan_year=report.plan_year),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_nobody_signs_a_text_they_have_not_seen(client, report, chair, change):
    url, seen = sign_page(client, report, chair)
    change(report)

    page = client.post(url, seen)

    assert page.status_code == 409
    assert "刚刚被他人修改，请核对最新内容后再签发" in page.content.decode()
    again = {"seen": page.context["seen"], "version": report.version}
    assert client.post(url, again).status_code == 302
    report.refresh_from_db()
    assert report.is_signed


def test_what_was_seen_is_signed_at_the_first_click(client, report, chair):
    url, seen = sign_page(client, report, chair)

    assert client.post(url, seen).status_code == 302
    report.refresh_from_db()
    assert report.is_signed


def test_a_section_that_another_has_removed_does_not_move(report):
    """Between the look at the section and its move."""
    own = actions.add_section(
        report, actor=COMMAND_LINE, heading="多余的一节", text="文字"
    )
    actions.remove_section(own, actor=COMMAND_LINE)

    with pytest.raises(RuleViolation, match="这一节刚刚被他人删除"):
        actions.shift_section(own, -1, actor=COMMAND_LINE)


def test_what_is_offered_is_taken_into_the_plan_once():
    clerks = UserFactory(role="staff"), UserFactory(role="staff")
    wanted = {"schedule:2:组织职工体检", "schedule:9:中秋节慰问职工"}

    outcomes = at_once(
        *[
            lambda clerk=clerk: actions.accept_offer(2027, wanted, actor=clerk)
            for clerk in clerks
        ]
    )

    assert sorted(outcomes) == [0, 2]
    assert PlanItem.objects.count() == 2
