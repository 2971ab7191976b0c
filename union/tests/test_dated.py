"""Dates that are known more or less exactly."""

import datetime as dt

import pytest

from union.errors import RuleViolation
from union.models import DatePrecision
from welfare.models import Consolation

DAY = dt.date(2026, 3, 20)


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"date_to": dt.date(2026, 3, 19)}, "date_to"),
        ({"date_precision": DatePrecision.LABEL}, "date_label"),
    ],
)
def test_unsound_dates_break_a_rule_like_any_other(values, name):
    with pytest.raises(RuleViolation) as refused:
        Consolation(date=DAY, **values).check_dates()
    assert list(refused.value.message_dict) == [name]
