"""Many figures at once: few queries, and parts that agree with the whole."""

import datetime as dt

import pytest
from django.db.models import Avg

from union.accounts.command_line import COMMAND_LINE
from union.figures import (
    UNION_PARTS,
    compute,
)
from welfare.choices import Occasion

from .figures import YEAR, figure, visit, visits


@pytest.mark.django_db
def test_more_figures_than_one_union_holds_are_all_computed(django_assert_num_queries):
    for month in range(1, 13):
        visit(month, date=dt.date(2026, month, 15))
    many = [
        visits(key=f"until_{n}", when=until(dt.date(2026, 1 + n % 12, 28)))
        for n in range(2 * UNION_PARTS + 1)
    ]

    with django_assert_num_queries(3):
        values = compute(many, YEAR, COMMAND_LINE)

    assert len(values) == 121
    assert [values[f"until_{n}"].number for n in (0, 1, 11, 12, 119, 120)] == [
        1,
        3,
        78,
        1,
        78,
        1,
    ]


def until(day):
    return lambda period: {"date_after": period.start, "date_before": day}


@pytest.mark.django_db
def test_a_split_adds_up_to_the_whole():
    visit(2, occasion="sick")
    visit(3, occasion="festival")
    whole = visits(key="all")
    parts = whole.split("occasion", list(Occasion), label="{choice}")

    values = compute([whole, *parts], YEAR, COMMAND_LINE)

    assert values["all"].number == 5
    assert {k: v.number for k, v in values.items() if v.number} == {
        "all": 5,
        "all_sick": 2,
        "all_festival": 3,
    }
    assert values["all_sick"].figure.definition == "口径；仅“患病”"


@pytest.mark.django_db
def test_sums_and_averages_together_take_two_queries(django_assert_num_queries):
    visit(3)
    both = [visits(key="sum"), figure("mean", measure=Avg("headcount"))]

    with django_assert_num_queries(2):
        values = compute(both, YEAR, COMMAND_LINE)

    assert (values["sum"].number, values["mean"].number) == (3, 3.0)
