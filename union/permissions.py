"""Who may open a page: every view says it, and what says nothing opens to nobody.

A function says ``@policy("members.view_member")``; so does a class that is no
PolicyMixin. A PolicyMixin sets ``permission_required`` or overrides
``get_permission_required()``, which must not need the request.
"""

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.utils.decorators import method_decorator

LOGIN_ONLY = "login only"
PUBLIC = "public"


def perm(model, action):
    """perm(Member, "view") → "members.view_member"."""
    return f"{model._meta.app_label}.{action}_{model._meta.model_name}"


def may_open(user, record):
    """Whether the page of ``record`` opens to ``user``: they have the right, and see
    it. A query only where they do not see all."""
    if not user.has_perm(perm(type(record), "view")):
        return False
    rows = type(record).objects.all()
    visible = rows.visible_to(user)
    return visible is rows or visible.filter(pk=record.pk).exists()


def need_export(user, model):
    """Raise PermissionDenied where ``user`` may not take records away as a file."""
    if not user.has_perm(perm(model, "export")):
        raise PermissionDenied(
            "您可以在页面上查看，但不能导出成文件。需要名单或数据时，请向工会干事索取。"
        )


def policy(*codenames):
    """Declare what a view needs: permissions (all of them), LOGIN_ONLY or PUBLIC."""

    def declare(view):
        if isinstance(view, type):
            return method_decorator(declare, name="dispatch")(view)
        view.policy = codenames
        view.login_required = PUBLIC not in codenames
        return view

    return declare


class PolicyMixin(PermissionRequiredMixin):
    """A view class that declares its permissions as attribute or method."""

    def has_permission(self):
        return allows(self.request.user, self.get_permission_required())


def declared_policy(callback) -> tuple[str, ...]:
    """What the view declares; empty where it declares nothing."""
    declared = getattr(callback, "policy", ())
    view_class = getattr(callback, "view_class", None)
    if declared or view_class is None or not issubclass(view_class, PolicyMixin):
        return declared
    try:
        view = view_class(**callback.view_initkwargs)
        return tuple(view.get_permission_required())
    except ImproperlyConfigured:
        return ()


def allows(user, codenames):
    """Whether the user fulfils a declared policy; an empty one is never fulfilled."""
    needed = set(codenames) - {LOGIN_ONLY, PUBLIC}
    if PUBLIC in codenames:
        return True
    return bool(codenames) and user.is_authenticated and user.has_perms(needed)
