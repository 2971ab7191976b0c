"""How SQLite, which keeps no statistics here, finds what the rules must know: by the
members concerned, not through all that others got on the same occasion or plan."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from welfare.tests.factories import ConsolationFactory, MutualAidEnrolmentFactory

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="plans of SQLite"),
]


def plan_of_facts(record):
    """The plan of the query that reads records of the same kind."""
    table = f'FROM "{record._meta.db_table}"'
    with CaptureQueriesContext(connection) as queries:
        type(record).gather_facts([record])
    [sql] = [query["sql"] for query in queries if table in query["sql"]]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        return " ".join(row[3] for row in cursor.fetchall())


def test_earlier_consolations_are_found_by_their_member():
    assert "USING INDEX consolations_of_a_member" in plan_of_facts(ConsolationFactory())


def test_earlier_enrolments_are_found_by_their_member():
    plan = plan_of_facts(MutualAidEnrolmentFactory())
    assert "USING INDEX welfare_mutualaidenrolment_member_id" in plan
