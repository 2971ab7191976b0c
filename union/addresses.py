"""Every address that the product answers."""

from django.urls import URLPattern, get_resolver


def every_address():
    """(route, URL pattern) of each, however deeply included."""
    return _within(get_resolver().url_patterns, "")


def _within(patterns, prefix):
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route, pattern
        else:
            yield from _within(pattern.url_patterns, route)
