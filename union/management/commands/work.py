from django.core.management.base import BaseCommand, CommandError

from union import worker


class Command(BaseCommand):
    help = "运行后台任务，直到被停止；serve 会自己启动它，另用网页服务器时才需要"

    def handle(self, **options):
        if worker.is_alive():
            raise CommandError("后台任务已经在运行，不需要再启动一个。")
        worker.work()
