import datetime as dt

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from reports import demo
from reports.demo.context import is_empty
from union.roles import sync_roles

SIZES = {"normal": 1, "full": 16}


class Command(BaseCommand):
    help = "在空数据库中生成一家虚构医院工会两年多的演示数据"

    def add_arguments(self, parser):
        parser.add_argument(
            "--size",
            choices=SIZES,
            default="normal",
            help="full 约一万名会员，供性能测试",
        )
        parser.add_argument(
            "--today", type=dt.date.fromisoformat, help="以哪一天为今天"
        )

    def handle(self, *args, size, today, **options):
        if not is_empty():
            raise CommandError("数据库中已有账号，演示数据只能放进空数据库")
        with transaction.atomic():
            sync_roles()
            made = demo.make(today or timezone.localdate(), scale=SIZES[size]).made
        counted = "，".join(f"{name} {number}" for name, number in made.items())
        self.stdout.write(f"已生成演示数据：{counted}")
