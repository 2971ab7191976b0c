import datetime as dt
from itertools import product

import pytest

from congress.choices import CHANNELS
from congress.models import DisclosureItem
from congress.rules import check_disclosure, half_year_of
from union.errors import RuleViolation


def disclosed(**values):
    return DisclosureItem(
        **{
            "category": "interests",
            "channels": "公开栏",
            "disclosed_on": dt.date(2026, 5, 1),
            "privacy_checked": True,
            **values,
        }
    )


@pytest.mark.parametrize(
    "values",
    [
        {"until": dt.date(2026, 5, 15)},  # the fifteenth day
        {"until": dt.date(2026, 5, 2), "channels": "院务会、局域网"},
        {"until": None},
        {"register": "finance", "category": "finance"},
        {"register": "union", "category": ""},
    ],
)
def test_a_matter_disclosed_by_the_rules_is_accepted(values):
    check_disclosure(disclosed(**values))


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"until": dt.date(2026, 5, 14)}, "不少于 15 天，现为 14 天"),
        ({"until": dt.date(2026, 4, 30), "channels": "网站"}, "不能早于公开日期"),
        ({"privacy_checked": False}, "保密和个人隐私审查"),
        ({"category": ""}, "四类之一"),
        ({"category": "finance"}, "四类之一"),
        ({"register": "finance"}, "须同时选用"),
        ({"register": "union", "category": "finance"}, "须同时选用"),
    ],
)
def test_a_matter_disclosed_against_the_rules_is_refused(values, message):
    with pytest.raises(RuleViolation, match=message):
        check_disclosure(disclosed(**values))


def test_no_channel_is_part_of_anothers_name():
    inside = [(a, b) for a, b in product(CHANNELS, CHANNELS) if a != b and a in b]

    assert inside == []


@pytest.mark.parametrize(
    ("day", "half"),
    [
        (dt.date(2026, 6, 30), (dt.date(2026, 1, 1), dt.date(2026, 6, 30))),
        (dt.date(2026, 7, 1), (dt.date(2026, 7, 1), dt.date(2026, 12, 31))),
    ],
)
def test_a_year_has_two_halves(day, half):
    assert half_year_of(day) == half
