from html import escape

from django import template
from django.apps import apps
from django.forms import CheckboxSelectMultiple, NumberInput, Select, TextInput
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django_filters.widgets import RangeWidget

from union.audit import HIDDEN
from union.filters import DayInput
from union.records import record_kinds

register = template.Library()

#: Inputs without a template of their own.
INPUTS = (TextInput, NumberInput, DayInput)

INPUT = '<input type="{}" name="{}"{}>'
SELECT = '<select name="{name}"{attributes}>{items}</select>'
OPTION = '<option value="{value}"{mark}>{label}</option>'
BOXES = "<div{attributes}>{items}</div>"
BOX = (
    '<div><label><input type="checkbox" name="{name}" value="{value}"{mark}> {label}'
    "</label></div>"
)


@register.filter
def is_range(field):
    """Whether a filter field asks from–to, and so needs a legend, not a label."""
    return isinstance(field.field.widget, RangeWidget)


@register.filter
def is_hidden(change):
    """Whether a change in the log, [old, new], is one of a secret."""
    return HIDDEN in change


@register.filter
def error_count(form):
    """How many messages a form shows."""
    return sum(map(len, form.errors.values()))


@register.filter
def is_multiple(field):
    """Whether a filter field takes several values, and so folds away its boxes."""
    return isinstance(field.field.widget, CheckboxSelectMultiple)


@register.simple_tag
def filter_input(field):
    """The input of a filter field. Most are put together here: Django takes two
    templates for each box and choice, and the filters of one list have some hundred."""
    widget = field.field.widget
    if is_range(field) or type(widget) in INPUTS:
        return inputs_html(field)
    if is_multiple(field):
        whole, item, mark = BOXES, BOX, " checked"
    elif isinstance(widget, Select) and not widget.allow_multiple_selected:
        whole, item, mark = SELECT, OPTION, " selected"
    else:
        return field
    attrs = field.build_widget_attrs({"id": field.auto_id}, widget)
    return format_html(
        whole,
        name=field.html_name,
        attributes=flatatt(widget.build_attrs(widget.attrs, attrs)),
        items=choices_html(field, item, mark),
    )


def inputs_html(field):
    """The box of a filter that takes a text, or both of one that asks from–to."""
    widget = field.field.widget
    attrs = field.build_widget_attrs({"id": field.auto_id}, widget)
    whole = widget.get_context(field.html_name, field.value(), attrs)["widget"]
    boxes = (
        (box["type"], box["name"], flatatt({"value": box["value"]} | box["attrs"]))
        for box in whole.get("subwidgets", [whole])
    )
    return format_html_join("\n-", INPUT, boxes)


def choices_html(field, pattern, mark):
    """All choices of the field, ``mark`` in those that are chosen."""
    widget = field.field.widget
    chosen = widget.format_value(field.value())
    items = [
        pattern.format(
            name=field.html_name,
            value=escape(str(value)),
            mark=mark if str(value) in chosen else "",
            label=escape(str(label)),
        )
        for value, label in widget.choices
    ]
    return mark_safe("".join(items))  # noqa: S308  each value and label is escaped


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
            url = kind.url("list")
            here = request.path.startswith(url)
            rooms.setdefault(kind.model._meta.app_label, []).append((kind, url, here))
    return [
        {"name": apps.get_app_config(label).verbose_name, "links": links}
        for label, links in rooms.items()
    ]
