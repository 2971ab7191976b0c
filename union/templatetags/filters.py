"""The boxes of a filter form. They are put together here: Django takes templates for
each box and choice, and the filters of one list have some hundred."""

from html import escape

from django import template
from django.forms import CheckboxSelectMultiple, NumberInput, Select, TextInput
from django.forms.utils import flatatt
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django_filters.widgets import RangeWidget

from union.filters import DayInput, DayRangeWidget, parameters_of
from union.listing import PLACE
from union.spans import offered

register = template.Library()

#: Inputs without a template of their own.
INPUTS = (TextInput, NumberInput, DayInput)

FIELD = '<div class="filter-field{wrong}">{whole}{errors}</div>'
ERROR = '<p class="error">{}</p>'
#: With a label, or where one label cannot name all boxes with a legend, or folded away.
ONE = '<label for="{id}">{label}</label>{boxes}'
RANGE = "<fieldset><legend>{label}</legend>{boxes}</fieldset>"
SPANNED = (
    '<fieldset class="spanned"><legend>{label}</legend><span class="spans">{spans}'
    '</span><span class="ends">{boxes}</span></fieldset>'
)
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
def filter_fields(fields, query=None):
    """The bound fields of a filter form, each with its label and errors. With the
    ``query`` of the list, ranges of days have links to those asked about most."""
    parts = (field_html(field, query) for field in fields)
    return mark_safe("".join(parts))  # noqa: S308  safe parts


def field_html(field, query=None):
    widget, chosen, spans = field.field.widget, "", ""
    if isinstance(widget, DayRangeWidget) and query is not None:
        pattern, boxes = SPANNED, inputs_html(field)
        spans = spans_html(field, query)
    elif isinstance(widget, RangeWidget):
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
        whole=format_html(
            pattern, id=number, label=label, boxes=boxes, chosen=chosen, spans=spans
        ),
        errors=format_html_join("", ERROR, ((error,) for error in errors)),
    )


def spans_html(field, query):
    """A link for each span of days, with all other conditions kept."""
    first, last = parameters_of(field.form, field.name)
    rest = query.copy()
    for name in (first, last, *PLACE):
        rest.pop(name, None)
    links = []
    for label, start, end in offered(timezone.localdate()):
        rest[first], rest[last] = str(start), str(end)
        links.append((rest.urlencode(), label))
    return format_html_join(" ", '<a href="?{}">{}</a>', links)


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
