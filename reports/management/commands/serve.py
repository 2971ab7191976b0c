import os
import signal

from django.conf import settings
from django.core.management import BaseCommand, call_command
from django.db import connections
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

from union import worker

SIGNALS = (signal.SIGHUP, signal.SIGCHLD, signal.SIGUSR1, signal.SIGUSR2)


class Master(Arbiter):
    """gunicorn's master, which also keeps one process for the background jobs."""

    job_worker = 0

    def manage_workers(self):
        super().manage_workers()
        if not worker.is_alive():
            self.job_worker = worker.spawn(self.become_job_worker)

    def become_job_worker(self):
        """In the new process: let go of what only serves pages."""
        for listener in self.LISTENERS:
            listener.close()
        for number in SIGNALS:
            signal.signal(number, signal.SIG_DFL)

    def stop(self, graceful=True):
        if self.job_worker and worker.is_alive():
            os.kill(self.job_worker, signal.SIGTERM)
        super().stop(graceful)


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

    def run(self):
        Master(self).run()


def welcome(bind):
    """Where the pages are, as far as this process can know."""
    if settings.INSECURE_HTTP:
        return f"医院工会工作台：http://{bind}"
    return (
        f"医院工会工作台在 {bind} 等候 nginx 从 https 转来的访问；"
        "还没有证书、先在本机试用时，请加上 UNION_INSECURE_HTTP=1 再运行"
    )


class Command(BaseCommand):
    help = "更新数据库后提供网页服务"
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--bind", default="127.0.0.1:8000", help="监听的地址与端口")
        parser.add_argument("--workers", type=int, default=3, help="进程数")
        parser.add_argument(
            "--demo", action="store_true", help="数据库为空时先装入演示数据"
        )

    def handle(self, *args, bind, workers, demo, **options):
        call_command("prepare", demo=demo, stdout=self.stdout)
        # A connection must not be shared by several processes.
        connections.close_all()
        self.stdout.write(f"\n{welcome(bind)} （按 Ctrl+C 停止）\n")
        self.stdout.flush()
        Server(
            bind=bind,
            workers=workers,
            # A sheet of all rows takes its time on a busy machine; at 30 it would die.
            timeout=120,
            preload_app=True,
            control_socket_disable=True,
            loglevel="error",
        ).run()
