"""On the database that the settings name, SQLite or PostgreSQL."""

from decimal import Decimal

import pytest
from django.core.exceptions import FieldError, ValidationError
from django.db import connection, models
from django.db.models import Avg, Case, F, Max, Min, Q, Sum, Value, When
from django.db.models.functions import Coalesce
from django.test.utils import isolate_apps
from hypothesis import given
from hypothesis import strategies as st

from union.fields import MoneyField, MoneyFormField
from union.fields.money import to_fen, to_yuan

yuan = st.integers(-(10**14), 10**14).map(lambda fen: Decimal(fen).scaleb(-2))


@pytest.fixture
def purse(db):
    """A model with a table of its own, for one test."""
    with isolate_apps("union"):

        class Purse(models.Model):  # noqa: DJ008
            amount = MoneyField("金额", null=True)
            fee = MoneyField("费用", default=0)
            people = models.IntegerField(default=1)

            class Meta:
                app_label = "union"

    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE union_purse (id integer PRIMARY KEY, amount bigint NULL, "
            "fee bigint NOT NULL, people integer NOT NULL)"
        )
    return Purse


@pytest.fixture
def filled(purse):
    rows = [("0.10", "0.01", 2), ("0.20", "0.02", 3), ("100.00", "1.50", 1)]
    purse.objects.bulk_create(
        purse(pk=pk, amount=Decimal(amount), fee=Decimal(fee), people=people)
        for pk, (amount, fee, people) in enumerate(rows, start=1)
    )
    return purse


def test_the_database_holds_whole_fen(filled):
    with connection.cursor() as cursor:
        cursor.execute("SELECT amount FROM union_purse ORDER BY id")
        assert cursor.fetchall() == [(10,), (20,), (10000,)]
    assert MoneyField().db_type(connection) == "bigint"


def test_reading_gives_yuan_with_two_decimals(filled):
    assert [str(row.amount) for row in filled.objects.order_by("pk")] == [
        "0.10",
        "0.20",
        "100.00",
    ]
    assert list(filled.objects.order_by("pk").values_list("fee", flat=True)) == [
        Decimal("0.01"),
        Decimal("0.02"),
        Decimal("1.50"),
    ]


def test_aggregates_are_yuan(filled):
    found = filled.objects.aggregate(
        total=Sum("amount"),
        mean=Avg("amount"),
        most=Max("amount"),
        least=Min("amount"),
        some=Sum("amount", filter=Q(people__gt=1)),
        none=Sum("amount", filter=Q(people=99)),
        zero=Sum("amount", filter=Q(people=99), default=Decimal(0)),
    )
    assert found == {
        "total": Decimal("100.30"),
        "mean": Decimal("33.43"),
        "most": Decimal("100.00"),
        "least": Decimal("0.10"),
        "some": Decimal("0.30"),
        "none": None,
        "zero": Decimal("0.00"),
    }


def test_an_average_is_rounded_half_up(purse):
    purse.objects.create(pk=1, amount=Decimal("0.01"))
    purse.objects.create(pk=2, amount=Decimal("0.02"))
    assert purse.objects.aggregate(mean=Avg("amount"))["mean"] == Decimal("0.02")


def test_amounts_compare_exactly(filled):
    rows = filled.objects
    assert rows.filter(amount=Decimal("0.1")).count() == 1
    assert rows.filter(amount__gte=Decimal("0.20")).count() == 2
    assert rows.filter(amount__range=(Decimal("0.1"), Decimal("0.2"))).count() == 2
    assert rows.filter(amount__in=[Decimal("0.2"), 100]).count() == 2
    assert rows.filter(amount__gt=F("fee") * 11).count() == 1
    assert rows.annotate(sum=F("amount") + F("fee")).get(sum=Decimal("0.22")).pk == 2


def test_grouped_sums_compare_with_yuan(filled):
    groups = filled.objects.values("people").annotate(total=Sum("amount"))
    assert groups.get(total__gt=Decimal("50")) == {
        "people": 1,
        "total": Decimal("100.00"),
    }


def test_money_adds_to_money_and_multiplies_by_counts(filled):
    row = filled.objects.annotate(
        both=F("amount") + F("fee"),
        left=F("amount") - F("fee"),
        each=F("amount") * F("people"),
        twice=2 * F("amount"),
        more=F("amount") + Value(Decimal("5"), output_field=MoneyField()),
        kept=Coalesce("amount", "fee"),
    ).get(pk=2)
    assert row.both == Decimal("0.22")
    assert row.left == Decimal("0.18")
    assert row.each == Decimal("0.60")
    assert row.twice == Decimal("0.40")
    assert row.more == Decimal("5.20")
    assert row.kept == Decimal("0.20")


@pytest.mark.parametrize("other", [5, Decimal("5"), 0.5])
def test_money_and_a_bare_number_do_not_add_up(filled, other):
    with pytest.raises(FieldError, match="Cannot infer type"):
        list(filled.objects.annotate(sum=F("amount") + other))
    with pytest.raises(FieldError, match="Cannot infer type"):
        filled.objects.update(amount=F("amount") + other)


def test_a_count_cannot_be_stored_as_money(filled):
    filled.objects.update(amount=F("fee"))
    assert filled.objects.get(pk=3).amount == Decimal("1.50")
    with pytest.raises(FieldError, match="只能由金额算出"):
        filled.objects.update(amount=F("people"))


def test_updates_write_yuan(filled):
    filled.objects.filter(pk=1).update(amount=Decimal("7.25"))
    filled.objects.filter(pk=2).update(amount=F("amount") + F("fee"))
    filled.objects.filter(pk=3).update(
        amount=Case(When(people=1, then=Value(Decimal(9), output_field=MoneyField())))
    )
    rows = list(filled.objects.order_by("pk"))
    assert [row.amount for row in rows] == [
        Decimal("7.25"),
        Decimal("0.22"),
        Decimal("9.00"),
    ]
    for row in rows:
        row.amount += 1
    filled.objects.bulk_update(rows, ["amount"])
    assert filled.objects.get(pk=2).amount == Decimal("1.22")


def test_no_amount_stays_none(purse):
    purse.objects.create(pk=1, amount=None)
    assert purse.objects.get(amount__isnull=True).amount is None


def test_an_amount_that_is_no_amount_is_not_saved(purse):
    with pytest.raises(TypeError, match="float"):
        purse.objects.create(pk=1, amount=0.1)
    with pytest.raises(ValueError, match="超过两位小数"):
        purse.objects.create(pk=1, amount=Decimal("0.001"))


@given(yuan)
def test_every_amount_survives_both_kinds_of_answer(amount):
    fen = to_fen(amount)
    assert to_yuan(fen) == amount  # a column, or a sum on SQLite
    assert to_yuan(Decimal(fen)) == amount  # a sum on PostgreSQL
    assert str(to_yuan(fen)) == f"{amount:.2f}"


@given(st.lists(yuan, max_size=50))
def test_sums_of_fen_are_sums_of_yuan(amounts):
    assert to_yuan(sum(map(to_fen, amounts))) == sum(amounts)


@pytest.mark.parametrize("bad", ["x", "NaN", "Infinity", "1.234", 0.1, [], True])
def test_cleaning_refuses_what_is_no_amount(bad):
    with pytest.raises(ValidationError, match="不是有效金额"):
        MoneyField().clean(bad, None)


def test_the_field_describes_itself():
    field = MoneyField("金额", null=True, default=Decimal(5))
    assert field.deconstruct()[1:] == (
        "union.fields.money.MoneyField",
        [],
        {"verbose_name": "金额", "null": True, "default": Decimal(5)},
    )
    assert isinstance(field.formfield(), MoneyFormField)
