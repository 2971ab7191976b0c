"""What came to a record in all and this year: gifts, payments. A kind takes part by
saying in its ``PartOf`` that its amount ``is_received``."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, Sum

from .records import parts_of, rows_of


@dataclass(frozen=True)
class Received:
    label: str
    url: str
    count: int
    total: Decimal
    count_this_year: int
    total_this_year: Decimal


def received(record, user, year):
    """[Received, …] of the kinds that ``user`` may view, by its rows with an amount;
    one query each."""
    return [
        summed(kind, part, record, user, year)
        for kind, part in parts_of(type(record))
        if part.is_received and kind.can(user, "view")
    ]


def summed(kind, part, record, user, year):
    rows = rows_of(kind, part, record, user).filter(**{f"{part.amount}__gt": 0})
    this_year = Q(**{f"{part.date}__year": year})
    sums = rows.aggregate(
        number=Count("pk"),
        money=Sum(part.amount),
        number_now=Count("pk", filter=this_year),
        money_now=Sum(part.amount, filter=this_year),
    )
    return Received(
        part.label,
        f"{kind.list_url}?{part.filter}={record.pk}",
        sums["number"],
        sums["money"] or Decimal(0),
        sums["number_now"],
        sums["money_now"] or Decimal(0),
    )
