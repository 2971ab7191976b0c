from decimal import Decimal

import pytest

from reports.wording import Style, value_text
from union.figures import BaseFigure, FigureValue


def value(number, unit, *, qualifier="", places=0):
    figure = BaseFigure(
        key="k", label="指标", unit=unit, section="类", definition="口径", places=places
    )
    return FigureValue(figure, number, 1, qualifier)


@pytest.mark.parametrize(
    ("number", "unit", "places", "qualifier", "text"),
    [
        (643, "人", 0, "", "643人"),
        (Decimal("12118.40"), "元", 2, "", "12118.40元"),
        (Decimal("255000.00"), "元", 2, "", "255000元"),
        (Decimal("98.5"), "%", 1, "", "98.5%"),
        (Decimal("100.0"), "%", 1, "", "100%"),
        (300, "人次", 0, "nearly", "近300人次"),
        (300, "人", 0, "odd", "300余人"),
        (Decimal("3500.00"), "元", 2, "many", "3500多元"),
        (12.3456, "天", 1, "", "12.3天"),
        (3, "次", 0, "", "3次"),
        (0, "项", 0, "", "0项"),
        (5101, "人次", 0, "about", "约5100人次"),
        (5149, "人次", 0, "about", "约5100人次"),
        (5150, "人次", 0, "about", "约5200人次"),
        (876, "人次", 0, "about", "约880人次"),
        (12500, "人次", 0, "about", "约13000人次"),
        (99, "人", 0, "about", "约99人"),
        (5101, "人次", 0, "at_least", "不少于5101人次"),
        (Decimal("202179.28"), "元", 2, "about", "约202000元"),
        (Decimal("96.7"), "%", 1, "about", "约96.7%"),
    ],
)
def test_numbers_as_a_report_writes_them(number, unit, places, qualifier, text):
    found = value(number, unit, places=places, qualifier=qualifier)
    assert value_text(found, Style()) == text


def test_what_was_signed_with_rough_sums_to_the_last_digit_stays_so():
    rough = value(5101, "人次", qualifier="about")
    assert value_text(rough, Style(rounds=False)) == "约5101人次"


@pytest.mark.parametrize(
    ("number", "unit", "text"),
    [
        (3, "次", "三次"),
        (2, "场", "两场"),
        (9, "项", "九项"),
        (10, "次", "10次"),
        (3, "人", "3人"),
        (0, "次", "0次"),
    ],
)
def test_small_counts_may_be_written_in_words(number, unit, text):
    assert value_text(value(number, unit), Style(numbers="mixed")) == text


def test_large_amounts_may_be_written_in_wan():
    style = Style(money_in_wan=True)
    amount = Decimal("12118.40")
    assert value_text(value(amount, "元", places=2), style) == "1.21万元"
    small = value(Decimal("9999.99"), "元", places=2)
    assert value_text(small, style) == "9999.99元"
