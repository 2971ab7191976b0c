from django import template
from django.apps import apps
from django.forms import CheckboxSelectMultiple
from django_filters.widgets import RangeWidget

from union.records import record_kinds

register = template.Library()


@register.filter
def is_range(field):
    """Whether a filter field asks from–to, and so needs a legend, not a label."""
    return isinstance(field.field.widget, RangeWidget)


@register.filter
def is_multiple(field):
    """Whether a filter field takes several values, and so folds away its boxes."""
    return isinstance(field.field.widget, CheckboxSelectMultiple)


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
