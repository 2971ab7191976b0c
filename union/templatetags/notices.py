from django import template

from union.notices import parts_of

register = template.Library()


@register.filter
def parts(message):
    """{"link": …, "undo": …} of a message, each where it has one."""
    return parts_of(message)
