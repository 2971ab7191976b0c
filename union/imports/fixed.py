"""Required fields that a sheet lacks and a person gave one value for all its rows.

They are kept among the words of a batch, as what nothing at all means: {field: {"":
value}}, the value as the field's box would send it.
"""

import datetime as dt
from copy import deepcopy

from django.core.exceptions import ValidationError
from django.forms.models import ModelChoiceField

from union.following import Following
from union.models import Record


def fixable(importer, columns):
    """{name: form field} of what no column brings and may be the same for all rows:
    nothing that tells records apart, and nobody's name."""
    columns, told_apart = set(columns), {*importer.key, *importer.identity}
    return {
        name: optional(field)
        for name, field in importer.fields.items()
        if name not in columns | told_apart and is_open(importer, name, columns)
        if not (importer.is_many(name) or importer.is_secret(name) or is_person(field))
    }


def is_open(importer, name, columns):
    """Whether a new record may be left without it otherwise."""
    if name in importer.model.follows:
        return Following(importer.model).leaves_open(name)
    return importer.needs(name, columns)


def is_person(field):
    is_reference = isinstance(field, ModelChoiceField)
    return is_reference and getattr(field.queryset.model, "picked_by_name", False)


def optional(field):
    field = deepcopy(field)
    field.required = False
    return field


def sent(value):
    """The cleaned value as a box sends it; "" for none."""
    if isinstance(value, Record):
        return str(value.pk)
    if isinstance(value, dt.date):
        return value.isoformat()
    return "" if value is None else str(value)


def fixed_of(values):
    """{field: value as sent} among the words of a batch."""
    return {name: words[""] for name, words in values.items() if words.get("")}


def with_fixed(values, fixed):
    """``values`` with these and no other fixed ones."""
    bare = without_fixed(values)
    filled = {name: {"": text} for name, text in fixed.items() if text}
    return {
        name: bare.get(name, {}) | filled.get(name, {}) for name in {**bare, **filled}
    }


def without_fixed(values):
    return {
        name: {word: meant for word, meant in words.items() if word}
        for name, words in values.items()
    }


def fill(importer, plan, columns, values):
    """Give the new records of ``plan`` the fixed values of fields without a column."""
    fixed = fixed_of(values)
    offered = fixable(importer, columns) if fixed else {}
    for name, text in fixed.items():
        if name not in offered:
            continue
        label = importer.labels[name]
        try:
            value = importer.fields[name].clean(text)
        except ValidationError as error:
            texts = "；".join(error.messages)
            plan.problems.append(f"给“{label}”统一填写的值不能用：{texts}")
            continue
        plan.fixed[name] = (label, in_words(importer.fields[name], value))
        for row in plan.rows:
            if row.record is None:
                row.values[name] = value


def in_words(field, value):
    if isinstance(value, Record):
        return value.called
    choices = (
        {} if isinstance(field, ModelChoiceField) else getattr(field, "choices", ())
    )
    return str(dict(choices).get(value, value))
