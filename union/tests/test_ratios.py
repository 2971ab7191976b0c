"""Shares and averages a head: how they are rounded and what they say of nothing."""

from decimal import Decimal

import pytest

from union.figures import (
    FigureValue,
)

from .figures import figure, ratio


def value_of(number, qualifier=""):
    return FigureValue(figure(), number, 7, qualifier, "/list/")


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        (1, 8, "12.5%"),
        (1, 16, "6.3%"),
        (3, 16, "18.8%"),
        (2, 3, "66.7%"),
        (0, 5, "0.0%"),
        (5, 5, "100.0%"),
    ],
)
def test_a_share_is_rounded_half_up(part, whole, text):
    assert ratio().of(value_of(part), value_of(whole)).text == text


@pytest.mark.parametrize(
    ("part", "whole"),
    [(3, 0), (3, None), (None, 3), (0, 0), (Decimal("1.50"), Decimal("0.00"))],
)
def test_a_share_of_nothing_says_nothing(part, whole):
    assert ratio().of(value_of(part), value_of(whole)).text == "—"


def test_a_share_of_what_was_not_computed_says_nothing():
    assert ratio().of(None, value_of(1)).text == "—"
    assert ratio().of(value_of(1), None).text == "—"


def test_a_share_leads_to_the_rows_of_its_part():
    value = ratio().of(value_of(1), value_of(2))

    assert (value.rows, value.url) == (7, "/list/")


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [("odd", "", "约50.0%"), ("", "nearly", "约50.0%"), ("", "", "50.0%")],
)
def test_a_share_of_a_rough_number_is_rough(part, whole, text):
    assert ratio().of(value_of(1, part), value_of(2, whole)).text == text


def test_money_a_head_keeps_its_places():
    a_head = ratio(unit="元", places=2, scale=1)

    value = a_head.of(value_of(Decimal("100.00")), value_of(8))

    assert value.text == "12.50元"
