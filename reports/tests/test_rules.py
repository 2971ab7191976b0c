import datetime as dt
from types import SimpleNamespace

import pytest

from reports import rules
from union.errors import RuleViolation


def report(**values):
    plain = {
        "year": 2026,
        "plan_year": 2027,
        "as_of": None,
        "wrapped": False,
        "doc_number": "",
        "recipient": "",
    }
    return SimpleNamespace(**plain | values)


def fields_of(check, *args):
    with pytest.raises(RuleViolation) as refused:
        check(*args)
    return set(refused.value.message_dict)


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"plan_year": 2026},
        {"as_of": dt.date(2026, 1, 1)},
        {"as_of": dt.date(2026, 12, 31)},
        {"wrapped": True, "doc_number": "滨医工〔2027〕1号", "recipient": "市医务工会"},
    ],
)
def test_a_report_in_order_is_accepted(values):
    rules.check_report(report(**values))


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"year": 1989}, "year"),
        ({"plan_year": 2200}, "plan_year"),
        ({"plan_year": 2025}, "plan_year"),
        ({"as_of": dt.date(2025, 12, 31)}, "as_of"),
        ({"as_of": dt.date(2027, 1, 1)}, "as_of"),
        ({"wrapped": True, "doc_number": "1号"}, "wrapped"),
    ],
)
def test_a_report_out_of_order_is_refused_at_its_field(values, field):
    assert fields_of(rules.check_report, report(**values)) == {field}


@pytest.mark.parametrize("months", [(None, None), (1, None), (12, 12), (7, 8)])
def test_months_in_order_are_accepted(months):
    rules.check_months(*months)


@pytest.mark.parametrize(
    ("months", "field"),
    [
        ((0, None), "month_from"),
        ((13, None), "month_from"),
        ((8, 7), "month_to"),
        ((None, 7), "month_to"),
        ((1, 13), "month_to"),
    ],
)
def test_months_out_of_order_are_refused_at_their_field(months, field):
    assert fields_of(rules.check_months, *months) == {field}


def test_a_signed_report_is_closed():
    rules.check_draft("draft")
    with pytest.raises(RuleViolation, match="已签发"):
        rules.check_draft("signed")


def test_who_signs_takes_back_what_is_signed():
    assert rules.void_right("draft") == "delete"
    assert rules.void_right("signed") == "sign"
