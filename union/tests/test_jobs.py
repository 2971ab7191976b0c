"""Long imports: checked and written by jobs, seen by nobody but who started them."""

import datetime as dt
from io import BytesIO

import pytest
from django.utils import timezone

from members.models import Department
from members.records import DEPARTMENT
from union import tasks, worker
from union.errors import RuleViolation
from union.excel import ColumnSpec, SheetSpec, write_workbook
from union.imports import ImportPlan, PlannedRow, RowState, jobs
from union.models import ImportBatch, Job
from union.twins import Twin

pytestmark = pytest.mark.django_db

OFFICE = (
    "members.view_all_groups",
    "members.view_department",
    "members.add_department",
    "members.change_department",
)
KIND = DEPARTMENT
HEADERS = ("名称", "类别", "一线科室")
ROWS = [[name, "临床", "是"] for name in ("内科", "外科", "急诊科")]


@pytest.fixture(autouse=True)
def three_rows_are_long(monkeypatch):
    monkeypatch.setattr(jobs, "LONG", 2)


@pytest.fixture
def office(login):
    return login(*OFFICE)


def upload(client, *rows):
    sheet = SheetSpec(KIND.name, [ColumnSpec(text) for text in HEADERS], rows)
    file = BytesIO(write_workbook([sheet]).getvalue())
    file.name = "科室.xlsx"
    return client.post(KIND.url("import"), {"file": file}, follow=True)


def page_of(client):
    return client.get(KIND.url("import_preview", ImportBatch.objects.get().pk))


def stop_running(monkeypatch):
    """Jobs wait, as where no worker is alive."""
    monkeypatch.setattr(tasks, "_enqueue", lambda job: None)


def kill_worker(job):
    long_ago = timezone.now() - dt.timedelta(minutes=3)
    Job.objects.filter(pk=job.pk).update(
        status=Job.Status.RUNNING, started_at=long_ago, heartbeat_at=long_ago
    )


def test_a_long_sheet_is_checked_and_imported_by_jobs(office):
    page = upload(office, *ROWS)

    assert "全部导入（3 行）" in page.content.decode()
    check = Job.objects.get()
    assert (check.kind, check.status, check.message) == ("check", "done", "核对完成")
    assert not Department.objects.exists()

    page = office.post(page.request["PATH_INFO"], {"commit": "1"}, follow=True)

    assert "导入结果" in page.content.decode()
    assert Department.objects.count() == 3
    job = Job.objects.get(kind="import")
    assert job.message == "导入完成：新增 3 条，修改 0 条"


def test_a_short_sheet_needs_no_job(office, monkeypatch):
    monkeypatch.setattr(jobs, "LONG", 3)
    upload(office, *ROWS)
    office.post(page_of(office).request["PATH_INFO"], {"commit": "1"})

    assert Department.objects.count() == 3
    assert not Job.objects.exists()


def test_what_a_check_found_is_kept_encrypted(office):
    upload(office, *ROWS)

    stored = bytes(Job.objects.get().result)
    assert "急诊科".encode() not in stored
    assert b"PlannedRow" not in stored


def test_a_plan_is_kept_with_all_that_its_page_shows_and_counts():
    plan = ImportPlan("会员", ["姓名"])
    plan.rows = [PlannedRow(n, [f"{n}"], record=f"{n}") for n in range(2, 102)]
    plan.rows[90].twins = [Twin("同名", row=80)]
    plan.rows[95].refuse("姓名", "97", "不对")

    kept = jobs.slim(plan)

    assert kept.counts == {"new": 99, "changed": 0, "unchanged": 0, "error": 1}
    assert [row.number for row in kept.rows if row.record] == [*range(2, 22), 82, 92]
    assert [row.number for row in kept.doubtful] == [92]
    assert [(row.cells, row.errors) for row in kept.of(RowState.ERROR)] == [
        (["97"], [("姓名", "97", "不对")])
    ]


def test_other_choices_need_another_check(office):
    upload(office, *ROWS)
    batch = ImportBatch.objects.get()
    batch.mapping = [[header, ""] for header, _ in batch.mapping]
    batch.save()

    page_of(office)
    page_of(office)

    assert Job.objects.filter(kind="check").count() == 2


def test_errors_of_a_long_sheet_can_be_downloaded(office):
    page = upload(office, *ROWS, ["骨科", "不知道", "是"])
    assert page.context["counts"]["error"] == 1

    batch = ImportBatch.objects.get()
    answer = office.get(KIND.url("import_errors", batch.pk))

    assert answer["Content-Type"].endswith("spreadsheetml.sheet")


def test_while_a_job_waits_the_page_tells_so_and_can_be_left(office, monkeypatch):
    stop_running(monkeypatch)
    text = upload(office, *ROWS).content.decode()

    assert "等待开始" in text
    assert '<progress value="0" max="100"' in text
    assert "可以离开这一页" in text
    assert 'hx-trigger="every 2s"' in text
    assert '<noscript><p><a href="?">刷新，看进展</a></p></noscript>' in text


def test_without_a_worker_the_page_says_so_and_stops_asking(office, monkeypatch):
    stop_running(monkeypatch)
    monkeypatch.setattr(worker, "is_alive", lambda: False)
    text = upload(office, *ROWS).content.decode()
    history = office.get("/imports/").content.decode()

    for page in (text, history):
        assert "后台任务程序没有运行" in page
        assert "hx-trigger" not in page


def test_an_interrupted_import_is_retried_and_imports_once(office, monkeypatch):
    page = upload(office, *ROWS)
    with monkeypatch.context() as patch:
        stop_running(patch)
        office.post(page.request["PATH_INFO"], {"commit": "1"})
    job = Job.objects.get(kind="import")
    kill_worker(job)

    text = page_of(office).content.decode()
    assert "任务中断了" in text
    assert "hx-trigger" not in text
    assert "导入中断" in office.get("/imports/").content.decode()
    retry = f"/imports/jobs/{job.pk}/retry/"
    assert retry in text

    office.post(retry)

    assert Department.objects.count() == 3
    assert "已导入" in office.get("/imports/").content.decode()


def test_an_import_that_a_rule_refuses_says_why_and_can_be_checked_again(office):
    page = upload(office, *ROWS)
    url = page.request["PATH_INFO"]
    batch = ImportBatch.objects.get()
    jobs.start_import(batch, jobs.running.Decision())
    ImportBatch.objects.update(status="uploaded")
    Department.objects.all().delete()
    batch.refresh_from_db()
    batch.forget_file()
    jobs.start_import(batch, jobs.running.Decision())

    text = page_of(office).content.decode()
    assert "没有完成：上传的文件已经不能读取，请重新上传" in text
    assert "重新核对" in text

    office.post(url, {"again": "1"})
    assert Job.objects.order_by("-created_at").first().kind == "check"


def test_nobody_sees_or_retries_the_jobs_of_another(office, login, monkeypatch):
    stop_running(monkeypatch)
    upload(office, *ROWS)
    job = Job.objects.get()
    kill_worker(job)
    other = login(*OFFICE)

    assert other.get(f"/imports/jobs/{job.pk}/").status_code == 404
    assert other.post(f"/imports/jobs/{job.pk}/retry/").status_code == 404
    assert page_of(other).status_code == 404
    assert "科室.xlsx" not in other.get("/imports/").content.decode()


def test_a_page_that_asks_is_told_to_load_itself_anew_when_the_job_is_over(office):
    upload(office, *ROWS)

    answer = office.get(f"/imports/jobs/{Job.objects.get().pk}/")

    assert answer["HX-Refresh"] == "true"


def test_a_page_that_asks_gets_the_percent(office, monkeypatch):
    stop_running(monkeypatch)
    upload(office, *ROWS)
    job = Job.objects.get()
    now = timezone.now()
    Job.objects.update(
        status="running",
        started_at=now,
        heartbeat_at=now,
        done=60,
        total=100,
        stage="核对规则",
    )

    text = office.get(f"/imports/jobs/{job.pk}/").content.decode()

    assert "核对规则　60%" in text
    history = office.get("/imports/").content.decode()
    assert "核对进行中" in history
    assert '<progress value="60" max="100"' in history


def test_a_step_done_at_one_stroke_shows_no_percent(office, monkeypatch):
    stop_running(monkeypatch)
    upload(office, *ROWS)
    job = Job.objects.get()
    now = timezone.now()
    Job.objects.update(
        status="running", started_at=now, heartbeat_at=now, stage="一次写入"
    )

    pages = [
        office.get(f"/imports/jobs/{job.pk}/").content.decode(),
        office.get("/imports/").content.decode(),
    ]

    assert "一次写入</p>" in pages[0]
    assert all('<progress aria-label="' in text for text in pages)
    assert not any("%" in text.partition("<progress")[2][:200] for text in pages)


def test_the_history_tells_what_was_imported_and_taken_back(office):
    page = upload(office, *ROWS)
    url = page.request["PATH_INFO"]
    office.post(url, {"commit": "1"})
    text = office.get("/imports/").content.decode()
    assert "新增 3，修改 0" in text
    assert f'href="{url}"' in text

    office.post(f"/undo/{ImportBatch.objects.get().pk}/")

    assert "已撤销" in office.get("/imports/").content.decode()


def test_an_empty_history_says_where_to_begin(office):
    assert "您还没有导入过文件" in office.get("/imports/").content.decode()


def test_the_history_takes_the_same_queries_for_many_files(
    office, django_assert_max_num_queries
):
    for _ in range(3):
        upload(office, *ROWS)
    office.get("/imports/")

    with django_assert_max_num_queries(12):
        office.get("/imports/")


@pytest.mark.parametrize("kind", ["check", "import"])
def test_who_has_lost_the_right_meanwhile_imports_nothing(office, monkeypatch, kind):
    upload(office, *ROWS)
    page_of(office)
    batch = ImportBatch.objects.get()
    run = {"check": jobs.check, "import": jobs.carry_out}[kind]
    office.user.user_permissions.clear()

    with pytest.raises(RuleViolation, match="没有登记科室的权限"):
        run(
            Job(),
            batch=str(batch.pk),
            **{"check": {"chosen": ""}}.get(kind, {"decision": {}}),
        )
    assert not Department.objects.exists()
