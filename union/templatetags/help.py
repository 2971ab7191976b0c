"""The help link of a page, and the pictures of the manual."""

from functools import cache

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from PIL import Image

from union.help.topics import by_page, topic_of

register = template.Library()

PICTURES = settings.BASE_DIR / "static" / "help"
FIGURE = (
    '<figure class="help-shot"><img loading="lazy" src="{src}" width="{width}" '
    'height="{height}" alt="{caption}"><figcaption>{caption}</figcaption></figure>'
)


@register.simple_tag(takes_context=True)
def help_url(context):
    """Help about the page that is open; the index where no topic is about it."""
    topic = topic_of(context["request"].resolver_match)
    return reverse("help_topic", args=[topic.slug]) if topic else reverse("help")


@register.simple_tag
def help_of_kind(kind):
    """The topic about the records of a kind, if there is one."""
    return by_page().get(kind.label)


@register.simple_tag
def help_shot(name, caption):
    """A picture that union/tests/e2e/test_help_shots*.py have made."""
    width, height = size_of(name)
    src = static(f"help/{name}.png")
    return format_html(FIGURE, src=src, width=width, height=height, caption=caption)


@cache
def size_of(name):
    with Image.open(PICTURES / f"{name}.png") as picture:
        return picture.size
