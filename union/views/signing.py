"""签收表: the rows that a list shows, with room for a signature beside each."""

from decimal import Decimal
from functools import cached_property

from django.http import QueryDict
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.generic import TemplateView

from union.chips import chips_of
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

    @property
    def chosen_columns(self):
        return self.kind.signing.columns

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
        rows = self.ordered().values_list(*(c.path for c in self.chosen_columns))
        rows = list(rows[: MOST_ROWS + 1])
        return super().get_context_data(
            title=self.title,
            issuer=self.kind.signing.issuer(),
            signatures=self.kind.signing.signatures,
            is_this_month=self.is_this_month,
            is_cut=len(rows) > MOST_ROWS,
            most=MOST_ROWS,
            headings=[heading for _, heading, _ in self.columns],
            rows=[self.row(row) for row in rows[:MOST_ROWS]],
            totals=self.totals(rows[:MOST_ROWS]),
            chips=chips_of(self.filterset, self.request.user),
            query=self.query.urlencode(),
            **kwargs,
        )

    def row(self, values):
        cells = (
            column.cell(value, labels, "")
            for (column, _, labels), value in zip(self.columns, values, strict=True)
        )
        return mark_safe("".join(cells))  # noqa: S308  each cell is escaped

    def totals(self, rows):
        """The sum of each column that has one, else ""."""
        for place, column in enumerate(self.chosen_columns):
            values = (row[place] for row in rows if row[place] is not None)
            total = sum(values, Decimal()) if column.total else None
            yield "" if total is None else column.html(total, {})
