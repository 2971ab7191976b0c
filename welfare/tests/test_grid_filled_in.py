"""成批录入: what saving puts into empty cells stands in them before."""

import datetime as dt
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from members.tests.factories import MemberFactory
from welfare.models import MutualAidEnrolment
from welfare.records import ENROLMENT
from welfare.tests.factories import MutualAidPlanFactory

pytestmark = pytest.mark.django_db

URL = ENROLMENT.url("batch")


@pytest.fixture
def office(login):
    return login(
        "welfare.add_mutualaidenrolment",
        "welfare.view_mutualaidenrolment",
        "welfare.view_mutualaidplan",
        "members.view_all_groups",
    )


@pytest.fixture
def plan():
    return MutualAidPlanFactory(
        name="住院互助",
        period_from=dt.date(2026, 3, 1),
        period_to=dt.date(2027, 2, 28),
        premium="60.00",
    )


def grid(*rows, **others):
    """Rows of {column: text}, all newly insured with the plan above the grid."""
    columns = {n: [row.get(n, "") for row in rows] for n in ENROLMENT.grid.columns}
    shared = {"all-plan": "住院互助", "head-kind": "新参保"}
    return {"submission": str(uuid4()), "do": "check"} | shared | columns | others


def check(office, *rows, **others):
    """{index of the row: {column: text}} of what the page is told."""
    sent = grid(*rows, **others)
    answer = office.post(URL, sent, HTTP_ACCEPT="application/json").json()
    return {index: row["filled"] for index, row in answer["rows"].items()}


def people(first, number):
    for n in range(first, first + number):
        MemberFactory(staff_no=f"{n}")


def test_term_and_premium_of_the_plan_stand_in_the_row(office, plan):
    people(1001, 3)

    found = check(
        office,
        {"member": "1001"},
        {"member": "1002", "shares": "2", "period_from": "2026-5-1"},
        {"member": "1003", "premium": "30"},
    )

    term = {"period_from": "2026-03-01", "period_to": "2027-02-28"}
    assert found == {
        "0": {"shares": "1", "premium": "60.00", **term},
        "1": {"premium": "120.00", "period_to": "2027-02-28"},
        "2": {"shares": "1", **term},
    }


def test_a_row_that_cannot_be_read_foretells_nothing(office, plan):
    people(1001, 1)

    assert check(office, {"member": "8888"}) == {"0": {}}
    assert check(office, {"member": "1001"}, **{"all-plan": ""}) == {"0": {}}


def test_what_stands_at_the_head_is_not_repeated_in_the_row(office, plan):
    people(1001, 1)

    found = check(office, {"member": "1001"}, **{"head-period_to": "2026-12-31"})

    assert "period_to" not in found["0"]


def test_what_is_foretold_is_saved(office, plan):
    people(1001, 1)
    rows = [{"member": "1001", "shares": "3"}]

    found = check(office, *rows)["0"]
    office.post(URL, grid(*rows, do="save"))

    saved = MutualAidEnrolment.objects.get()
    assert found == {
        "period_from": f"{saved.period_from}",
        "period_to": f"{saved.period_to}",
        "premium": f"{saved.premium}",
    }


def test_without_scripts_the_page_shows_it_after_the_check(office, plan):
    people(1001, 1)

    page = office.post(URL, grid({"member": "1001"})).content.decode()

    assert (
        'value="" aria-labelledby="h-period_from n1" placeholder="2026-03-01"' in page
    )


def test_twenty_rows_take_as_many_queries_as_two(office, plan):
    people(1001, 20)
    rows = [{"member": f"{1001 + n}"} for n in range(20)]
    check(office, *rows)

    with CaptureQueriesContext(connection) as few:
        check(office, *rows[:2])
    with CaptureQueriesContext(connection) as many:
        assert check(office, *rows)["19"]["premium"] == "60.00"

    assert len(many) == len(few)
