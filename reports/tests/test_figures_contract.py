"""What holds for every figure: the number is that of the list behind its link."""

import datetime as dt
from collections import Counter
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.db import transaction
from django.db.models import Sum
from django.test import Client
from django.utils import timezone

from members.models import UnionGroup
from reports import frozen
from reports.charts import BREAKDOWNS, draw
from reports.demo import make
from reports.models import AnnualReport
from reports.registry import BY_KEY, FIGURES, values
from union.figures import Figure, Ratio
from union.models import AuditEntry, User
from union.periods import Period
from union.records import record_kinds
from union.roles import sync_roles
from welfare.models import Consolation

# The module's data lie in a transaction of their own, each test in one within it.
pytestmark = [pytest.mark.django_db, pytest.mark.slow]

TODAY = dt.date(2026, 11, 21)
PERIOD = Period.of_year(2025)
ROLES = ("staff", "auditor", "leader")
COUNTED = [figure for figure in FIGURES if isinstance(figure, Figure)]

each = pytest.mark.parametrize("figure", COUNTED, ids=lambda figure: figure.key)


@pytest.fixture(scope="module")
def hospital(django_db_setup, django_db_blocker):
    """The invented hospital, made once for all figures and taken back at the end:
    {role: (client, {key: value})}."""
    with django_db_blocker.unblock(), transaction.atomic():
        sync_roles()
        context = make(TODAY)
        leader = context.users["leader"]
        UnionGroup.objects.order_by("pk")[3].officers.add(leader)
        yield {role: viewer(context.users[role]) for role in ROLES}
        transaction.set_rollback(True)


def viewer(user):
    user.must_change_password = False
    user.save()
    client = Client()
    client.force_login(user)
    return client, values(PERIOD, user)


@each
def test_a_figure_is_the_number_of_the_list_behind_its_link(hospital, figure):
    for client, numbers in hospital.values():
        if figure.key not in numbers:
            continue
        value = numbers[figure.key]
        rows = client.get(value.url).context["object_list"]
        measured = rows.order_by().aggregate(it=figure.measure)["it"]
        assert value.rows == rows.order_by().values("pk").distinct().count()
        if not figure.is_average:
            assert value.number == (measured or 0)
        elif measured is None:
            assert value.number is None
        else:
            assert value.number == pytest.approx(float(measured))


SUMS = [figure for figure in COUNTED if isinstance(figure.measure, Sum)]


@pytest.mark.parametrize("figure", SUMS, ids=lambda figure: figure.key)
def test_the_list_behind_a_sum_shows_the_column_and_its_total(hospital, figure):
    client, numbers = hospital["staff"]
    value = numbers[figure.key]
    context = client.get(value.url).context
    assert figure.column
    if not value.rows:
        return
    totals = {
        column.path: text
        for (column, *_), text in zip(
            context["headings"], context["totals"], strict=True
        )
    }
    assert totals[figure.column].replace(",", "") == f"{value.number:.{figure.places}f}"


AVERAGES = [figure for figure in COUNTED if figure.is_average]


@pytest.mark.parametrize("figure", AVERAGES, ids=lambda figure: figure.key)
def test_the_list_behind_an_average_shows_the_column_and_its_average(hospital, figure):
    client, numbers = hospital["staff"]
    value = numbers[figure.key]
    response = client.get(value.url)
    columns = [column.path for column, *_ in response.context["headings"]]
    assert figure.column in columns
    foot = response.context["totals"][columns.index(figure.column)]
    number = float(foot.removeprefix("平均 ").replace(",", ""))
    assert number == pytest.approx(float(value.number), abs=0.05)
    assert foot in response.content.decode()


@pytest.mark.usefixtures("hospital")
def test_the_invented_gifts_are_goods_and_money_is_money():
    assert not Consolation.objects.filter(goods__contains="慰问金").exists()
    assert not Consolation.objects.filter(occasion="death", cash_amount=0).exists()


def test_both_averages_are_asked_about():
    assert {figure.key for figure in AVERAGES} == {
        "claim_turnaround_days",
        "consol_retiree_per_head",
    }


@each
def test_the_filters_of_a_figure_are_filters_of_its_list(figure):
    """django-filter ignores unknown names and would count everything."""
    known = set(figure.kind.filterset(None).form.fields)
    ranges = {name for name in known for name in (f"{name}_after", f"{name}_before")}
    names = {name for name, _ in parse_qsl(urlsplit(figure.url(PERIOD)).query)}

    assert names - {"show", "average"} <= known | ranges


def test_a_leader_reads_no_more_than_the_own_group(hospital):
    staff, leader = hospital["staff"][1], hospital["leader"][1]
    assert 0 < leader["members_total"].number < staff["members_total"].number
    assert leader["consol_total_visits"].number < staff["consol_total_visits"].number
    assert "mutual_claim_amount" not in leader


def test_most_figures_of_the_demo_say_something(hospital):
    numbers = hospital["staff"][1]
    silent = [key for key, value in numbers.items() if not value.number]
    assert len(silent) < len(numbers) / 4, silent


def test_the_demo_has_some_records_of_every_kind(hospital):
    empty = [kind.label for kind in record_kinds() if not kind.model.objects.exists()]

    assert empty == [], "make some in reports/demo/"


def test_last_years_summary_was_signed_in_january_and_still_holds(hospital):
    report = AnnualReport.objects.get()
    staff = User.objects.get(username="staff")
    signing = AuditEntry.objects.about(report).get(action=AuditEntry.Action.MOVE)

    assert report.signed_on == dt.date(2026, 1, 8)
    assert timezone.localdate(report.signed_at) == dt.date(2026, 1, 8)
    assert signing.at == report.signed_at
    assert not Consolation.objects.filter(
        date__year=2025, created_at__gt=report.signed_at
    ).exists()
    assert [*frozen.moved(report, staff)] == []


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.key)
def test_a_figure_says_what_it_counts_in_which_unit(figure):
    assert figure.label
    assert figure.unit
    assert figure.section
    assert len(figure.definition) > 4
    if figure.unit == "元":
        assert figure.places == 2


def test_no_two_figures_have_the_same_key():
    times = Counter(figure.key for figure in FIGURES)
    assert [key for key, count in times.items() if count > 1] == []


def test_no_two_figures_have_the_same_label():
    """A person quotes a figure by its label."""
    times = Counter(figure.label for figure in FIGURES)
    assert [label for label, count in times.items() if count > 1] == []


def test_ratios_are_made_of_figures():
    for ratio in FIGURES:
        if isinstance(ratio, Ratio):
            assert {ratio.part, ratio.whole} <= BY_KEY.keys()


@pytest.mark.parametrize("breakdown", BREAKDOWNS, ids=lambda b: f"{b.key}-{b.by}")
def test_a_bar_is_the_number_of_the_list_behind_its_link(hospital, breakdown):
    client, numbers = hospital["staff"]
    chart = draw(breakdown, PERIOD, client_user(client))
    assert sum(point.value for point in chart.points) == numbers[breakdown.key].number
    for point in chart.points:
        if point.url:
            rows = client.get(point.url).context["object_list"].order_by()
            measured = rows.aggregate(it=breakdown.figure.measure)["it"]
            assert point.value == measured


def client_user(client):
    return client.get("/").wsgi_request.user


def test_every_figure_has_numbers_of_a_day_or_is_known_to_have_none():
    """Whoever adds a figure of whole years decides that it shall be called so."""
    assert {
        f.key for f in FIGURES if isinstance(f, Figure) and f.counts_whole_years
    } == {
        "plan_items_by_month",
        "plan_items_total",
        "plan_items_total_doing",
        "plan_items_total_done",
        "plan_items_total_planned",
        "problems_listed",
        "staff_total",
    }
