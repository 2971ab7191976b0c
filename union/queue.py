"""上一条, 下一条: the way on from a record that was opened from a filtered list.

The address of the record carries the query of the list, ``?list=status%3Dsubmitted``;
no list is loaded, only the neighbours of the record are looked for.
"""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import connections
from django.db.models import Q
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode

from .filters import picked
from .listing import IN_WORK, OTHER_PARAMETERS, kept, order_of, shows_voided

PARAMETER = "list"
#: A longer query is not carried: it would stand in each row of the list.
LONGEST = 300
NOTHING = Q(pk__in=())


@dataclass(frozen=True)
class Place:
    """The neighbours of a record: their addresses, empty where there is none."""

    following: str
    previous: str = ""
    #: How many are left in the list, where the record has left it; else None.
    rest: int | None = None

    @property
    def has_left(self):
        return self.rest is not None


class Queue:
    """A filtered list of a kind, as ``user`` sees it, and the way through it."""

    def __init__(self, kind, query, user):
        self.kind, self.query, self.user = kind, query, user

    @classmethod
    def of_list(cls, kind, query, user):
        """The queue of a list; None where all is shown or the query is too long."""
        plain = QueryDict(kept(query), mutable=True)
        if IN_WORK in query:
            plain[IN_WORK] = "1"
        text = plain.urlencode()
        return cls(kind, plain, user) if 0 < len(text) <= LONGEST else None

    @classmethod
    def named_in(cls, kind, request):
        """The queue that the address of a record names; None where it names none."""
        text = request.GET.get(PARAMETER, "")
        if len(text) > LONGEST:
            return None
        return cls.of_list(kind, QueryDict(text), request.user)

    @property
    def is_work(self):
        return IN_WORK in self.query

    @property
    def url(self):
        return f"{self.kind.list_url}?{self.query.urlencode()}"

    @property
    def back(self):
        """Where one came from: the list, or the page of 待办 that led to it."""
        return reverse("work") if self.is_work else self.url

    @property
    def suffix(self):
        """What the address of a page about a record says of the queue."""
        return "?" + urlencode({PARAMETER: self.query.urlencode()})

    @cached_property
    def order(self):
        return order_of(self.kind, self.query)

    def rows(self):
        """The records of the list; raises ValidationError where a filter is odd."""
        rows = self.kind.model.objects.visible_to(self.user)
        is_void = shows_voided(self.kind, self.query, self.user)
        rows = rows.voided() if is_void else rows.valid()
        filters = self.query.copy()
        for name in OTHER_PARAMETERS:
            filters.pop(name, None)
        return picked(self.kind.filterset, filters.urlencode(), rows)

    def place_of(self, record):
        """The Place of ``record``, also of one that has left the list by now; None
        where the list cannot be. As many queries for a long list as for a short one."""
        try:
            rows = self.rows()
        except ValidationError:
            return None
        back = reversed_order(self.order)
        values = self.values_of(record)
        following = self.first(rows.filter(behind(self.order, values, rows.db)))
        if rows.filter(pk=record.pk).exists():
            previous = self.first(rows.filter(behind(back, values, rows.db)), back)
            return Place(following, previous)
        return Place(following or self.first(rows), rest=rows.count())

    def values_of(self, record):
        paths = [term.removeprefix("-") for term in self.order]
        return self.kind.model._base_manager.values_list(*paths).get(pk=record.pk)

    def first(self, rows, order=None):
        """The address of the first of ``rows``."""
        pks = rows.order_by(*(order or self.order)).values_list("pk", flat=True)
        pk = pks.first()
        return "" if pk is None else self.kind.url("detail", pk) + self.suffix


def reversed_order(order):
    return [t.removeprefix("-") if t.startswith("-") else f"-{t}" for t in order]


def behind(order, values, using):
    """The condition on what comes after the place that ``values`` mark in ``order``."""
    nulls_largest = connections[using].features.nulls_order_largest
    found, level = NOTHING, Q()
    for term, value in zip(order, values, strict=True):
        path, descends = term.removeprefix("-"), term.startswith("-")
        # Going down, what comes last is the smallest, not the largest.
        nulls_last = nulls_largest != descends
        found |= level & beyond(path, value, "lt" if descends else "gt", nulls_last)
        level &= Q(**{f"{path}__isnull": True} if value is None else {path: value})
    return found


def beyond(path, value, comparison, nulls_last):
    if value is None:
        return NOTHING if nulls_last else Q(**{f"{path}__isnull": False})
    further = Q(**{f"{path}__{comparison}": value})
    return further | Q(**{f"{path}__isnull": True}) if nulls_last else further
