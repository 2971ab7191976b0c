"""A long import under a clerk's hands: left, found again, interrupted, retried."""

import datetime as dt

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from members.models import Department
from members.records import DEPARTMENT
from union import tasks
from union.excel import ColumnSpec, SheetSpec, write_workbook
from union.imports import jobs
from union.models import ImportBatch, Job
from union.tests.factories import UserFactory

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

HEADERS = ("名称", "类别", "一线科室")
ROWS = [[name, "临床", "是"] for name in ("内科", "外科", "急诊科")]


@pytest.fixture(autouse=True)
def long_sheet_without_worker(monkeypatch):
    """Three rows are long; the test itself is the worker."""
    monkeypatch.setattr(jobs, "LONG", 2)
    monkeypatch.setattr(tasks, "_enqueue", lambda job: None)


def upload(page):
    sheet = SheetSpec(DEPARTMENT.name, [ColumnSpec(text) for text in HEADERS], ROWS)
    file = {
        "name": "科室.xlsx",
        "mimeType": "application/octet-stream",
        "buffer": write_workbook([sheet]).getvalue(),
    }
    page.goto(DEPARTMENT.url("import"))
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="上传，下一步").click()
    expect(page.get_by_role("heading", name="核对“科室.xlsx”")).to_be_visible()


def work():
    job = Job.objects.get(status=Job.Status.WAITING)
    tasks.run.call(str(job.pk), job.attempt)


def set_running(**values):
    now = timezone.now()
    running = {"status": "running", "started_at": now, "heartbeat_at": now}
    Job.objects.filter(status="waiting").update(**running | values)


def test_a_running_import_can_be_left_and_found_again_and_goes_on_by_itself(
    page, as_role, axe, shot
):
    as_role("staff")
    upload(page)
    expect(page.get_by_text("等待开始")).to_be_visible()

    page.locator(".account summary").click()
    page.get_by_role("link", name="导入记录", exact=True).click()
    expect(page.locator("progress")).to_have_attribute("value", "0")
    set_running(done=60, total=100, stage="核对规则")
    expect(page.locator("progress")).to_have_attribute("value", "60")
    shot("import-history-running")
    assert axe(page) == []

    page.get_by_role("link", name="科室.xlsx").click()
    expect(page.get_by_text("核对规则")).to_be_visible()
    shot("import-job")
    assert axe(page) == []
    Job.objects.update(status="waiting")
    work()
    expect(page.get_by_role("button", name="全部导入（3 行）")).to_be_visible()

    page.get_by_role("button", name="全部导入（3 行）").click()
    expect(page.get_by_role("heading", name="导入“科室.xlsx”")).to_be_visible()
    work()
    expect(page.get_by_role("heading", name="导入结果")).to_be_visible()
    assert Department.objects.count() == 3


def test_an_interrupted_job_offers_to_try_again(page, as_role, axe, shot):
    as_role("staff")
    upload(page)
    long_ago = timezone.now() - dt.timedelta(minutes=3)
    set_running(heartbeat_at=long_ago)

    expect(page.get_by_text("任务中断了")).to_be_visible()
    shot("import-job-interrupted")
    assert axe(page) == []
    page.get_by_role("button", name="重试").click()
    expect(page.get_by_text("等待开始")).to_be_visible()
    work()

    expect(page.get_by_role("button", name="全部导入（3 行）")).to_be_visible()


def test_without_scripts_the_page_has_a_link_to_look_again(open_page, log_in):
    page = open_page(java_script_enabled=False)
    log_in(page, UserFactory(role="staff"))
    upload(page)
    set_running(done=60, total=100, stage="核对规则")

    page.get_by_role("link", name="刷新，看进展").click()

    expect(page.locator("progress")).to_have_attribute("value", "60")
    assert ImportBatch.objects.get().status == "uploaded"
