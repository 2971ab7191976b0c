import datetime as dt
from decimal import Decimal

import pytest

from congress.figures import FIGURES
from members.tests.factories import DepartmentFactory
from union.accounts.command_line import COMMAND_LINE
from union.figures import compute
from union.periods import Period

from .factories import CongressSessionFactory, DisclosureItemFactory, ProposalFactory

pytestmark = pytest.mark.django_db

LAST_YEAR = dt.date(2025, 3, 21)


def numbers(as_of=None):
    period = Period.of_year(2026, as_of)
    return {
        key: value.number
        for key, value in compute(FIGURES, period, COMMAND_LINE).items()
    }


def test_keys_are_given_once():
    keys = [figure.key for figure in FIGURES]

    assert len(keys) == len(set(keys))


def test_sessions_of_the_year_are_counted_by_kind():
    CongressSessionFactory(
        observers_count=27,
        attendance_total=80,
        attendance_qualifier="nearly",
        reports_heard=2,
        items_passed=3,
    )
    CongressSessionFactory(date=LAST_YEAR, reports_heard=9)
    CongressSessionFactory.create_batch(3, kind="joint", delegates_present=12)

    values = compute(FIGURES, Period.of_year(2026), COMMAND_LINE)

    assert values["congress_attendance"].text == "近80人"
    assert {
        key: values[key].number
        for key in (
            "congress_sessions_held",
            "joint_meetings",
            "delegates_present",
            "congress_observers",
            "agenda_reports",
            "agenda_items_passed",
        )
    } == {
        "congress_sessions_held": 1,
        "joint_meetings": 3,
        "delegates_present": 53,
        "congress_observers": 27,
        "agenda_reports": 2,
        "agenda_items_passed": 3,
    }


def year_of_papers():
    session = CongressSessionFactory()
    department = DepartmentFactory()

    def paper(**facts):
        if facts.keys() & {"assigned", "replied", "answered", "closed"}:
            facts["handling_department"] = department
        return ProposalFactory(session=session, **facts)

    paper(submitted_on=None)  # a draft is never counted
    paper(kind="discussion", category="pay")
    paper(kind="discussion", decision="converted", decision_reason="日常事务")
    paper(kind="opinion", category="pay")
    paper(decision="not_filed", decision_reason="个人事项")
    paper(decision="converted", decision_reason="日常事务", category="nursing")
    paper(accepted=True)
    paper(assigned=True)
    paper(replied=True)
    paper(answered=True)
    paper(closed=True, satisfaction="basically", reply_category="planned")
    paper(replied=True, satisfaction="no_answer", feedback_note="电话两次未接")
    paper(replied=True, satisfaction="unsatisfied")
    ProposalFactory(session__date=LAST_YEAR)
    return session


def test_papers_of_the_year_are_counted_as_the_handling_report_does():
    year_of_papers()

    found = numbers()

    assert found["proposals_total"] == 10
    assert found["proposals_total_proposal"] == 9
    assert found["proposals_total_opinion"] == 1
    assert found["proposals_by_category_pay"] == 1
    assert found["proposals_by_category_nursing"] == 1
    assert found["proposals_by_category_logistics"] == 8
    assert found["opinions_recorded"] == 2
    assert found["proposals_filed"] == 7
    assert found["proposals_filed_rate"] == Decimal("70.0")
    assert found["proposals_accepted"] == 8
    assert found["proposals_handled"] == 5
    assert found["proposals_handled_rate"] == Decimal("62.5")
    assert found["proposals_resolved"] == 4
    assert found["proposals_resolved_rate"] == Decimal("50.0")
    assert found["proposals_answered"] == 3
    assert found["proposals_satisfied"] == 2
    assert found["proposals_satisfied_rate"] == Decimal("66.7")


def test_what_came_after_the_day_of_the_report_is_not_counted():
    year_of_papers()

    found = numbers(as_of=dt.date(2026, 5, 7))

    assert found["proposals_total"] == 10
    assert found["proposals_filed"] == 7
    assert found["proposals_handled"] == 0
    assert numbers(as_of=dt.date(2026, 3, 25))["proposals_filed"] > 0
    assert numbers(as_of=dt.date(2026, 3, 24))["proposals_filed"] == 0


def test_a_decision_without_a_day_counts_from_the_day_of_the_session():
    ProposalFactory(decision="filed", decided_on=None)

    assert numbers()["proposals_filed"] == 1


def test_the_groups_of_disclosure_add_up():
    DisclosureItemFactory(category="major", channels="党政联席会")
    DisclosureItemFactory.create_batch(2, category="operation", channels="院务会")
    DisclosureItemFactory.create_batch(6, category="interests")
    DisclosureItemFactory.create_batch(7, category="leadership", channels="局域网")
    DisclosureItemFactory.create_batch(2, register="finance", category="finance")
    DisclosureItemFactory(register="union", category="", channels="公众号")
    DisclosureItemFactory(disclosed_on=LAST_YEAR, channels="职代会")

    found = numbers()

    assert found["disclosure_total"] == 16
    assert found["disclosure_major"] == 1
    assert found["disclosure_operation"] == 2
    assert found["disclosure_interests"] == 6
    assert found["disclosure_leadership"] == 7
    assert found["disclosure_channels"] == 4
    assert found["finance_disclosures"] == 2


def test_a_year_without_disclosure_has_no_channels():
    assert numbers()["disclosure_channels"] == 0
