"""System checks: a view without a declared permission stops the start."""

from django.core.checks import Error, Tags, register
from django.urls import URLPattern, get_resolver

from .permissions import declared_policy


@register(Tags.security)
def every_view_declares_its_policy(app_configs=None, **kwargs):
    return [
        Error(
            f"{callback.__module__}.{callback.__qualname__} 没有声明访问权限",
            hint="设置 permission_required，或用 @policy(…) 声明",
            obj=route,
            id="security.E001",
        )
        for route, callback in walk(get_resolver().url_patterns)
        if not declared_policy(callback)
    ]


def walk(patterns, prefix=""):
    """(route, callback) of each address, however deeply included."""
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route, pattern.callback
        else:
            yield from walk(pattern.url_patterns, route)
