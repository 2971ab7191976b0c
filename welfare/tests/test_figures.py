import datetime as dt
from decimal import Decimal

import pytest

from members.tests.factories import MemberFactory
from union.accounts.command_line import COMMAND_LINE
from union.figures import Figure, compute
from union.periods import Period
from welfare.figures import FIGURES

from .factories import (
    ConsolationFactory,
    MutualAidClaimFactory,
    MutualAidEnrolmentFactory,
    MutualAidPlanFactory,
)

pytestmark = pytest.mark.django_db

YEAR = Period.of_year(2026)


def numbers(*keys, period=YEAR):
    values = compute(FIGURES, period, COMMAND_LINE)
    return [values[key].number for key in keys]


def group(label, headcount, **values):
    return ConsolationFactory(
        beneficiary=None, beneficiary_label=label, headcount=headcount, **values
    )


@pytest.fixture
def year_of_consolations():
    zhang = MemberFactory()
    ConsolationFactory(beneficiary=zhang, date=dt.date(2026, 1, 5))
    ConsolationFactory(
        beneficiary=zhang,
        date=dt.date(2026, 5, 6),
        occasion="hospital",
        cash_amount=Decimal("0"),
        goods_value=Decimal("118.40"),
    )
    ConsolationFactory(beneficiary=zhang, relation="parent", cash_amount=Decimal("80"))
    ConsolationFactory(occasion="death", cash_amount=Decimal("1000.00"))
    ConsolationFactory(
        occasion="bereavement", relation="parent", cash_amount=Decimal("500.00")
    )
    group(
        "困难职工",
        12,
        occasion="hardship",
        festival="spring",
        household_count=9,
        cash_amount=Decimal("4500.00"),
    )
    group(
        "离退休老干部",
        20,
        occasion="retiree",
        festival="mid_autumn",
        per_head=Decimal("100.00"),
        cash_amount=Decimal("2000.00"),
    )
    group(
        "除夕值班职工",
        150,
        headcount_qualifier="odd",
        occasion="frontline",
        festival="new_years_eve",
        cash_amount=Decimal("0"),
        goods_value=Decimal("1500.00"),
    )
    ConsolationFactory(date=dt.date(2025, 12, 31))
    ConsolationFactory(date=dt.date(2027, 1, 1))


def test_visits_are_counted_by_heads(year_of_consolations):
    assert numbers(
        "consol_total_visits",
        "consol_sick_visits",
        "consol_sick_times",
        "consol_sick_family_visits",
        "consol_death_visits",
        "consol_death_visits_self",
        "consol_death_visits_family",
        "consol_spring_visits",
        "consol_frontline_visits",
        "consol_retiree_times",
        "consol_hardship_households",
    ) == [187, 3, 3, 1, 2, 1, 1, 12, 150, 1, 9]


def test_amounts_are_money_and_goods(year_of_consolations):
    assert numbers(
        "consol_total_amount",
        "consol_sick_amount",
        "consol_death_amount",
        "consol_hardship_amount",
        "consol_spring_amount",
        "consol_retiree_amount",
        "consol_retiree_per_head",
    ) == [
        Decimal("9898.40"),
        Decimal("398.40"),
        Decimal("1500.00"),
        Decimal("4500.00"),
        Decimal("4500.00"),
        Decimal("2000.00"),
        Decimal("100.00"),
    ]


def test_a_member_visited_twice_is_one_person(year_of_consolations):
    assert numbers("consol_sick_persons") == [1]
    group("患病职工", 7, cash_amount=Decimal("700.00"))
    assert numbers("consol_sick_persons", "consol_sick_visits") == [8, 10]


def test_a_sum_carries_its_qualifier(year_of_consolations):
    values = compute(FIGURES, YEAR, COMMAND_LINE)

    assert values["consol_frontline_visits"].text == "150余人次"
    assert values["consol_sick_amount"].text == "398.40元"


def test_the_occasions_add_up_to_the_total(year_of_consolations):
    values = compute(FIGURES, YEAR, COMMAND_LINE)
    parts = [v.number for k, v in values.items() if k.startswith("consol_by_occasion_")]

    assert (len(parts), sum(parts)) == (14, 187)
    assert values["consol_by_occasion_sick"].number == 2


def test_a_void_consolation_is_not_counted():
    record = ConsolationFactory()
    assert numbers("consol_total_visits") == [1]

    type(record).objects.update(voided_at=dt.datetime(2026, 3, 1, tzinfo=dt.UTC))

    assert numbers("consol_total_visits", "consol_sick_persons") == [0, 0]


def test_who_is_covered_twice_in_a_year_counts_once():
    general = MutualAidPlanFactory(
        period_from=dt.date(2025, 9, 1), period_to=dt.date(2026, 8, 31)
    )
    following = MutualAidPlanFactory(
        period_from=dt.date(2026, 9, 1), period_to=dt.date(2027, 8, 31)
    )
    zhang = MemberFactory()
    MutualAidEnrolmentFactory(plan=general, member=zhang)
    MutualAidEnrolmentFactory(plan=following, member=zhang, kind="renewed")
    MutualAidEnrolmentFactory(plan=following, member=None, label="在职", headcount=200)

    assert numbers("mutual_enrolled") == [201]
    assert numbers("mutual_enrolled", period=Period.of_year(2025)) == [1]
    assert numbers("mutual_enrolled", period=Period.of_year(2024)) == [0]


@pytest.mark.parametrize(
    ("start", "end", "counted"),
    [
        (dt.date(2025, 1, 2), dt.date(2026, 1, 1), 1),
        (dt.date(2025, 1, 1), dt.date(2025, 12, 31), 0),
        (dt.date(2026, 12, 31), dt.date(2027, 12, 30), 1),
        (dt.date(2027, 1, 1), dt.date(2027, 12, 31), 0),
    ],
)
def test_a_cover_counts_in_each_year_that_it_touches(start, end, counted):
    MutualAidEnrolmentFactory(period_from=start, period_to=end)

    assert numbers("mutual_enrolled") == [counted]


def test_womens_cover_is_told_apart_by_new_and_renewed():
    women = MutualAidPlanFactory(kind="women")
    MutualAidEnrolmentFactory(plan=women, kind="new")
    MutualAidEnrolmentFactory.create_batch(2, plan=women, kind="renewed")
    MutualAidEnrolmentFactory()

    assert numbers("women_insured", "women_insured_renewed", "women_insured_new") == [
        3,
        2,
        1,
    ]


def test_claims_count_in_the_year_of_their_payment():
    general = MutualAidPlanFactory()
    paid = {"amount_paid": Decimal("500.10"), "paid_on": dt.date(2026, 3, 2)}
    MutualAidClaimFactory(plan=general, **paid)
    MutualAidClaimFactory(
        plan=general,
        member=None,
        label="退休职工",
        member_status="retired",
        headcount=20,
        person_times=25,
        amount_paid=Decimal("9000.00"),
        paid_on=dt.date(2026, 3, 20),
    )
    MutualAidClaimFactory(plan=general)
    MutualAidClaimFactory(
        plan=general,
        filed_on=dt.date(2026, 12, 20),
        amount_paid=Decimal("1.00"),
        paid_on=dt.date(2027, 1, 5),
    )

    assert numbers(
        "mutual_claim_person_times",
        "mutual_claim_by_status_in_service",
        "mutual_claim_by_status_retired",
        "mutual_claim_amount",
        "claim_turnaround_days",
    ) == [26, 1, 25, Decimal("9500.10"), 19.0]


def test_no_paid_claim_has_no_average():
    assert numbers("claim_turnaround_days") == [None]


def test_serious_illness_is_counted_by_person_once_it_is_submitted():
    critical = MutualAidPlanFactory(kind="critical")
    zhang = MemberFactory()
    MutualAidClaimFactory(plan=critical, member=zhang, status="submitted")
    MutualAidClaimFactory(plan=critical, member=zhang, status="closed")
    MutualAidClaimFactory(plan=critical)

    assert numbers("critical_claim_persons") == [1]


@pytest.mark.parametrize(
    "figure", [f for f in FIGURES if isinstance(f, Figure)], ids=lambda f: f.key
)
def test_every_parameter_of_a_figure_is_a_filter_of_its_list(figure):
    """django-filter passes over unknown names, and would count everything."""
    filterset = figure.kind.filterset
    known = set(filterset.base_filters)
    ranges = {f"{name}_{end}" for name in known for end in ("after", "before")}

    assert set(figure.where) <= known
    assert set(figure.when(YEAR)) <= known | ranges
