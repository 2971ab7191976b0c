"""The boxes of a filter form. They are put together here: Django takes templates for
each box and choice, and the filters of one list have some hundred."""

from html import escape

from django import template
from django.forms import CheckboxSelectMultiple, NumberInput, Select, TextInput
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django_filters.widgets import RangeWidget

from union.filters import DayInput

register = template.Library()

#: Inputs without a template of their own.
INPUTS = (TextInput, NumberInput, DayInput)

FIELD = '<div class="filter-field{wrong}">{whole}{errors}</div>'
ERROR = '<p class="error">{}</p>'
#: With a label, or where one label cannot name all boxes with a legend, or folded away.
ONE = '<label for="{id}">{label}</label>{boxes}'
RANGE = "<fieldset><legend>{label}</legend>{boxes}</fieldset>"
SEVERAL = (
    '<details class="multi"><summary>{label}{chosen}</summary><fieldset>'
    '<legend class="visually-hidden">{label}</legend>{boxes}</fieldset></details>'
)

INPUT = '<input type="{}" name="{}"{}>'
SELECT = '<select name="{name}"{attributes}>{items}</select>'
OPTION = '<option value="{value}"{mark}>{label}</option>'
BOXES = "<div{attributes}>{items}</div>"
BOX = (
    '<div><label><input type="checkbox" name="{name}" value="{value}"{mark}> {label}'
    "</label></div>"
)


@register.simple_tag
def filter_fields(fields):
    """The bound fields of a filter form, each with its label and errors."""
    return mark_safe("".join(map(field_html, fields)))  # noqa: S308  safe parts


def field_html(field):
    widget, chosen = field.field.widget, ""
    if isinstance(widget, RangeWidget):
        pattern, boxes = RANGE, inputs_html(field)
    elif isinstance(widget, CheckboxSelectMultiple):
        pattern, boxes = SEVERAL, choices_html(field, BOXES, BOX, " checked")
        chosen = f"（已选 {len(field.data)}）" if field.data else ""
    elif isinstance(widget, Select) and not widget.allow_multiple_selected:
        pattern, boxes = ONE, choices_html(field, SELECT, OPTION, " selected")
    else:
        pattern, boxes = ONE, inputs_html(field) if type(widget) in INPUTS else field
    label, number = field.label, field.id_for_label
    errors = field.errors
    return format_html(
        FIELD,
        wrong=" is-invalid" if errors else "",
        whole=format_html(pattern, id=number, label=label, boxes=boxes, chosen=chosen),
        errors=format_html_join("", ERROR, ((error,) for error in errors)),
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


def choices_html(field, whole, pattern, mark):
    """All choices of the field, ``mark`` in those that are chosen."""
    widget = field.field.widget
    attrs = field.build_widget_attrs({"id": field.auto_id}, widget)
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
    return format_html(
        whole,
        name=field.html_name,
        attributes=flatatt(widget.build_attrs(widget.attrs, attrs)),
        items=mark_safe("".join(items)),  # noqa: S308  each value and label is escaped
    )
