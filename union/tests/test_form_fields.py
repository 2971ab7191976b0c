import datetime as dt
from decimal import Decimal

import pytest
import time_machine
from django import forms
from django.core.exceptions import ValidationError

from union.fields import (
    DateFormField,
    IntegerFormField,
    MoneyFormField,
    TextFormField,
    YesNoField,
)
from union.filters import DayInput
from union.values import CellError


@pytest.mark.parametrize(
    ("field", "value", "cleaned"),
    [
        (TextFormField(), " 张伟\u200b", "张伟"),
        (TextFormField(), 20181234.0, "20181234"),
        (TextFormField(), "一\n二", "一 二"),
        (TextFormField(widget=forms.Textarea), "一\r\n二", "一\n二"),
        (TextFormField(required=False), None, ""),
        (TextFormField(required=False, empty_value=None), "  ", None),
        (DateFormField(), "2025年6月1日", dt.date(2025, 6, 1)),
        (DateFormField(), 20250601, dt.date(2025, 6, 1)),
        (DateFormField(), dt.date(2025, 6, 1), dt.date(2025, 6, 1)),
        (DateFormField(), dt.datetime(2025, 6, 1, 9), dt.date(2025, 6, 1)),
        (DateFormField(required=False), " ", None),
        (MoneyFormField(), "１，０００元", Decimal("1000.00")),
        (MoneyFormField(), 0.30000000000000004, Decimal("0.30")),
        (MoneyFormField(), Decimal("5"), Decimal("5.00")),
        (MoneyFormField(), 12, Decimal("12.00")),
        (MoneyFormField(required=False), "", None),
        (IntegerFormField(), "12人", 12),
        (IntegerFormField(), 12.0, 12),
        (YesNoField(), "√", True),
        (YesNoField(), False, False),
        (YesNoField(required=False), "", None),
    ],
)
def test_fields_clean_typed_text_and_cells_alike(field, value, cleaned):
    assert field.clean(value) == cleaned


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        (TextFormField(), " \u200b", "这个字段是必填项。"),
        (TextFormField(), "a\x00b", "第 2 个字符是看不见的控制字符，请删去后重新输入"),
        (
            DateFormField(),
            "2025-13-01",
            "“2025-13-01”不是有效日期：没有 13 月，应写成 2026-01-31 这样",
        ),
        (DateFormField(), "", "这个字段是必填项。"),
        (MoneyFormField(), -5, "“-5”是负数，金额应大于或等于 0"),
        (MoneyFormField(), 0.125, "“0.125”超过两位小数，金额应精确到分，如 1234.50"),
        (IntegerFormField(min_value=1), "0", "确保该值大于或等于1。"),
        (YesNoField(), "也许", "“也许”看不出是或否，请填“是”或“否”"),
        (MoneyFormField(), CellError("#N/A", "请改正"), "“#N/A”不能使用：请改正"),
    ],
)
@pytest.mark.time_machine(dt.datetime(2026, 6, 3, 4, tzinfo=dt.UTC))
def test_fields_refuse_with_the_remedy(field, value, message):
    with pytest.raises(ValidationError) as refused:
        field.clean(value)
    assert refused.value.messages == [message]


@time_machine.travel(dt.datetime(2025, 12, 31, 17, 0, tzinfo=dt.UTC))
def test_today_is_the_day_in_china():
    assert DateFormField().clean("今天") == dt.date(2026, 1, 1)
    assert DateFormField().clean("3-8") == dt.date(2026, 3, 8)


def test_an_empty_box_for_a_day_looks_empty():
    for box in (EntryForm()["day"], FilterForm()["day"]):
        assert 'placeholder="年-月-日"' in str(box)


class EntryForm(forms.Form):
    day = DateFormField()
    amount = MoneyFormField()
    done = YesNoField()


class FilterForm(forms.Form):
    day = DateFormField(widget=DayInput)


def test_a_form_shows_again_what_was_stored_and_what_was_typed():
    stored = EntryForm(
        initial={"day": dt.date(2025, 6, 1), "amount": Decimal("1234.50"), "done": True}
    )
    assert 'value="2025-06-01"' in str(stored["day"])
    assert 'value="1234.50"' in str(stored["amount"])
    assert '<option value="是" selected>' in str(stored["done"])
    typed = EntryForm({"day": "6-99", "amount": "千元", "done": ""})
    assert not typed.is_valid()
    assert 'value="6-99"' in str(typed["day"])
    assert 'value="千元"' in str(typed["amount"])


def test_typing_the_same_differently_is_no_change():
    form = EntryForm(
        {"day": "20250601", "amount": "1,000元", "done": "是"},
        initial={"day": dt.date(2025, 6, 1), "amount": Decimal("1000"), "done": True},
    )
    assert form.changed_data == []
