"""The worker as a process of its own: what it does, and what it leaves when it dies."""

import datetime as dt
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from members.models import Department
from members.records import DEPARTMENT
from union import worker
from union.excel import ColumnSpec, SheetSpec, write_workbook
from union.imports import jobs
from union.models import AuditEntry, ImportBatch, Job

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

#: So many take long enough for the worker to be watched and killed.
ROWS = 800
#: Longer is nothing waited for (seconds).
PATIENCE = 60


@pytest.fixture(autouse=True)
def jobs_wait(settings, monkeypatch):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    monkeypatch.setattr(jobs, "LONG", 2)


@pytest.fixture
def run(settings):
    """run("manage.py", "work") → a process on the test's database; it ends with it."""
    processes = []

    def run(*arguments):
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "union.tests.worker_settings",
            "UNION_DATA_DIR": str(settings.DATA_DIR),
            "UNION_DATABASE_URL": database_url(),
        }
        process = subprocess.Popen(  # noqa: S603  our own commands
            [sys.executable, *arguments],
            cwd=settings.BASE_DIR,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        processes.append(process)
        return process

    yield run
    for process in processes:
        process.kill()
        process.communicate()


def database_url():
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["UNION_DATABASE_URL"])._replace(path=f"/{name}").geturl()


def wait_until(happened):
    """What ``happened()`` returns as soon as that is something."""
    end = time.monotonic() + PATIENCE
    while not (result := happened()):
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.003)
    return result


def percents_of(job):
    """Every percent that a page would show until the job is over."""
    seen = []

    def is_over():
        job.refresh_from_db()
        if job.percent not in seen:
            seen.append(job.percent)
        return not job.is_active

    wait_until(is_over)
    return seen


@pytest.fixture
def office(login):
    return login(
        "members.view_department", "members.add_department", "members.change_department"
    )


def upload(client):
    rows = [[f"第{number}科", "临床", "是"] for number in range(ROWS)]
    headers = [ColumnSpec(text) for text in ("名称", "类别", "一线科室")]
    file = BytesIO(write_workbook([SheetSpec("科室", headers, rows)]).getvalue())
    file.name = "科室.xlsx"
    return client.post(DEPARTMENT.url("import"), {"file": file}, follow=True)


def test_an_import_whose_worker_is_killed_is_interrupted_and_can_be_retried(
    office, run
):
    page = upload(office)
    url = page.request["PATH_INFO"]
    assert "后台任务程序没有运行" in page.content.decode()
    process = run("manage.py", "work")
    seen = percents_of(Job.objects.get(kind="check"))
    assert seen == sorted(seen)
    assert len(seen) > 3
    office.post(url, {"commit": "1"})
    job = Job.objects.get(kind="import")

    wait_until(lambda: Job.objects.get(pk=job.pk).percent > 0)
    process.kill()
    process.wait()

    job.refresh_from_db()
    assert job.status == Job.Status.RUNNING
    assert "后台任务程序没有运行" in office.get(url).content.decode()
    long_ago = timezone.now() - dt.timedelta(minutes=3)
    Job.objects.filter(pk=job.pk).update(heartbeat_at=long_ago)
    assert "任务中断了" in office.get(url).content.decode()
    assert "导入中断" in office.get("/imports/").content.decode()
    assert not Department.objects.exists()

    office.post(f"/imports/jobs/{job.pk}/retry/")
    run("manage.py", "work")
    percents_of(job)

    assert job.message == f"导入完成：新增 {ROWS} 条，修改 0 条"
    assert Department.objects.count() == ROWS
    assert AuditEntry.objects.filter(action="import").count() == ROWS
    assert ImportBatch.objects.get().is_done


def test_one_worker_is_enough_and_it_stops_when_told(run):
    assert not worker.is_alive()
    process = run("manage.py", "work")
    wait_until(worker.is_alive)

    with pytest.raises(CommandError, match="后台任务已经在运行"):
        call_command("work")
    worker.work()

    process.terminate()
    process.wait(PATIENCE)
    assert not worker.is_alive()


SPAWN = """
import django, signal
django.setup()
from union import worker
print(worker.spawn(lambda: None), worker.spawn(lambda: None), flush=True)
signal.pause()
"""


def test_a_worker_that_a_server_has_started_ends_with_it_however_it_dies(run):
    server = run("-c", SPAWN)
    child, second = server.stdout.readline().split()
    try:
        assert second == "0"
        assert worker.is_alive()

        server.kill()

        wait_until(lambda: not worker.is_alive())
    finally:
        with suppress(ProcessLookupError):
            os.kill(int(child), signal.SIGKILL)
