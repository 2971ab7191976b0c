"""What a kept form says, for the person who is to send it again."""

from django import forms
from django.urls import Resolver404, resolve

from union.forms import is_encrypted
from union.page_names import PAGES_OF_KIND

#: The pages on which a record is typed.
FORMS = ("create", "update", "batch")


def readable(kept):
    """{"title": "新增会员", "items": [(label, typed), …]}, or None: no form of
    a record. Secrets are left out: others may look over the shoulder."""
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
    items = [
        (str(fields[name].label), _said(fields[name], text))
        for name, text in kept["fields"]
        if name in fields and text
    ]
    return {"title": f"{PAGES_OF_KIND[page]}{kind.name}", "items": items}


def _said(field, text):
    """What was chosen by its name, what was typed as it was typed."""
    if not isinstance(field, forms.ChoiceField) or hasattr(field, "queryset"):
        return text
    return dict(field.choices).get(text, text)
