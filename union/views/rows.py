"""The rows of a list as one person asks for them: filters, columns, order."""

from dataclasses import replace
from functools import cached_property

from django.forms.widgets import ChoiceWidget
from django.http import HttpRequest, QueryDict

from union.columns import MoneyColumn, NumberColumn
from union.figures import AVERAGE_PARAMETER, SHOW_PARAMETER
from union.filters import parameters_of
from union.listing import OTHER_PARAMETERS, order_of, shows_voided
from union.models import ListSetting

from .base import KindMixin

PAGE_SIZES = (50, 100, 200)


def size_in(text):
    """The number of rows that an address asks for, or None where it is none of ours."""
    return int(text) if text in map(str, PAGE_SIZES) else None


class RowsMixin(KindMixin):
    """What the list, its sheet and its bulk actions have in common."""

    request: HttpRequest

    @cached_property
    def query(self) -> QueryDict:
        """The parameters of the list."""
        return self.request.GET

    @cached_property
    def setting(self):
        """How this person wants the list."""
        own = {"user": self.request.user, "kind": self.kind.label}
        return ListSetting.objects.filter(**own).first() or ListSetting(**own)

    @property
    def shows_voided(self):
        return shows_voided(self.kind, self.query, self.request.user)

    @cached_property
    def filterset(self):
        rows = self.get_queryset()
        rows = rows.voided() if self.shows_voided else rows.valid()
        filterset = self.kind.filterset(self.query, queryset=rows)
        for field in filterset.form.fields.values():
            # What this person does not see is no choice: it would leave nothing.
            is_offered = isinstance(field.widget, ChoiceWidget)
            if is_offered and hasattr(getattr(field, "queryset", None), "visible_to"):
                field.queryset = field.queryset.visible_to(self.request.user)
        return filterset

    @cached_property
    def records(self):
        """What the filters leave, unordered."""
        if not self.filterset.is_valid():
            return self.kind.model.objects.none()
        return self.filterset.qs

    @cached_property
    def unknown(self):
        """The parameters that mean nothing to this list, in order."""
        form = self.filterset.form
        known = {p for name in form.fields for p in parameters_of(form, name)}
        return sorted(set(self.query) - known - OTHER_PARAMETERS)

    @cached_property
    def chosen_columns(self):
        """The columns of this person's choice; one of them leads to the record."""
        offered = self.kind.offered_columns
        chosen = [offered[path] for path in self.setting.columns if path in offered]
        chosen = chosen or list(self.kind.default_columns)
        if not any(column.is_link for column in chosen):
            chosen.insert(0, next(c for c in self.kind.columns if c.is_link))
        return tuple(self.with_asked(chosen))

    def with_asked(self, columns):
        """The columns and, with its sum or average, the one that the address asks for:
        a figure leads to what it is made of, a line of 待办 to the day that it is
        about."""
        averaged = self.query.get(AVERAGE_PARAMETER, "")
        path = averaged or self.query.get(SHOW_PARAMETER, "")
        asked = self.kind.offered_columns.get(path)
        if asked is None:
            return columns
        if isinstance(asked, NumberColumn | MoneyColumn):
            asked = replace(asked, total=not averaged, average=bool(averaged))
        shown = [asked if column.path == asked.path else column for column in columns]
        return shown if asked in shown else [*shown, asked]

    @cached_property
    def columns(self):
        """(column, its heading, its choice labels) of each column."""
        model = self.kind.model
        return [(c, c.heading(model), c.labels(model)) for c in self.chosen_columns]

    def ordered(self):
        """The rows, by ``?sort=path`` or ``?sort=-path``, where that is a column."""
        return self.in_order(self.records.with_details())

    def in_order(self, records):
        return records.order_by(*order_of(self.kind, self.query))
