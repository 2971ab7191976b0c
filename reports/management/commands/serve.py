from django.core.management import BaseCommand, call_command
from django.db import connections
from gunicorn.app.base import BaseApplication


class Server(BaseApplication):
    """gunicorn with this process as its master: the workers share what it has imported,
    and Django is started once instead of once for each step of a start."""

    def __init__(self, **settings):
        self.settings = settings
        super().__init__()

    def load_config(self):
        for name, value in self.settings.items():
            self.cfg.set(name, value)

    def load(self):
        from union.wsgi import application

        return application


class Command(BaseCommand):
    help = "更新数据库后提供网页服务；数据库为空时先装入演示数据"
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--bind", default="127.0.0.1:8000", help="监听的地址与端口")
        parser.add_argument("--workers", type=int, default=3, help="进程数")

    def handle(self, *args, bind, workers, **options):
        call_command("prepare", stdout=self.stdout)
        # A connection must not be shared by several processes.
        connections.close_all()
        self.stdout.write(f"\n医院工会工作台：http://{bind} （按 Ctrl+C 停止）\n")
        self.stdout.flush()
        Server(
            bind=bind,
            workers=workers,
            preload_app=True,
            control_socket_disable=True,
            loglevel="error",
        ).run()
