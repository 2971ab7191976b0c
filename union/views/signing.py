"""签收表: the rows that a list shows, with room for a signature beside each."""

from decimal import Decimal
from functools import cached_property

from django.http import QueryDict
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.generic import TemplateView

from union.chips import chips_of
from union.columns import MoneyColumn
from union.listing import OTHER_PARAMETERS
from union.work import end_of_month

from .rows import RowsMixin

#: As many rows as one prints and has signed at one stroke.
MOST_ROWS = 500


class RecordSigningView(RowsMixin, TemplateView):
    """A page for the printer; takes the parameters of the list."""

    url_name, url_tail = "signing", "signing/"
    template_name_suffix = "_signing"

    @classmethod
    def serves(cls, kind):
        return kind.signing is not None

    @property
    def is_this_month(self):
        """Whether nothing was asked for: nobody signs for all years at once."""
        return not any(
            value
            for name, value in self.request.GET.items()
            if name not in OTHER_PARAMETERS
        )

    @cached_property
    def query(self):
        if not self.is_this_month:
            return self.request.GET
        name, today = self.kind.signing.month, timezone.localdate()
        query = QueryDict(mutable=True)
        query[f"{name}_after"] = today.replace(day=1).isoformat()
        query[f"{name}_before"] = end_of_month(today).isoformat()
        return query

    @cached_property
    def found(self):
        """[{path: value}] of the rows, one more than are printed."""
        paths = (column.path for column in self.kind.signing.columns)
        return list(self.ordered().values(*paths)[: MOST_ROWS + 1])

    @cached_property
    def chosen_columns(self):
        """Without money of which nobody gets any."""
        return tuple(
            column
            for column in self.kind.signing.columns
            if not isinstance(column, MoneyColumn)
            or any(row[column.path] for row in self.found)
        )

    @property
    def title(self):
        """中秋节慰问签收表, where all rows are of that festival."""
        agreed = next(filter(None, map(self.agreed, self.kind.signing.titled_by)), "")
        return f"{agreed}{self.kind.signing.title}"

    def agreed(self, name):
        """The label of what all rows hold in that field, else ""."""
        found = list(
            self.records.order_by().values_list(name, flat=True).distinct()[:2]
        )
        labels = dict(self.model._meta.get_field(name).flatchoices)
        return labels.get(found[0], "") if len(found) == 1 and found[0] else ""

    def get_context_data(self, **kwargs):
        rows = self.found[:MOST_ROWS]
        return super().get_context_data(
            title=self.title,
            issuer=self.kind.signing.issuer(),
            signatures=self.kind.signing.signatures,
            is_this_month=self.is_this_month,
            is_cut=len(self.found) > MOST_ROWS,
            most=MOST_ROWS,
            headings=[heading for _, heading, _ in self.columns],
            rows=[self.row(row) for row in rows],
            totals=self.totals(rows),
            chips=chips_of(self.filterset, self.request.user),
            query=self.query.urlencode(),
            **kwargs,
        )

    def row(self, values):
        cells = (
            column.cell(values[column.path], labels, "")
            for column, _, labels in self.columns
        )
        return mark_safe("".join(cells))  # noqa: S308  each cell is escaped

    def totals(self, rows):
        """The sum of each column that has one, else ""."""
        for column in self.chosen_columns:
            values = (row[column.path] for row in rows if row[column.path] is not None)
            total = sum(values, Decimal()) if column.total else None
            yield "" if total is None else column.html(total, {})
