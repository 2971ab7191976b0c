"""What a kept form says, for the person who is to send it again."""

from django import forms
from django.urls import Resolver404, resolve
from django.utils.datastructures import MultiValueDict

from union.batch import Typed
from union.form_fields import PickField
from union.forms import is_encrypted
from union.page_names import PAGES_OF_KIND
from union.references import record_number

#: The pages on which a record is typed.
FORMS = ("create", "update", "batch")


def readable(kept, user):
    """What ``user`` typed, as {"title": "新增会员", "items": [(label, text), …]}, or
    None: no form of a record. Of a grid, ``items`` are what all rows share, and
    "columns" and "rows" a table. Secrets are left out: others may look over the
    shoulder."""
    try:
        found = resolve(kept["path"].partition("?")[0])
    except Resolver404:
        return None
    view = getattr(found.func, "view_class", None)
    kind = getattr(found.func, "view_initkwargs", {}).get("kind")
    page = getattr(view, "url_name", "")
    if kind is None or page not in FORMS:
        return None
    fields = {
        name: field
        for name, field in kind.form.base_fields.items()
        if not is_encrypted(kind.model, name)
    }
    title = {"title": f"{PAGES_OF_KIND[page]}{kind.name}"}
    if page == "batch":
        return title | _table(kind, fields, kept["fields"], user)
    items = [
        (str(fields[name].label), _said(fields[name], text, user))
        for name, text in kept["fields"]
        if name in fields and text
    ]
    return title | {"items": items}


def _table(kind, fields, typed_fields, user):
    """What a grid held, row by row; columns and rows with nothing in them are left
    out."""
    data = MultiValueDict()
    for name, text in typed_fields:
        data.appendlist(name, text)
    typed = Typed.read(kind.grid, fields, data)
    numbers = typed.numbers
    columns = [n for n in typed.columns if any(row[n] for row in typed.rows)]
    common = {**typed.above, **typed.heads}
    return {
        "items": [
            (str(fields[name].label), _said(fields[name], text, user))
            for name, text in common.items()
            if text
        ],
        "columns": [str(fields[name].label) for name in columns],
        "rows": [
            (numbers[index], [typed[index][name] for name in columns])
            for index in typed.used
        ],
    }


def _said(field, text, user):
    """What was chosen by its name, what was typed as it was typed."""
    if isinstance(field, PickField) or not isinstance(field, forms.ChoiceField):
        return text
    if not hasattr(field, "queryset"):
        return dict(field.choices).get(text, text)
    seen = field.queryset.model.objects.visible_to(user)
    return seen.filter(pk=record_number(text)).first() or text
