"""Figures, tried on consolations: what is summed, how it is said, who sees it."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db.models import Avg, Count, F, Max, Sum

from members.tests.factories import (
    MemberFactory,
    MembershipEventFactory,
    UnionGroupFactory,
)
from reports.registry import FIGURES
from union.accounts.command_line import COMMAND_LINE
from union.fields import MoneyField
from union.figures import Figure, compute
from union.periods import Period
from welfare.choices import Occasion, Relation

from .factories import UserFactory
from .figures import YEAR, figure, told, visit, visits

# --- periods ---


def test_a_year_ends_with_its_day_of_report():
    assert str(Period.of_year(2026)) == "2026-01-01—2026-12-31"
    half = Period.of_year(2026, as_of=dt.date(2026, 6, 30))
    assert str(half) == "2026-01-01—2026-06-30"
    late = Period.of_year(2026, as_of=dt.date(2027, 3, 1))
    assert str(late) == "2026-01-01—2026-12-31"


@pytest.mark.parametrize(
    ("end", "before"),
    [
        (dt.date(2026, 6, 30), "2025-01-01—2025-06-30"),
        (dt.date(2024, 2, 29), "2023-01-01—2023-02-28"),
    ],
)
def test_a_year_is_compared_with_the_same_part_of_the_year_before(end, before):
    assert str(Period(dt.date(end.year, 1, 1), end).before()) == before


# --- sums and their qualifiers ---


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("parts", "text"),
    [
        ([(3, "")], "3人次"),
        ([(300, "nearly")], "近300人次"),
        ([(300, "odd"), (5, "")], "约305人次"),
        ([(300, "nearly"), (20, "nearly")], "约320人次"),
        ([(300, "at_least"), (5, "")], "不少于305人次"),
        ([(300, "nearly"), (20, "odd")], "约320人次"),
        ([(300, "at_least"), (20, "odd"), (1, "")], "约321人次"),
        ([(300, "many")], "300多人次"),
    ],
)
def test_a_sum_is_as_exact_as_its_parts(parts, text):
    for headcount, qualifier in parts:
        visit(headcount, qualifier)

    assert told(visits()).text == text


@pytest.mark.django_db
def test_a_figure_without_qualifier_says_none():
    visit(300, "nearly")

    assert told(figure(measure=Sum("headcount"))).text == "300人次"


@pytest.mark.django_db
def test_only_valid_rows_of_the_period_and_the_filter_count():
    visit(1, date=dt.date(2026, 1, 1))
    visit(2, date=dt.date(2026, 12, 31))
    visit(4, date=dt.date(2025, 12, 31))
    visit(8, date=dt.date(2027, 1, 1))
    visit(16, occasion="sick")
    visit(32, voided_at=dt.datetime(2026, 5, 1, tzinfo=dt.UTC))

    value = told(visits(where={"occasion": Occasion.FESTIVAL}))

    assert (value.number, value.rows) == (3, 2)


@pytest.mark.django_db
def test_an_empty_list_is_nought_and_its_average_nothing():
    values = compute(
        [visits(key="sum"), figure("count"), figure("mean", measure=Avg("headcount"))],
        YEAR,
        COMMAND_LINE,
    )

    assert [values[key].text for key in ("sum", "count", "mean")] == [
        "0人次",
        "0人次",
        "—",
    ]
    assert [values[key].rows for key in ("sum", "count", "mean")] == [0, 0, 0]


# --- money ---


@pytest.mark.django_db
def test_money_is_exact_to_the_fen():
    for amount in ("0.10", "0.20", "9999999999.99", "9999999999.99"):
        visit(cash_amount=Decimal(amount))

    value = told(figure(measure=Sum("amount"), unit="元", places=2))

    assert value.number == Decimal("20000000000.28")
    assert value.text == "20000000000.28元"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("measure", "text"),
    [
        (Sum(F("amount")), "0.03元"),
        (Max("amount"), "0.02元"),
        (Sum(F("cash_amount") + F("goods_value")), "0.03元"),
        (Sum("amount", output_field=MoneyField()), "0.03元"),
        (Count("amount"), "2.00元"),
    ],
)
def test_money_is_known_by_what_the_measure_gives(measure, text):
    visit(cash_amount=Decimal("0.01"))
    visit(cash_amount=Decimal("0.02"))

    assert told(figure(measure=measure, unit="元", places=2)).text == text


@pytest.mark.django_db
def test_an_average_of_money_is_rounded_half_up():
    visit(cash_amount=Decimal("0.02"))
    visit(cash_amount=Decimal("0.03"))

    value = told(figure(measure=Avg("amount"), unit="元", places=2))

    assert value.text == "0.03元"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("headcounts", "places", "text"),
    [([1, 2], 1, "1.5"), ([2, 3], 0, "3"), ([1, 1, 2], 2, "1.33"), ([4], 0, "4")],
)
def test_an_average_is_rounded_half_up(headcounts, places, text):
    for headcount in headcounts:
        visit(headcount)

    assert told(figure(measure=Avg("headcount"), places=places)).plain == text


# --- who sees what ---


@pytest.mark.django_db
def test_a_group_officer_counts_the_own_group_only():
    mine, other = UnionGroupFactory(), UnionGroupFactory()
    officer = UserFactory(perms=["members.view_member", "members.view_membershipevent"])
    mine.officers.add(officer)
    for group in (mine, other, other):
        member = MemberFactory(union_group=group, joined_on=dt.date(2026, 2, 1))
        MembershipEventFactory(member=member)
    shown = [f for f in FIGURES if f.key.startswith(("members_", "consol_"))]

    own = compute(shown, YEAR, officer)
    every = compute(shown, YEAR, COMMAND_LINE)

    assert (own["members_joined"].number, every["members_joined"].number) == (1, 3)
    assert (own["members_retired"].number, every["members_retired"].number) == (1, 3)
    assert {key.split("_")[0] for key in own} == {"members"}


@pytest.mark.django_db
def test_who_belongs_to_no_group_counts_nothing():
    MemberFactory(joined_on=dt.date(2026, 2, 1))
    nobody = UserFactory(perms=["members.view_member", "members.view_membershipevent"])

    values = compute(FIGURES, YEAR, nobody)

    assert values["members_joined"].number == 0
    assert values["members_total"].number == 0


@pytest.mark.django_db
def test_a_ratio_whose_whole_is_out_of_sight_says_nothing():
    user = UserFactory(perms=["members.view_member", "members.view_all_groups"])
    MemberFactory(joined_on=dt.date(2026, 2, 1))

    values = compute(FIGURES, YEAR, user)

    assert values["members_total"].number == 1
    assert "staff_total" not in values
    assert values["membership_rate"].text == "—"


# --- the list behind it ---


@pytest.mark.django_db
def test_a_figure_leads_to_exactly_its_rows(login):
    for relation in (Relation.SELF, Relation.CHILD):
        visit(2, occasion="sick", relation=relation)
    one = visits(where={"occasion": [Occasion.SICK], "relation": Relation.SELF})
    client = login("welfare.view_consolation", "members.view_all_groups")

    value = told(one)
    page = client.get(value.url).context["page_obj"]

    assert (value.number, value.rows, page.paginator.count) == (2, 1, 1)


@pytest.mark.parametrize(
    "one", [f for f in FIGURES if isinstance(f, Figure)], ids=lambda f: f.key
)
def test_every_figure_asks_only_for_what_its_list_can_filter(one):
    known = set()
    # Of an instance: a field made of the class would have no label ever after.
    for name, item in one.kind.filterset().filters.items():
        suffixes = getattr(item.field.widget, "suffixes", [""])
        known |= {f"{name}_{suffix}".rstrip("_") for suffix in suffixes}

    assert {*one.where, *one.when(YEAR)} <= known


@pytest.mark.django_db
@pytest.mark.parametrize(
    "where",
    [{"occasion": "nonsense"}, {"no_such_filter": 1}, {"date_after": "yesterday"}],
)
def test_a_figure_that_its_list_refuses_is_a_slip_of_the_code(where):
    with pytest.raises(ValueError, match="f: "):
        told(figure(where=where))
