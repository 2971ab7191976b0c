"""The filters of a list. They are also the definitions of the figures: a figure is
nothing but a list with some of these parameters."""

import datetime as dt
from functools import cache, cached_property
from itertools import chain

import django_filters
from django import forms
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.http import QueryDict
from django_filters.fields import (
    DateRangeField,
    ModelMultipleChoiceField,
    RangeField,
)
from django_filters.widgets import DateRangeWidget, RangeWidget

from .fields import DateBox, DateFormField, KnowsNumbers, MoneyFormField
from .models import AuditEntry
from .spans import edge

DEFAULTS = django_filters.FilterSet.FILTER_DEFAULTS
#: The largest number of a record.
MAX_NUMBER = 2**63 - 1
#: Longest text to look for; each word of it is looked for in several columns.
LONGEST_SEARCH = 50


class DayInput(DateBox):
    """A box for a typed day, beside which a script puts a calendar."""

    def __init__(self, attrs=None):
        super().__init__({"data-day": "", **(attrs or {})})


class DayRangeWidget(DateRangeWidget):
    def __init__(self, attrs=None):
        super().__init__(attrs)
        # The legend names both; each says which end of the range it is.
        self.widgets = [
            DayInput({**(attrs or {}), "aria-label": end}) for end in ("从", "到")
        ]


class EdgeField(DateFormField):
    """One end of a range: a day, or a year or month, of which it is the first day or
    the last."""

    def __init__(self, *, last, **kwargs):
        super().__init__(**kwargs)
        self.last = last

    def to_python(self, value):
        day = edge(value, last=self.last) if isinstance(value, str) else None
        return day or super().to_python(value)


class DayRangeField(DateRangeField):
    """Two days as people type them: 20250601, 6-1, 今天, 2025, 2025-6."""

    def __init__(self, *args, **kwargs):
        # DateRangeField has fields of its own, so its parent is asked.
        days = (EdgeField(last=False), EdgeField(last=True))
        RangeField.__init__(self, days, *args, **kwargs)


class DayRangeFilter(django_filters.DateFromToRangeFilter):
    """``name_after`` and ``name_before``, both included."""

    field_class = DayRangeField

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("widget", DayRangeWidget())
        super().__init__(*args, **kwargs)


class MoneyRangeWidget(RangeWidget):
    def __init__(self, attrs=None):
        super().__init__(attrs)
        self.widgets = [
            forms.TextInput({"inputmode": "decimal", "aria-label": end})
            for end in ("不少于", "不多于")
        ]


class MoneyRangeField(RangeField):
    """Two amounts as people type them: 1000, 1,000 元."""

    def __init__(self, *args, **kwargs):
        fields = (MoneyFormField(), MoneyFormField())
        super().__init__(fields, *args, **kwargs)


class MoneyRangeFilter(django_filters.RangeFilter):
    """``name_min`` and ``name_max`` in yuan, both included."""

    field_class = MoneyRangeField

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("widget", MoneyRangeWidget())
        super().__init__(*args, **kwargs)


class ChoicesFilter(django_filters.MultipleChoiceFilter):
    """One or several values of a choice: ``occasion=sick&occasion=hospital``."""

    def __init__(self, choices, **kwargs):
        kwargs.setdefault("widget", forms.CheckboxSelectMultiple())
        # Values of one column never meet a row twice.
        super().__init__(choices=choices.choices, distinct=False, **kwargs)


class DayFilter(django_filters.DateFilter):
    field_class = DateFormField

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("widget", DayInput())
        super().__init__(*args, **kwargs)


class WholeNumberFilter(django_filters.NumberFilter):
    """Of a whole number: no fractions, and no 1e99999999."""

    field_class = forms.IntegerField  # type: ignore[assignment]
    #: What follows the number where a person reads it.
    unit = ""


class YearFilter(WholeNumberFilter):
    unit = "年"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, min_value=dt.MINYEAR, max_value=dt.MAXYEAR, **kwargs)


class MonthFilter(WholeNumberFilter):
    unit = "月"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, min_value=1, max_value=12, **kwargs)


class ManyRecordsFilterField(KnowsNumbers, ModelMultipleChoiceField):
    """Several records, by their numbers."""


class ManyRecordsFilter(django_filters.ModelMultipleChoiceFilter):
    field_class = ManyRecordsFilterField


class AccountFilter(WholeNumberFilter):
    """Of the account that did something, by its number; for links, not for people."""


class NumbersFilter(django_filters.BaseInFilter):
    """“12,15,18”."""

    field_class = forms.IntegerField


class ImportFilter(django_filters.UUIDFilter):
    """Of what was imported, entered or changed at one stroke; for links, not for
    people."""

    def filter(self, qs, value):
        if not value:
            return qs
        entries = AuditEntry.objects.filter(
            batch=value, content_type=ContentType.objects.get_for_model(qs.model)
        )
        return qs.filter(pk__in=entries.values("object_id"))


def by_number(model, label, **kwargs):
    """Asks for the 编号 of a kind that has too many records for a list."""
    return django_filters.ModelChoiceFilter(
        queryset=model.objects.all(), label=label, widget=forms.NumberInput, **kwargs
    )


class RecordFilter(django_filters.FilterSet):
    """The base of every list's filters; ``q`` looks in the record's search fields."""

    FILTER_DEFAULTS = DEFAULTS | {
        field: {"filter_class": WholeNumberFilter}
        for field in (
            models.IntegerField,
            models.SmallIntegerField,
            models.PositiveIntegerField,
            models.PositiveSmallIntegerField,
        )
    }
    FILTER_DEFAULTS[models.ManyToManyField] = DEFAULTS[models.ManyToManyField] | {
        "filter_class": ManyRecordsFilter
    }

    q: django_filters.CharFilter | None = django_filters.CharFilter(
        label="查找", method="search", max_length=LONGEST_SEARCH
    )
    voided = django_filters.ChoiceFilter(
        label="作废记录", choices=[("1", "只看已作废")], method="any_row"
    )
    pk = NumbersFilter(label="编号", widget=forms.HiddenInput, max_value=MAX_NUMBER)
    batch = ImportFilter(label="一次操作", widget=forms.HiddenInput)

    #: Filters shown at once; the others open under 更多筛选.
    main: tuple[str, ...] = ()
    #: What figures and links filter by, and nobody by hand: a chip where it is in use.
    technical: tuple[str, ...] = ()

    def get_form_class(self):
        return form_class_of(type(self))

    def search(self, queryset, name, value):
        return queryset.matching(value)

    def any_row(self, queryset, name, value):
        """Which of both sets is shown is decided by the view, before the filters."""
        return queryset

    @cached_property
    def shown(self):
        """(main, further) bound fields of the filter form."""
        fields = {f.name: f for f in self.form if not self.is_technical(f)}
        for bound in fields.values():
            if isinstance(bound.field, forms.NullBooleanField):
                # Django says 未知, which would be a third answer.
                bound.field.widget.choices[0] = ("unknown", "全部")
        main = [name for name in ("q", *self.main) if name in fields]
        return (
            [fields.pop(name) for name in main],
            list(fields.values()),
        )

    def is_technical(self, bound):
        """A filter by the number of a record is for links, too."""
        asks_number = isinstance(bound.field.widget, forms.NumberInput)
        names_record = hasattr(bound.field, "queryset")
        return (
            bound.name in self.technical
            or isinstance(self.filters[bound.name], AccountFilter)
            or bound.is_hidden
            or (asks_number and names_record)
        )

    @property
    def active_further(self):
        """Whether one of the folded filters is in use."""
        further = {field.name for field in self.shown[1]}
        return bool(further & set(self.form.changed_data))

    @property
    def carried(self):
        """(parameter, value) of what is in use and has no box in the form."""
        shown = {field.name for part in self.shown for field in part}
        hidden = [name for name in self.form.changed_data if name not in shown]
        for parameter in chain(*(parameters_of(self.form, name) for name in hidden)):
            for value in self.data.getlist(parameter):
                yield parameter, value


def parameters_of(form, name):
    """The parameters in an address that belong to the filter ``name``."""
    widget = form.fields[name].widget
    if isinstance(widget, RangeWidget):
        return [f"{name}_{suffix}" for suffix in widget.suffixes]
    return [name]


@cache
def form_class_of(filterset):
    """Made once: each form has copies of its fields."""
    form_class = super(RecordFilter, filterset()).get_form_class()
    for field in form_class.base_fields.values():
        if hasattr(field, "queryset") and field.queryset.model.reference_fields:
            # Of the records that one may choose from, their names are enough, in the
            # order in which forms offer them.
            model = field.queryset.model
            rows = field.queryset.only(*model.reference_fields)
            field.queryset = rows.order_by(*model.offered_order)
    return form_class


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
        ends = getattr(item.field.widget, "suffixes", ())
        named = {name, *(f"{name}_{end}" for end in ends)} & unused
        if named:
            unused -= named
            value = item.field.widget.value_from_datadict(data, {}, name)
            rows = item.filter(rows, item.field.clean(value))
    if unused:
        raise ValidationError(f"没有名为 {'、'.join(sorted(unused))} 的筛选条件")
    return rows
