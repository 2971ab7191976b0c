from django.core.management.base import BaseCommand

from union.roles import sync_roles


class Command(BaseCommand):
    help = "按角色表写入各角色的权限；可以反复运行"

    def handle(self, **options):
        roles, permissions = sync_roles()
        return f"已同步 {roles} 个角色，共 {permissions} 项权限。"
