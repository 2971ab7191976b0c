"""The conditions of every list in words: only money is yuan, a year is a year."""

import pytest
from django import forms
from django.http import QueryDict

from activities.records import ACTIVITY
from reports.records import PLAN_ITEM
from union.chips import chips_of
from union.fields import MoneyFormField
from union.records import record_kinds

pytestmark = pytest.mark.django_db


def text(kind, query):
    [chip] = chips_of(kind.filterset(QueryDict(query)))
    return chip.text


def numbers():
    """(kind, name, form field) of each filter that takes a number, money apart."""
    for kind in record_kinds():
        for name, item in kind.filterset().filters.items():
            first = getattr(item.field, "fields", [item.field])[0]
            is_number = isinstance(first, forms.IntegerField)  # others are built on it
            if is_number and not item.field.widget.is_hidden:
                yield kind, name, item.field


def test_a_year_a_month_and_a_plain_number_are_no_money():
    assert text(PLAN_ITEM, "plan_year=2027") == "计划年度：2027年"
    assert text(PLAN_ITEM, "month=5") == "月份：5月"
    assert text(ACTIVITY, "year=2026") == "年度：2026年"
    assert text(ACTIVITY, "cost_total_min=2026") == "支出合计（元）：2,026.00 元以上"


def test_only_filters_of_money_speak_of_yuan():
    spoken = []
    for kind, name, field in numbers():
        assert not isinstance(field, forms.DecimalField | MoneyFormField), name
        chips = chips_of(kind.filterset(QueryDict(f"{name}=7")))
        spoken += [(chip.label, chip.value) for chip in chips]

    assert len(spoken) > 10
    assert not [words for words in spoken if "元" in words[1] or "." in words[1]]
    dated = [words for words in spoken if words[0].endswith(("年度", "月份"))]
    assert dict(dated) == {
        "生日月份": "7月",
        "年度": "7年",
        "总结年度": "7年",
        "计划年度": "7年",
        "月份": "7月",
    }


@pytest.mark.parametrize("query", ["year=0", "year=2026.5", f"year={'9' * 30}"])
def test_a_year_that_cannot_be_is_refused_at_its_box(login, query):
    page = login("activities.view_activity").get(f"{ACTIVITY.list_url}?{query}")

    assert page.status_code == 200
    assert "year" in page.context["filter"].errors
