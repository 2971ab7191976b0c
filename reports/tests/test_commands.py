import datetime as dt
import json
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from members.tests.factories import MemberFactory
from reports.management.commands.figures import as_json
from union.figures import BaseFigure, FigureValue

pytestmark = pytest.mark.django_db


def output(*arguments):
    stream = StringIO()
    call_command(*arguments, stdout=stream)
    return stream.getvalue()


def test_figures_are_printed_as_json():
    MemberFactory(joined_on=dt.date(2024, 3, 1))
    items = {
        item["key"]: item for item in json.loads(output("figures", "2024", "--json"))
    }
    assert items["members_joined"] == {
        "key": "members_joined",
        "label": "年内新增会员数",
        "unit": "人",
        "definition": "统计期内办理“入会”的人数，按批准日期",
        "section": "会员与组织",
        "value": 1,
        "qualifier": "",
        "rows": 1,
        "url": "/members/events/?change_type=join&date_after=2024-01-01"
        "&date_before=2024-12-31",
    }


def test_figures_count_up_to_the_as_of_day():
    MemberFactory(joined_on=dt.date(2024, 3, 1))
    early = json.loads(output("figures", "2024", "--json", "--as-of", "2024-02-29"))
    assert {item["key"]: item["value"] for item in early}["members_joined"] == 0


def test_figures_are_printed_as_a_table():
    MemberFactory(joined_on=dt.date(2024, 3, 1))
    lines = output("figures", "2024").splitlines()
    assert lines[0] == "统计期：2024-01-01—2024-12-31"
    line = next(line for line in lines if "会员总数" in line)
    assert line.split() == ["会员总数", "1", "人"]


def test_amounts_are_exact_and_unknown_numbers_are_null():
    figure = BaseFigure(
        key="k", label="金额", unit="元", section="慰问", definition="合计", places=2
    )
    number = Decimal("1234567890.10")
    assert as_json(FigureValue(figure, number, 3, "many"))["value"] == 1234567890.1
    assert as_json(FigureValue(figure, number, 3, "many"))["qualifier"] == "多"
    assert as_json(FigureValue(figure, None))["value"] is None


@pytest.mark.parametrize(
    "arguments",
    [["figures", "26"], ["figures", "202²"], ["figures", "2024", "--as-of", "3月"]],
)
def test_wrong_arguments_are_refused_in_words(arguments):
    with pytest.raises(CommandError, match="请写作"):
        call_command(*arguments)
