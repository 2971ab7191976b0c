"""What a kept form says, for the person who is to send it again."""

from django import forms
from django.db.models import Model
from django.urls import Resolver404, resolve

from union.fields import EncryptedTextField

PAGES = {"create": "新增", "update": "修改", "batch": "成批录入"}


def readable(kept):
    """{"title": "新增会员", "items": [(label, typed), …]}, or None: no form of
    a record. Secrets are left out: others may look over the shoulder."""
    try:
        found = resolve(kept["path"].partition("?")[0])
    except Resolver404:
        return None
    view = getattr(found.func, "view_class", None)
    kind = getattr(found.func, "view_initkwargs", {}).get("kind")
    page = PAGES.get(getattr(view, "url_name", ""))
    if kind is None or page is None:
        return None
    fields = {
        name: field
        for name, field in kind.form.base_fields.items()
        if not _is_secret(kind.model, name)
    }
    items = [
        (str(fields[name].label), _said(fields[name], text))
        for name, text in kept["fields"]
        if name in fields and text
    ]
    return {"title": f"{page}{kind.name}", "items": items}


def _said(field, text):
    """What was chosen by its name, what was typed as it was typed."""
    if not isinstance(field, forms.ChoiceField) or hasattr(field, "queryset"):
        return text
    return dict(field.choices).get(text, text)


def _is_secret(model: type[Model], name):
    return isinstance(model._meta.get_field(name), EncryptedTextField)
