"""Where one begins when a list is empty yet."""

from django.urls import resolve, reverse
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe

from .models import Record
from .permissions import allows, declared_policy
from .records import kind_of


def linked(kind, user):
    """The hint of a kind; what it names is a link where that page opens to ``user``."""
    text = escape(kind.hint)
    for words, name in kind.hint_links.items():
        url = reverse(name)
        if allows(user, declared_policy(resolve(url).func)):
            link = format_html('<a href="{}">{}</a>', url, words)
            text = text.replace(escape(words), link, 1)
    return mark_safe(text)  # noqa: S308  escaped above


def needed_first(kind, user):
    """[(name, url), …] of the kinds without which no record can be entered, while there
    is none of them; one query for each that it names."""
    return [
        (first.name, page_to_enter(first, user))
        for first in named_by(kind)
        if not first.model.objects.listed_for(user).exists()
    ]


def named_by(kind):
    """The kinds of which each record names one."""
    asked = kind.form.base_fields
    for field in kind.model._meta.concrete_fields:
        model = field.related_model
        if (
            field.name in asked
            and not field.null
            and model
            and issubclass(model, Record)
        ):
            yield kind_of(model)


def page_to_enter(kind, user):
    """Where ``user`` enters the first record of a kind; empty where they may not."""
    may = kind.can(user, "add") and kind.has_page("create")
    return kind.url("create") if may else ""
