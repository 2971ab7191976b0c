from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from union.accounts import actions
from union.models import User
from union.roles import sync_roles


class Command(BaseCommand):
    help = "建立第一个系统管理员账号，只在还没有系统管理员时可用"

    def add_arguments(self, parser):
        parser.add_argument("--username", help="用户名；不写则询问")
        parser.add_argument("--name", help="姓名；不写则询问")

    def handle(self, *, username, name, **options):
        if User.objects.filter(role_key="admin", is_active=True).exists():
            raise CommandError("已经有系统管理员了，请由其在“账号管理”中新建账号。")
        username = username or input("用户名：").strip()
        name = name or input("姓名：").strip()
        self._check(username, name)
        sync_roles()
        password = actions.one_time_password()
        actions.create_user(
            username, name, "admin", password, must_change_password=True
        )
        return f"已建立系统管理员 {username}，一次性密码（24 小时内有效）：{password}"

    def _check(self, username, name):
        if not name:
            raise CommandError("姓名不能为空。")
        try:
            UnicodeUsernameValidator()(username)
        except ValidationError as error:
            raise CommandError("用户名只能含文字、数字和 @ . + - _。") from error
        if User.objects.filter(username=username).exists():
            raise CommandError(f"用户名 {username} 已被使用，请换一个。")
