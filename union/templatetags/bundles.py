"""{% bundle "bundles/page.js" %}: the tags that load a bundle of union.bundles."""

from django import template
from django.contrib.staticfiles.storage import staticfiles_storage
from django.utils.html import format_html_join

from union.bundles import BUNDLES, BundlingStorage

register = template.Library()

STYLE = '<link rel="stylesheet" href="{}">'
SCRIPT = '<script src="{}" defer></script>'


@register.simple_tag
def bundle(name):
    is_joined = isinstance(staticfiles_storage, BundlingStorage)
    files = [name] if is_joined else BUNDLES[name]
    markup = STYLE if name.endswith(".css") else SCRIPT
    return format_html_join(
        "\n  ", markup, ((staticfiles_storage.url(file),) for file in files)
    )
