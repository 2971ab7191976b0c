"""The columns of a list. One declaration prints the page, sorts it and fills the sheet.

A column names a path of the query, so a page is read with ``values_list``: no objects,
no query a row, and the export streams the same values.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.timezone import localtime

from .fields import BlindIndexField, EncryptedTextField, MoneyField

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
    average: bool = False  # whether the foot gives its average instead
    extra: bool = False  # offered in 列, but not shown unless chosen
    #: What a list on a page shows instead, where the path may be empty; a sheet, which
    #: may come back, keeps the path.
    page_path: str = ""
    kind = "text"  # how the sheet stores it
    css = ""
    is_link = False  # whether it leads to the record

    @property
    def shown_path(self):
        return self.page_path or self.path

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

    is_link = True

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


#: Fields that no list is read for.
NEVER_SHOWN = {"id", "voided_at", "version"}
#: Longer texts are for the record's own page.
LONGEST_TEXT = 200


def further_columns(model, known):
    """Columns for what a kind's own ``known`` ones leave out, offered in 列: every
    plain field of the record, and the name of each record that it names."""
    paths = {column.path for column in known}
    named = {path.partition("__")[0] for path in paths if "__" in path}
    for field in model._meta.concrete_fields:
        if field.name in NEVER_SHOWN | paths | named:
            continue
        if field.many_to_one:
            yield from _column_of_named(field)
        elif field.editable and (column := _column_class(field)):
            yield column(field.name, extra=True)
    yield TimeColumn("created_at", extra=True)
    yield Column("created_by__name", "登记人", extra=True)


def _column_of_named(field):
    names = getattr(field.related_model, "reference_fields", ())
    if names:
        label = str(field.verbose_name)
        yield Column(f"{field.name}__{names[-1]}", label, extra=True)


def _column_class(field):
    """How a field is shown in a list; None for what is secret or too long."""
    if isinstance(field, EncryptedTextField | BlindIndexField):
        return None
    if isinstance(field, models.DateTimeField):
        return TimeColumn
    for field_class, column in FIELD_COLUMNS:
        if isinstance(field, field_class):
            return Column if field.choices else column
    is_short = (field.max_length or LONGEST_TEXT + 1) <= LONGEST_TEXT
    return Column if isinstance(field, models.CharField) and is_short else None


FIELD_COLUMNS = (
    (models.DateField, DateColumn),
    (models.BooleanField, YesNoColumn),
    (MoneyField, MoneyColumn),
    (models.IntegerField, NumberColumn),
)
