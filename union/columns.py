"""The columns of a list. One declaration prints the page, sorts it and fills the sheet.

A column names a path of the query, so a page is read with ``values_list``: no objects,
no query a row, and the export streams the same values.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from django.core.exceptions import FieldDoesNotExist
from django.utils.timezone import localtime

#: A text of more characters than this may take several lines.
LONG = 20


@dataclass(frozen=True)
class Column:
    """``path`` is a field, one of a related record ("member__name") or an annotation of
    the queryset's ``with_details``, which then needs a ``label``."""

    path: str
    label: str = ""  # the field's verbose_name, unless said
    sort: str | None = None  # what to order by; "" where it cannot be sorted
    total: bool = False  # whether the foot of the list sums it up
    kind = "text"  # how the sheet stores it
    css = ""

    def heading(self, model):
        field = self.field(model)
        return self.label or str(field.verbose_name)

    def field(self, model):
        """The model field behind the column, or None where it is an annotation."""
        *relations, name = self.path.split("__")
        try:
            for relation in relations:
                model = model._meta.get_field(relation).related_model
            return model._meta.get_field(name)
        except FieldDoesNotExist:
            return None

    @property
    def order(self):
        return self.path if self.sort is None else self.sort

    def labels(self, model):
        """{stored value: what a person reads} where the field has choices."""
        field = self.field(model)
        return dict(field.flatchoices) if field is not None else {}

    def value(self, raw, labels):
        """What the sheet gets."""
        return labels.get(raw, raw) if labels else raw

    def html(self, raw, labels):
        """What the page shows; escaped by the caller."""
        shown = labels.get(raw, raw) if labels else raw
        return "—" if shown is None or shown == "" else shown

    def cell(self, raw, labels, url):
        """The table cell as HTML, every text of it escaped."""
        shown = escape(str(self.html(raw, labels)))
        css = "long" if len(shown) > LONG else self.css
        attribute = f' class="{css}"' if css else ""
        return f"<td{attribute}>{shown}</td>"


class LinkColumn(Column):
    """Leads to the record itself."""

    def cell(self, raw, labels, url):
        shown = escape(str(self.html(raw, labels)))
        css = ' class="long"' if len(shown) > LONG else ""
        return f'<th scope="row"{css}><a href="{url}">{shown}</a></th>'


class NumberColumn(Column):
    kind = "integer"
    css = "num"


class IdColumn(LinkColumn):
    """编号: by it a sheet says which record a row is about."""

    kind = "integer"


class DateColumn(Column):
    kind = "date"
    css = "day"

    def html(self, raw, labels):
        return raw.isoformat() if raw else "—"


class TimeColumn(Column):
    kind = "datetime"

    def html(self, raw, labels):
        return f"{localtime(raw):%Y-%m-%d %H:%M}" if raw else "—"


class MoneyColumn(Column):
    kind = "money"
    css = "num"

    def html(self, raw, labels):
        return "—" if raw is None else f"{raw:,.2f}"


class YesNoColumn(Column):
    def value(self, raw, labels):
        return {True: "是", False: "否"}.get(raw, "")

    def html(self, raw, labels):
        return self.value(raw, labels) or "—"


@dataclass(frozen=True)
class BadgeColumn(Column):
    """A choice as a badge; ``colours`` maps its values to Bootstrap colour names."""

    colours: Sequence[tuple[str, str]] = ()

    def cell(self, raw, labels, url):
        colour = dict(self.colours).get(raw, "secondary")
        shown = escape(str(self.html(raw, labels)))
        return f'<td><span class="badge badge-{colour}">{shown}</span></td>'
