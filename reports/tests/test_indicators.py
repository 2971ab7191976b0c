"""The table of the main figures: numbers as tables write them, none of them broken."""

from decimal import Decimal

import pytest

from reports.assembly.indicators import printed, signed, widths
from reports.prose import Piece
from union.figures import BaseFigure

MONEY = BaseFigure(key="m", label="", unit="元", section="", definition="")
PEOPLE = BaseFigure(key="p", label="", unit="人次", section="", definition="")
HEADERS = ("序号", "指标", "单位", "上年同期", "本年\n截至11月22日", "增减")


@pytest.mark.parametrize(
    ("number", "figure", "text"),
    [
        (Decimal("178199.04"), MONEY, "178,199.04"),
        (Decimal("255000.00"), MONEY, "255,000"),
        (Decimal("950.5"), MONEY, "950.50"),
        (5101, PEOPLE, "5,101"),
        (Decimal("96.70"), PEOPLE, "96.7"),
        (0, PEOPLE, "0"),
    ],
)
def test_numbers_of_a_table_have_separators(number, figure, text):
    assert printed(number, figure) == text


def test_a_difference_has_its_sign():
    assert signed(Decimal("-11528.20"), MONEY) == "−11,528.20"
    assert signed(1653, PEOPLE) == "+1,653"


def row(*numbers):
    return tuple(map(Piece, ("1", "医疗互助赔付金额", "元", *numbers)))


def test_the_columns_of_numbers_are_as_wide_as_their_numbers():
    [*others, before, this, change] = widths(
        HEADERS, (row("178,199.04", "约202,179.28", "+23,980.24"), row("9", "9", "0"))
    )
    assert sum((*others, before, this, change)) == pytest.approx(28)
    assert before == pytest.approx(5.3)  # ten digits and marks, and the space beside
    assert this == pytest.approx(6.24)
    assert change == pytest.approx(5.3)
    assert others[1] > 6  # eight characters of the table


def test_a_small_number_leaves_its_column_as_wide_as_the_head():
    *_, this, change = widths(HEADERS, (row("9", "9", "0"),))
    assert this == pytest.approx(6.18)  # 截至11月22日 in one line
    assert change == pytest.approx(2)


def test_labels_keep_some_room_beside_millions():
    labels = widths(HEADERS, (row(*["+123,456,789.12"] * 3),))[1]
    assert labels == 5
