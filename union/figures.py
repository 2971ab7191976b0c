"""What a figure of the annual report is, and how all of a period are computed at once.

A figure is a record list, the filter that picks its rows, and a measure. The number,
the link to the rows behind it and the exported sheet all come from that one
declaration, so they cannot disagree.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from django.core.exceptions import ValidationError
from django.db.models import (
    Aggregate,
    Avg,
    BigIntegerField,
    CharField,
    Count,
    FloatField,
    Max,
    Min,
    Sum,
    Value,
)
from django.db.models.functions import Cast, NullIf
from django.urls import resolve, reverse
from django.utils.http import urlencode

from .batched import batched
from .fields import MoneyField
from .fields.money import to_yuan
from .filters import picked
from .models import Qualifier
from .periods import Period
from .permissions import perm

#: Any period that ends before its year does.
MID_YEAR = Period.of_year(2000, dt.date(2000, 6, 30))
#: What a list's address says of a column that it is to show and to sum up.
SHOW_PARAMETER = "show"
#: The same of one whose average it is to give.
AVERAGE_PARAMETER = "average"


@dataclass(frozen=True)
class FigureValue:
    """A figure of one period. ``number`` is None where there is nothing to say."""

    figure: "AnyFigure"
    number: Decimal | int | None
    rows: int = 0
    qualifier: str = ""
    url: str = ""

    @property
    def text(self):
        """近300人次、12118.40元、98.5%."""
        if self.number is None:
            return "—"
        return Qualifier(self.qualifier).put(self.plain, self.figure.unit)

    @property
    def plain(self):
        """The number alone, as a sentence prints it."""
        if self.number is None:
            return ""
        return self.figure.plain(self.number)


def of_sum(summed, least, greatest):
    """The qualifier of a sum of ``rows`` numbers, whose own ones go from ``least`` to
    ``greatest``: 不少于 holds for sums as well, of the others only 约 is left, for no
    report says 876余人次."""
    if summed == 1 or least == greatest in {Qualifier.EXACT, Qualifier.AT_LEAST}:
        return least
    return Qualifier.ABOUT


def rounded(number, places):
    """Half up, as people round by hand: 6.25 → 6.3."""
    return Decimal(str(number)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


@dataclass(frozen=True, kw_only=True)
class BaseFigure:
    """``definition`` is the 口径 that the page and the annex show."""

    key: str
    label: str
    unit: str
    section: str
    definition: str
    places: int = 0

    def plain(self, number):
        return f"{rounded(number, self.places):f}"


@dataclass(frozen=True, kw_only=True)
class Figure(BaseFigure):
    """``rows`` names the list, ``where`` and ``when`` give its filter parameters."""

    rows: str
    when: Callable[[Period], Mapping[str, object]]
    where: Mapping[str, object] = field(default_factory=dict)
    measure: Aggregate = field(default_factory=lambda: Count("pk"))
    qualifier: str = ""  # the field whose 近/余/多 the sum carries

    @cached_property
    def kind(self):
        return resolve(reverse(self.rows)).func.view_initkwargs["kind"]

    def is_open_to(self, user):
        return user.has_perm(perm(self.kind.model, "view"))

    def query(self, period):
        """The query string of the list; the rows are picked by nothing else."""
        return urlencode({**self.where, **self.when(period)}, doseq=True)

    def queryset(self, period, user):
        return self.within(self.of_period(period, user))

    @cached_property
    def counts_whole_years(self):
        """Whether it has no number of a day: what it counts tells the year only, or is
        in a state without a date."""
        return self.when(MID_YEAR) == self.when(Period.of_year(MID_YEAR.year))

    def of_period(self, period, user):
        """What the figure picks its rows from; many figures share it."""
        return self._picked(self.when(period), self.kind.model.objects.listed_for(user))

    def within(self, rows):
        return self._picked(self.where, rows)

    def _picked(self, parameters, rows):
        try:
            return picked(self.kind.filterset, urlencode(parameters, doseq=True), rows)
        except ValidationError as error:
            raise ValueError(f"{self.key}: {'；'.join(error.messages)}") from error

    def url(self, period):
        # Without parameters the list would open with a person's default filter.
        query = self.query(period) or "all=1"
        name = AVERAGE_PARAMETER if self.is_average else SHOW_PARAMETER
        shown = f"&{urlencode({name: self.column})}" if self.column else ""
        return f"{reverse(self.rows)}?{query}{shown}"

    @cached_property
    def column(self):
        """The path of the list's column that is summed up or averaged; empty for other
        measures."""
        if not isinstance(self.measure, Sum | Avg) or self.measure.filter is not None:
            return ""
        name = getattr(self.measure.source_expressions[0], "name", "")
        return name if name in self.kind.offered_columns else ""

    @cached_property
    def is_money(self):
        measured = self.kind.model._base_manager.annotate(measured=self.measure)
        return isinstance(
            measured.query.annotations["measured"].output_field, MoneyField
        )

    @property
    def is_average(self):
        return isinstance(self.measure, Avg)

    def summary(self, rows):
        """One row (key, rows, number, how many numbers are in it, their least and
        greatest qualifier) as a queryset; no row where the list is empty. ``rows`` are
        those of the period."""
        number = FloatField() if self.is_average else BigIntegerField()
        summed, least, greatest = self._spread()
        measured = (
            self.within(rows)
            .order_by()
            .values(figure_key=Value(self.key, output_field=CharField()))
            .annotate(
                figure_rows=Count("pk", distinct=True),
                figure_number=Cast(self.measure, number),
                figure_summed=summed,
                figure_least=least,
                figure_greatest=greatest,
            )
        )
        return measured.values_list(
            "figure_key",
            "figure_rows",
            "figure_number",
            "figure_summed",
            "figure_least",
            "figure_greatest",
        )

    def _spread(self):
        """How many numbers are in the sum, their least and greatest qualifier."""
        if not self.qualifier:
            nothing = Value(None, output_field=CharField())
            return Value(0), nothing, nothing
        is_sum = isinstance(self.measure, Sum)
        summed = Count(self.measure.source_expressions[0] if is_sum else "pk")
        qualifier = NullIf(self.qualifier, Value(""), output_field=CharField())
        return summed, Min(qualifier), Max(qualifier)

    def value(self, period, row=None):
        """The FigureValue of what ``summary`` gave."""
        if row is None:
            empty = None if self.is_average else 0
            return FigureValue(self, empty, url=self.url(period))
        _, rows, number, summed, least, greatest = row
        if number is None:
            number = None if self.is_average else 0
        elif self.is_money:
            number = to_yuan(number)
        qualifier = of_sum(summed, least or "", greatest or "")
        return FigureValue(self, number, rows, qualifier, self.url(period))

    def split(self, name, choices, *, label="{figure}：{choice}"):
        """This figure once for each choice of the list's filter ``name``."""
        return [
            replace(
                self,
                key=f"{self.key}_{choice.value}",
                label=label.format(figure=self.label, choice=choice.label),
                definition=f"{self.definition}；仅“{choice.label}”",
                where={**self.where, name: choice.value},
            )
            for choice in choices
        ]


@dataclass(frozen=True, kw_only=True)
class Ratio(BaseFigure):
    """One figure in relation to another, as a percentage unless ``per_head``."""

    part: str
    whole: str
    unit: str = "%"
    places: int = 1
    scale: int = 100

    def of(self, part, whole):
        if part is None or part.number is None or not whole or not whole.number:
            return FigureValue(self, None)
        number = Decimal(part.number) * self.scale / Decimal(whole.number)
        number = rounded(number, self.places)
        rough = part.qualifier or whole.qualifier
        qualifier = Qualifier.ABOUT if rough else Qualifier.EXACT
        return FigureValue(self, number, part.rows, qualifier, part.url)


AnyFigure = Figure | Ratio


def compute(figures, period, user):
    """{key: FigureValue} of all ``figures`` that are open to ``user``.

    The lists' own queries are sent together, as parts of one UNION for whole numbers
    and one for averages, so that a page costs the same few queries however many figures
    it shows.
    """
    listed = [f for f in figures if isinstance(f, Figure) and f.is_open_to(user)]
    bases = {(f.rows, str(f.when(period))): f for f in listed}
    bases = {key: f.of_period(period, user) for key, f in bases.items()}
    rows = {}
    for average in (False, True):
        parts = [
            f.summary(bases[f.rows, str(f.when(period))])
            for f in listed
            if f.is_average is average
        ]
        for first, *others in batched(parts, UNION_PARTS):
            rows |= {row[0]: row for row in first.union(*others, all=True)}
    values = {f.key: f.value(period, rows.get(f.key)) for f in listed}
    for ratio in figures:
        if isinstance(ratio, Ratio) and ratio.part in values:
            values[ratio.key] = ratio.of(values[ratio.part], values.get(ratio.whole))
    return values


#: SQLite takes 500 parts and 32,766 parameters in one compound select.
UNION_PARTS = 60
