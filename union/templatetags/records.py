import re

from django import template
from django.apps import apps
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from union import deeds, hints, telling
from union.audit import HIDDEN
from union.permissions import may_open
from union.records import record_kinds

register = template.Library()
#: As long as a telephone number or a day, and no longer than an ID number.
_CODE = re.compile(
    "(?<![0-9A-Za-z*-])(?=[A-Za-z]*[0-9])[0-9A-Za-z*-]{7,20}(?![0-9A-Za-z*-])"
)


@register.filter
def is_hidden(change):
    """Whether a change in the log, [old, new], is one of a secret."""
    return HIDDEN in change


@register.filter
def person_of(record):
    """1301 张伟: the person whom a record names, told from others of the same name."""
    person = telling.person_of(record)
    return person.reference if person else ""


@register.simple_tag
def told_of(kind, record):
    """What tells it from others that are called the same."""
    return record.pick_hint or telling.told(kind, record, hint=True)


@register.simple_tag(takes_context=True)
def record_link(context, record, name=""):
    """What the record is called, as a link where its page opens to the reader."""
    name = name or record.reference or str(record)
    if not may_open(context["request"].user, record):
        return name
    return format_html('<a href="{}">{}</a>', record.get_absolute_url(), name)


@register.simple_tag(takes_context=True)
def hint_of(context, kind):
    return hints.linked(kind, context["request"].user)


@register.simple_tag(takes_context=True)
def needed_first(context, kind):
    return hints.needed_first(kind, context["request"].user)


def _is_empty(item):
    return item["value"] is None or item["value"] == ""


@register.filter
def filled(items):
    """Of what a page prints of fields, that which is not empty."""
    return [item for item in items if not _is_empty(item)]


@register.filter
def unfilled(items):
    return [item for item in items if _is_empty(item)]


@register.filter
def any_to_ask(items):
    """Whether part of one is hidden from who has no right to see it."""
    return any(item.get("to_ask") for item in items)


@register.filter
def deed(entry):
    """What was done, in a word."""
    return deeds.word_of(entry)


@register.filter
def error_count(form):
    """How many messages a form shows."""
    return sum(map(len, form.errors.values()))


@register.filter
def codes(text):
    """The text with its numbers and days kept in one piece each: 13900001234."""
    if isinstance(text, str) and not isinstance(text, SafeString):
        marked = _CODE.sub(r'<span class="code">\g<0></span>', escape(text))
        return mark_safe(marked)  # noqa: S308  the text in it is escaped
    return text


@register.filter
def grouped(number):
    """3,302: as the sums beside it are written."""
    return f"{number:,}"


@register.filter
def yuan(amount):
    """1,234.50 元: the locale's own grouping would be none."""
    return f"{amount:,.2f} 元"


@register.simple_tag(takes_context=True)
def may_import(context):
    """Whether this user brings in records of any kind by a sheet."""
    user = context["request"].user
    return any(
        kind.has_page("import") and kind.can(user, "add") for kind in record_kinds()
    )


@register.simple_tag(takes_context=True)
def navigation(context):
    """The rooms with the lists that this user may open."""
    request = context["request"]
    rooms = {}
    for kind in record_kinds():
        if kind.can(request.user, "view"):
            url = kind.list_url
            here = request.path.startswith(url)
            rooms.setdefault(kind.model._meta.app_label, []).append((kind, url, here))
    return [
        {"name": apps.get_app_config(label).verbose_name, "links": links}
        for label, links in rooms.items()
    ]
