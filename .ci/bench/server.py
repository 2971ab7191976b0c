"""A real server with one worker: how soon it answers, what it keeps in memory."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

import measuring
from django.conf import settings
from django.urls import reverse

from reports.models import AnnualReport
from union.records import record_kinds

LONGEST_START = 60  # seconds


def lines(client):
    """P14, seconds of a second start; P13, MiB of the worker's own after all pages."""
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    command = [sys.executable, "manage.py", "serve", "--workers=1"]
    start = time.monotonic()
    server = subprocess.Popen(  # noqa: S603  our own command
        [*command, f"--bind=127.0.0.1:{port}"], stdout=subprocess.DEVNULL
    )
    try:
        wait_for(f"{base}/accounts/login/")
        yield measuring.absolute(
            "P14 再次启动到首次应答（秒）", time.monotonic() - start, 5
        )
        worker = min(children(server.pid))  # the other one runs the jobs
        before = resident(worker)
        count = get_all(base, client)
        grown = resident(worker) - before
        title = f"P13 打开 {count} 页后工作进程的内存增长（MiB，原 {before:.0f}）"
        yield measuring.absolute(title, grown, 120)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()


def get_all(base, client):
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.session.session_key}"
    count = 0
    for address in addresses():
        try:
            request = Request(base + address, headers={"Cookie": cookie})  # noqa: S310
            with urlopen(request) as answer:  # noqa: S310  our own server
                answer.read()
            count += 1
        except URLError as error:
            print(f"{address}: {error}", file=sys.stderr)
    return count


def addresses():
    """Every list with its sheet, template and form, a record of each, the report."""
    yield from (reverse(name) for name in ("home", "dashboard", "figures"))
    for kind in record_kinds():
        yield kind.url("list")
        yield f"{kind.url('list')}?export=xlsx"
        for name in ("create", "import", "import_template"):
            if kind.has_page(name):
                yield kind.url(name)
        first = kind.model.objects.valid().first()
        if first and kind.has_page("detail"):
            yield kind.url("detail", first.pk)
    report = AnnualReport.objects.valid().latest("year")
    for name in ("summary", "plan"):
        for extension in ("docx", "pdf"):
            yield reverse(
                "reports:annualreport_file", args=[report.pk, name, extension]
            )


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(url):
    deadline = time.monotonic() + LONGEST_START
    while time.monotonic() < deadline:
        try:
            with urlopen(url) as answer:  # noqa: S310  our own server
                answer.read()
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("the server does not answer")


def children(pid):
    tasks = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(child) for child in tasks.split()]


def resident(pid):
    """MiB of memory that the process has in use."""
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
