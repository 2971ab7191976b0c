from django.core.management import BaseCommand, CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from reports.demo.context import ACCOUNTS, PASSWORD, is_empty
from union.models import User
from union.roles import sync_roles
from union.sealed import unreadable_columns


def has_unapplied_migrations():
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


class Command(BaseCommand):
    """All that must be right before the app is served."""

    help = "更新数据库结构与角色，并列出演示账号"
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument(
            "--demo", action="store_true", help="数据库为空时装入演示数据"
        )

    def handle(self, *args, demo, **options):
        if has_unapplied_migrations():
            self.stdout.write("更新数据库结构")
            call_command("migrate", interactive=False, verbosity=0)
        if errors := unreadable_columns():
            raise CommandError(f"{errors[0]}。请把封存的 keys.env 放回数据目录")
        sync_roles()
        if demo and is_empty():
            self.stdout.write("数据库是空的，正在装入演示数据")
            call_command("demo", stdout=self.stdout)
        self.list_demo_accounts()

    def list_demo_accounts(self):
        accounts = User.objects.filter(
            username__in=ACCOUNTS, name__in=ACCOUNTS.values(), is_active=True
        )
        if accounts:
            self.stdout.write(f"\n演示账号（密码都是 {PASSWORD}）：")
        for user in accounts:
            self.stdout.write(f"  {user.username:<8} {user.role}")
