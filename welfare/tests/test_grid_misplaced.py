"""成批录入: money typed where only goods may be given is moved by a button."""

import datetime as dt
from decimal import Decimal

import pytest

from union.tests.grids import JSON, URL, grid, marks, people
from welfare.models import Consolation
from welfare.tests.factories import BenefitRuleFactory

pytestmark = pytest.mark.django_db

GIFTS = {"head-occasion": "节日", "head-festival": "春节"}
HERE = 'name="move" value="{}:cash_amount" data-move="goods_value"'


@pytest.fixture
def office(login):
    for occasion, form in (("festival", "goods"), ("sick", "either")):
        BenefitRuleFactory(
            occasion=occasion, form=form, since=dt.date(2020, 1, 1), until=None
        )
    people(4)
    return login(
        "welfare.add_consolation", "welfare.view_consolation", "members.view_all_groups"
    )


def amounts(response):
    """(慰问金, 慰问品价值) of each row."""
    rows = response.context["page"].typed.rows
    return [
        (row["cash_amount"], row["goods_value"]) for row in rows if row["beneficiary"]
    ]


def states(response):
    return [state for state, _ in marks(response).values()]


def test_a_wrong_amount_is_moved_in_one_row_or_in_all(office):
    rows = [("1001", "200"), ("1002", "300"), ("1003", "400")]

    text = office.post(URL, grid(*rows, **GIFTS)).content.decode()
    assert HERE.format("2") + ">移到慰问品价值</button>" in text
    every = HERE.format("0") + " data-every>3 行全部移到慰问品价值</button>"
    assert text.count(every) == 3

    one = office.post(URL, grid(*rows, **GIFTS, move="2:cash_amount"))
    assert amounts(one) == [("200", ""), ("", "300"), ("400", "")]
    assert states(one) == ["bad", "good", "bad"]
    every = office.post(URL, grid(*rows, **GIFTS, move="0:cash_amount"))
    assert amounts(every) == [("", "200"), ("", "300"), ("", "400")]
    assert states(every) == ["good", "good", "good"]
    assert Consolation.objects.count() == 0


def test_a_single_wrong_row_offers_no_move_of_all(office):
    rows = [("1001", "200"), {"beneficiary": "1002", "goods_value": "200"}]

    text = office.post(URL, grid(*rows, **GIFTS)).content.decode()

    assert HERE.format("1") in text
    assert "data-every" not in text


def test_what_stands_at_the_head_is_moved_there(office):
    rows = [("1001", ""), ("1002", "")]
    wrong = GIFTS | {"head-cash_amount": "200"}

    page = office.post(URL, grid(*rows, **wrong))
    assert HERE.format("head") + ">移到慰问品价值</button>" in page.content.decode()
    answer = office.post(URL, grid(*rows, **wrong), **JSON).json()
    assert HERE.format("head") in answer["above"]["cash_amount"]

    page = office.post(URL, grid(*rows, **wrong, move="head:cash_amount"))
    heads = page.context["page"].typed.heads
    assert (heads["cash_amount"], heads["goods_value"]) == ("", "200")
    assert states(page) == ["good", "good"]


def test_an_amount_of_the_head_is_kept_out_of_the_one_row(office):
    """The sick get money, so the head stays; the gift is goods."""
    rows = [
        {"beneficiary": "1001", "occasion": "患病"},
        {"beneficiary": "1002", "occasion": "节日", "festival": "春节"},
    ]
    sent = grid(*rows, **{"head-cash_amount": "200"}, move="2:cash_amount")

    page = office.post(URL, sent)

    assert amounts(page) == [("", ""), ("0", "200")]
    assert states(page) == ["good", "good"]
    office.post(
        URL,
        grid(
            rows[0],
            rows[1] | {"cash_amount": "0", "goods_value": "200"},
            **{"head-cash_amount": "200"},
            do="save",
        ),
    )
    saved = Consolation.objects.order_by("pk").values_list("cash_amount", "goods_value")
    assert list(saved) == [
        (Decimal("200.00"), Decimal("0.00")),
        (Decimal("0.00"), Decimal("200.00")),
    ]


def test_nothing_is_moved_onto_another_amount(office):
    both = {"beneficiary": "1001", "cash_amount": "200", "goods_value": "100"}

    page = office.post(URL, grid(both, **GIFTS))
    assert states(page) == ["bad"]
    assert "data-move" not in page.content.decode()
    moved = office.post(URL, grid(both, **GIFTS, move="1:cash_amount"))
    assert amounts(moved) == [("200", "100")]


@pytest.mark.parametrize("move", ["", "9:cash_amount", "1:id", "x:y:z", "head:note"])
def test_an_odd_move_changes_nothing(office, move):
    page = office.post(URL, grid(("1001", "200"), **GIFTS, move=move))

    assert page.status_code == 200
    assert amounts(page) == [("200", "")]


def test_other_errors_of_the_amount_offer_no_move(office):
    page = office.post(URL, grid(("1001", "99999")))

    assert "超过标准" in page.content.decode()
    assert "data-move" not in page.content.decode()
