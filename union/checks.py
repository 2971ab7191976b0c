"""System checks: a view without a declared permission stops the start."""

from django.core.checks import Error, Tags, register

from .addresses import every_address
from .permissions import declared_policy


@register(Tags.security)
def every_view_declares_its_policy(app_configs=None, **kwargs):
    return [
        Error(
            f"{address.callback.__module__}.{address.callback.__qualname__} "
            "没有声明访问权限",
            hint="设置 permission_required，或用 @policy(…) 声明",
            obj=route,
            id="security.E001",
        )
        for route, address in every_address()
        if not declared_policy(address.callback)
    ]
