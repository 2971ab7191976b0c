"""Roles: one table says who may do what; ``manage.py sync_roles`` writes it.

A role is a group named by its label. Its rights in the business rooms are patterns
(``*.view_*``), so that a new record type is covered the day it exists; its rights in
the kernel are named one by one. Nobody but the administrator manages accounts, and
the administrator has no business right at all (GB/T 22239-2019, 三权分立).
"""

from dataclasses import dataclass
from fnmatch import fnmatchcase

BUSINESS_APPS = ("members", "welfare", "congress", "activities", "reports")


@dataclass(frozen=True)
class Role:
    label: str
    #: fnmatch patterns over "app.codename" of the business rooms
    business: tuple[str, ...] = ()
    #: "app.codename" of the kernel
    kernel: tuple[str, ...] = ()

    def holds(self, app_label, codename):
        """Whether the permission belongs to this role."""
        name = f"{app_label}.{codename}"
        if app_label in BUSINESS_APPS:
            return any(fnmatchcase(name, pattern) for pattern in self.business)
        return name in self.kernel


ROLES = {
    "staff": Role(
        "工会干事",
        business=(
            "*.view_*",
            "*.add_*",
            "*.change_*",
            "*.delete_*",
            "*.import_*",
            "*.export_*",
            "*.reveal_*",
            "*.check_*",
        ),
    ),
    "chair": Role(
        "工会主席",
        business=(
            "*.view_*",
            "*.export_*",
            "*.reveal_*",
            "*.approve_*",
            "*.decide_*",
            "*.sign_*",
            # The first check, too: where one clerk does all, nobody else could.
            "welfare.check_*",
        ),
        kernel=("union.view_auditentry",),
    ),
    "auditor": Role(
        "经审委员",
        business=("*.view_*", "*.export_*"),
        kernel=("union.view_auditentry", "union.export_auditentry"),
    ),
    # The rows are narrowed to the own groups by visible_to(), as long as the role
    # lacks members.view_all_groups. No export: who looks in once a month needs no file
    # of colleagues' data on a ward computer (个人信息保护法 第六条, 最小范围).
    "leader": Role(
        "工会小组长",
        business=(
            "members.view_member*",
            "members.view_uniongroup",
            "members.view_dues*",
            "welfare.view_consolation",
            "welfare.add_consolation",
            "activities.view_activit*",
            "congress.view_disclosure*",
            "congress.view_proposal*",
        ),
    ),
    "admin": Role(
        "系统管理员",
        kernel=(
            "union.view_user",
            "union.add_user",
            "union.change_user",
            "union.view_auditentry",
            "union.export_auditentry",
            "union.view_job",
            "union.change_job",
        ),
    ),
}


def sync_roles():
    """Write groups and permissions; return (roles, permissions given in all)."""
    # Imported late: models.user needs the table before any model is ready.
    from django.contrib.auth.models import Group, Permission

    known = list(Permission.objects.select_related("content_type"))
    given = 0
    for role in ROLES.values():
        group, _ = Group.objects.get_or_create(name=role.label)
        mine = [p for p in known if role.holds(p.content_type.app_label, p.codename)]
        group.permissions.set(mine)
        given += len(mine)
    return len(ROLES), given
