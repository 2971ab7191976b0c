"""What the cells of a grid show of how they were read, and of what saving puts into
those that are empty."""

import datetime as dt
from decimal import Decimal

from django.forms import ChoiceField

from union.imports.template import written
from union.models import Record

from .typed import word_for


def spell_out(importer, typed, plan):
    """“1001” becomes “1001 张伟”, “6-1” a day of this year, “五百元” 500.00: one sees
    what was read."""
    fields = {name: importer.fields[name] for name in typed.columns}
    places = typed.places
    for row in plan.rows:
        texts = typed[places[row.number]]
        for name, field in fields.items():
            value = row.values.get(name)
            if value is not None and texts[name]:
                texts[name] = spelt_out(field, value, texts[name])
    typed.spell_days(importer.fields)


def spelt_out(field, value, text):
    if isinstance(value, Record):
        return value.reference or text
    if isinstance(value, Decimal):
        return text if text.isascii() and text.isdigit() else f"{value}"
    if isinstance(value, dt.date):
        return f"{value}"
    return word_for(field, value) if isinstance(field, ChoiceField) else text


def filled_in(importer, typed, plan):
    """{index of a row: {column: text}} of what saving puts into its empty cells: the
    term of the plan, the group of the department, a default. What is at the head of a
    column or above it is in sight there."""
    common, places = typed.above | typed.heads, typed.places
    names = [
        name
        for name in typed.columns
        if not (common.get(name) or importer.is_many(name) or importer.is_secret(name))
    ]
    found = {}
    for row in plan.rows:
        record, index = row.record, places[row.number]
        if record is None or record.pk:
            continue  # a cell could not be read, or the same is on record
        empty = [n for n in names if not typed[index][n] and getattr(record, n, None)]
        found[index] = {name: str(written(record, name)) for name in empty}
    return found
