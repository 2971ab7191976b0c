"""What a signed summary names as a shortcoming stays: pages offer no change of it, and
say why; nor does any other way lead around that."""

import pytest
from django.urls import reverse

from reports import actions
from reports.models import Problem
from reports.records import PROBLEM
from reports.tests.factories import AnnualReportFactory, ProblemFactory
from union import bulk, undo
from union.actions import restore, update, void
from union.errors import RuleViolation

pytestmark = pytest.mark.django_db

WHY = "总结已签发，内容不能再改"


@pytest.fixture
def problem(report):
    return ProblemFactory(report=report)


@pytest.fixture
def sign(report, chair):
    return lambda: actions.sign(report, actor=chair)


@pytest.fixture
def office(client, staff):
    client.force_login(staff)
    return client


def html(client, url):
    return client.get(url).content.decode()


def test_in_a_draft_it_may_be_changed_and_voided(office, problem):
    page = html(office, problem.get_absolute_url())

    assert PROBLEM.url("update", problem.pk) in page
    assert PROBLEM.url("void", problem.pk) in page
    assert WHY not in page


def test_once_signed_the_page_offers_neither_and_says_why(office, problem, sign):
    sign()

    page = html(office, problem.get_absolute_url())

    assert PROBLEM.url("update", problem.pk) not in page
    assert PROBLEM.url("void", problem.pk) not in page
    assert f"{WHY}；如需重写，请由主席作废这份总结，再新建。" in page


def offered(office):
    form = office.get(reverse("reports:problem_create")).context["form"]
    return list(form.fields["report"].queryset), form["report"].value()


def test_the_only_draft_is_chosen_already(office, report, sign):
    sign()
    assert offered(office) == ([], None)

    draft = AnnualReportFactory(year=2025)
    assert offered(office) == ([draft], draft.pk)


def test_of_several_drafts_none_is_chosen(office, report):
    AnnualReportFactory(year=2025)
    _, chosen = offered(office)
    assert chosen is None


@pytest.mark.parametrize("page", ["update", "void", "restore"])
def test_the_address_of_a_change_leads_back_with_word(office, problem, sign, page):
    sign()

    response = office.get(PROBLEM.url(page, problem.pk), follow=True)

    assert response.redirect_chain == [(problem.get_absolute_url(), 302)]
    assert WHY in str(*response.context["messages"])


def test_no_action_gets_around_it(problem, staff, sign):
    batch = void(problem, actor=staff, reason="写错")
    other = ProblemFactory(report=problem.report)
    sign()

    with pytest.raises(RuleViolation, match=WHY):
        void(Problem.objects.get(pk=other.pk), actor=staff, reason="写错")
    with pytest.raises(RuleViolation, match=WHY):
        restore(Problem.objects.get(pk=problem.pk), actor=staff)
    with pytest.raises(RuleViolation, match=f"不能撤销：.*{WHY}"):
        undo.revert(batch, actor=staff)
    [(record, reason)] = undo.obstacles(batch)
    assert record == problem
    assert reason.startswith(WHY)


def test_it_cannot_be_taken_to_another_report(problem, staff, sign):
    sign()
    problem.report = AnnualReportFactory(year=2025)

    with pytest.raises(RuleViolation, match=WHY):
        update(problem, actor=staff, version=problem.version)


def test_of_many_those_are_refused(problem, sign):
    free = ProblemFactory(report=AnnualReportFactory(year=2025))
    sign()

    plan = bulk.plan_void(PROBLEM, Problem.objects.all())

    assert plan.good == [free]
    assert plan.refused[problem.pk].startswith(WHY)


def test_a_signed_report_offers_no_more_of_them(office, report, sign):
    new = f"{PROBLEM.url('create')}?report={report.pk}"
    assert new in html(office, report.get_absolute_url())

    sign()

    assert new not in html(office, report.get_absolute_url())
    form = office.get(reverse("reports:problem_create")).context["form"]
    assert report not in form.fields["report"].queryset
