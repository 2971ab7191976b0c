from django.contrib.auth import get_user_model
from django.core.management import BaseCommand, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from union.roles import sync_roles


def has_unapplied_migrations():
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


class Command(BaseCommand):
    """All that must be right before the app is served, in one process: starting Django
    once instead of three times is most of what makes the second start quick."""

    help = "更新数据库结构与角色；数据库为空时装入演示数据"
    requires_system_checks = []

    def handle(self, *args, **options):
        if has_unapplied_migrations():
            self.stdout.write("更新数据库结构")
            call_command("migrate", interactive=False, verbosity=0)
        sync_roles()
        if not get_user_model().objects.exists():
            self.stdout.write("数据库是空的，装入演示数据")
            call_command("demo", stdout=self.stdout)
