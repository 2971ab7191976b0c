"""The filters of a list. They are also the definitions of the figures: a figure is
nothing but a list with some of these parameters."""

from functools import cache

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.http import QueryDict
from django_filters.widgets import DateRangeWidget

#: The largest number of a record.
MAX_NUMBER = 2**63 - 1
#: Longest text to look for; each word of it is looked for in several columns.
LONGEST_SEARCH = 50


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


class DayRangeWidget(DateRangeWidget):
    def __init__(self, attrs=None):
        super().__init__(attrs)
        # The legend names both; each says which end of the range it is.
        self.widgets = [
            DayInput({**(attrs or {}), "aria-label": end}) for end in ("从", "到")
        ]


class DayRangeFilter(django_filters.DateFromToRangeFilter):
    """``name_after`` and ``name_before``, both included."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("widget", DayRangeWidget())
        super().__init__(*args, **kwargs)


class ChoicesFilter(django_filters.MultipleChoiceFilter):
    """One or several values of a choice: ``occasion=sick&occasion=hospital``."""

    def __init__(self, choices, **kwargs):
        kwargs.setdefault("widget", forms.CheckboxSelectMultiple())
        # Values of one column never meet a row twice.
        super().__init__(choices=choices.choices, distinct=False, **kwargs)


class DayFilter(django_filters.DateFilter):
    def __init__(self, *args, **kwargs):
        kwargs.setdefault("widget", DayInput())
        super().__init__(*args, **kwargs)


class WholeNumberFilter(django_filters.NumberFilter):
    """Of a whole number: no fractions, and no 1e99999999."""

    field_class = forms.IntegerField  # type: ignore[assignment]


class NumbersFilter(django_filters.BaseInFilter):
    """“12,15,18”."""

    field_class = forms.IntegerField


class RecordFilter(django_filters.FilterSet):
    """The base of every list's filters; ``q`` looks in the record's search fields."""

    FILTER_DEFAULTS = django_filters.FilterSet.FILTER_DEFAULTS | {
        field: {"filter_class": WholeNumberFilter}
        for field in (
            models.IntegerField,
            models.SmallIntegerField,
            models.PositiveIntegerField,
            models.PositiveSmallIntegerField,
        )
    }

    q: django_filters.CharFilter | None = django_filters.CharFilter(
        label="查找", method="search", max_length=LONGEST_SEARCH
    )
    voided = django_filters.ChoiceFilter(
        label="作废记录", choices=[("1", "只看已作废")], method="any_row"
    )
    pk = NumbersFilter(label="编号", widget=forms.HiddenInput, max_value=MAX_NUMBER)

    #: Filters shown at once; the others open under 更多筛选.
    main: tuple[str, ...] = ()

    def search(self, queryset, name, value):
        return queryset.matching(value)

    def any_row(self, queryset, name, value):
        """Which of both sets is shown is decided by the view, before the filters."""
        return queryset

    @property
    def shown(self):
        """(main, further) bound fields of the filter form."""
        fields = {f.name: f for f in self.form if f.name != "pk"}
        for bound in fields.values():
            if isinstance(bound.field, forms.NullBooleanField):
                # Django says 未知, which would be a third answer.
                bound.field.widget.choices[0] = ("unknown", "全部")
        main = [name for name in ("q", *self.main) if name in fields]
        return (
            [fields.pop(name) for name in main],
            list(fields.values()),
        )

    @property
    def active_further(self):
        """Whether one of the folded filters is in use."""
        further = {field.name for field in self.shown[1]}
        return bool(further & set(self.form.changed_data))

    @property
    def active(self):
        """How many filters are in use."""
        return sum(1 for name in self.form.changed_data if name != "pk")

    @property
    def active_texts(self):
        """What is filtered, in words: ["事由：住院", "日期：2026-01-01 至 …"]."""
        if not self.form.is_valid():
            return []
        names = [name for name in self.form.changed_data if name != "pk"]
        return [
            f"{self.form[name].label}：{in_words(self.form.fields[name], value)}"
            for name in names
            if (value := self.form.cleaned_data[name]) not in (None, "", [])
        ]


def in_words(field, value):
    """A cleaned filter value as a person reads it."""
    if isinstance(value, slice):
        ends = (f"{end:%Y-%m-%d}" if end else "" for end in (value.start, value.stop))
        return " 至 ".join(ends)
    values = value if isinstance(value, list) else [value]
    labels = {}
    if hasattr(field, "choices") and not hasattr(field, "queryset"):
        labels = dict(field.choices)
    return "、".join(str(labels.get(item, item)) for item in values)


@cache
def filters_of(filterset):
    """{name: filter} of a list, to be used without its form."""
    return filterset().filters


def picked(filterset, query, rows):
    """The ``rows`` that the list shows for the parameters in ``query``: what its
    filterset does, without building the form of all its filters, which costs more than
    the query. Raises ValidationError where a parameter is unknown or has no meaning.
    """
    data = QueryDict(query)
    unused = set(data)
    for name, item in filters_of(filterset).items():
        named = {name, f"{name}_after", f"{name}_before"} & unused
        if named:
            unused -= named
            value = item.field.widget.value_from_datadict(data, {}, name)
            rows = item.filter(rows, item.field.clean(value))
    if unused:
        raise ValidationError(f"没有名为 {'、'.join(sorted(unused))} 的筛选条件")
    return rows
