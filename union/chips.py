"""What a list is filtered by, in words, each with the link that takes it away."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet
from django.http import QueryDict

from .filters import AccountFilter, ImportFilter, parameters_of
from .listing import IN_WORK, PLACE
from .models import Record, UndoBatch, User
from .records import kind_of

#: How many records a chip names.
NAMED = 3
EMPTY: tuple[object, ...] = (None, "", [])
UNSEEN = "（无权查看）"


@dataclass(frozen=True)
class Chip:
    label: str
    value: str
    #: The query string of the list without this condition.
    without: str
    #: What paper says of records that were ticked: they stand on it by their names.
    ticked: str = ""

    @property
    def text(self):
        return f"{self.label}：{self.value}"

    @property
    def printed(self):
        return self.ticked or self.text


def chips_of(filterset, user=None):
    """The Chips of all filters in use; one that has no meaning has none, its box says
    why. A record is called by its name, if ``user`` may see it; without a user it is
    the program that asks."""
    form = filterset.form
    form.is_valid()
    return [
        Chip(
            str(form.fields[name].label).replace("编号", "") or "编号",
            in_words(filterset, name, form.cleaned_data[name], user),
            without(filterset.data, (*parameters_of(form, name), IN_WORK)),
            ticked(filterset, name, form.cleaned_data[name]),
        )
        for name in form.changed_data
        if form.cleaned_data.get(name) not in EMPTY
    ]


def without(query, parameters):
    """The query string with all but these ``parameters``, from the first page."""
    rest = query.copy() if query else QueryDict(mutable=True)
    for name in (*parameters, *PLACE):
        rest.pop(name, None)
    return rest.urlencode() or "all=1"


def in_words(filterset, name, value, user):
    """A cleaned filter value as a person reads it."""
    if name == "pk":
        return picked_records(filterset.queryset, value)
    if isinstance(filterset.filters[name], ImportFilter):
        own = UndoBatch.objects.filter(pk=value, user=user).first()
        return str(own or "所选的一次")
    if isinstance(filterset.filters[name], AccountFilter):
        return account(filterset, name, value, user)
    if isinstance(value, Record):
        return value.called if may_see(user, value) else UNSEEN
    field = filterset.form.fields[name]
    values = value if isinstance(value, list | QuerySet) else [value]
    labels = {}
    if hasattr(field, "choices") and not hasattr(field, "queryset"):
        labels = dict(field.choices)
    # A range cannot be looked up: slices have no hash before Python 3.12.
    words = (labels.get(v, plain(v)) if labels else plain(v) for v in values)
    unit = getattr(filterset.filters[name], "unit", "")
    return "、".join(f"{word}{unit}" for word in words)


def may_see(user, record):
    if user is None:
        return True
    visible = type(record).objects.visible_to(user)
    return visible.filter(pk=record.pk).exists()


def account(filterset, name, number, user):
    """The name of an account: one's own, that of who keeps the accounts, and that of
    who did something to a record that one sees."""
    own = user is None or user.pk == number or user.has_perm("union.view_user")
    field = filterset.filters[name].field_name
    if own or filterset.queryset.filter(**{field: number}).exists():
        return str(User.objects.filter(pk=number).first() or UNSEEN)
    return UNSEEN


def ticked(filterset, name, numbers):
    if name != "pk":
        return ""
    return f"选定的 {len(numbers)} {kind_of(filterset.queryset.model).unit}"


def picked_records(rows, numbers):
    """「张伟、李娜等 5 条」: by their names those that may be seen."""
    first = rows.filter(pk__in=numbers[:NAMED]).order_by("pk")
    names = "、".join(record.called for record in first) or "所选"
    more = "等" if len(numbers) > NAMED else ""
    return f"{names}{more} {len(numbers)} {kind_of(rows.model).unit}"


def plain(value):
    """A value without choices; whole numbers are ``int``, so a Decimal is money."""
    if isinstance(value, slice):
        return span(value.start, value.stop)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        return f"{value:,.2f} 元"
    return f"{value:%Y-%m-%d}" if isinstance(value, dt.date) else str(value)


def span(start, stop):
    """2026-01-05 至 2026-03-01, 2026-01-05 起, 1,000.00 元以上, one day once; an end of
    None is open."""
    if start is not None and stop is not None:
        ends = dict.fromkeys((plain(start), plain(stop)))
        return " 至 ".join(ends)
    words = (" 起", " 止") if isinstance(start or stop, dt.date) else ("以上", "以下")
    return f"{plain(start)}{words[0]}" if stop is None else f"{plain(stop)}{words[1]}"
