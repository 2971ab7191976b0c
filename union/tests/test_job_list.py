"""后台任务：the administrator sees how each job goes, and not what it is about."""

import datetime as dt
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from members.records import DEPARTMENT
from members.tests.factories import DepartmentFactory
from union import tasks, undo, worker
from union.models import AuditEntry, ImportBatch, Job
from union.roles import ROLES

from .factories import UserFactory

pytestmark = pytest.mark.django_db

URL = "/jobs/"
SECRET = "李秘密"
REFUSED = "第 3 行：李秘密 已登记"


@pytest.fixture
def admin(client):
    client.user = UserFactory(role="admin")
    client.force_login(client.user)
    return client


@pytest.fixture
def started(monkeypatch):
    """The jobs that a worker would have been told of."""
    calls = []
    monkeypatch.setattr(tasks, "_enqueue", lambda job: calls.append(job))
    return calls


def job(**values):
    batch = ImportBatch.objects.create(
        user=UserFactory(name="张干事"),
        kind=DEPARTMENT.label,
        filename=f"{SECRET}.xlsx",
    )
    given = {"kind": "import", "title": f"导入“{SECRET}.xlsx”", "target": batch.pk}
    return Job.objects.create(**{"user": batch.user, **given, **values})


def ago(**span):
    return timezone.now() - dt.timedelta(**span)


def running(minutes):
    at = ago(minutes=minutes)
    return {"status": "running", "started_at": at, "heartbeat_at": at}


def text_of(client):
    return client.get(URL).content.decode()


@pytest.mark.parametrize("role", [role for role in ROLES if role != "admin"])
def test_nobody_else_opens_it_or_finds_it_in_the_menu(client, role):
    waiting = job()
    client.force_login(UserFactory(role=role))

    assert client.get(URL).status_code == 403
    for name in ("job_restart", "job_cancel"):
        assert client.post(reverse(name, args=[waiting.pk])).status_code == 403
    assert f'href="{URL}"' not in client.get("/").content.decode()
    waiting.refresh_from_db()
    assert (waiting.status, waiting.attempt) == ("waiting", 1)


def test_the_administrator_finds_it_in_the_menu(admin):
    assert f'<a href="{URL}">' in admin.get("/audit/").content.decode()
    assert f'<a href="{URL}" aria-current="page">' in text_of(admin)


def test_it_says_who_started_what_and_how_far_it_is(admin):
    batch = job(**running(0), done=60, total=100, stage="核对规则")

    text = text_of(admin)

    for words in ("导入科室", "张干事", "进行中", "60%", "核对规则", batch.number):
        assert words in text
    assert "hx-trigger" in text
    assert "取消" not in text


def test_it_tells_no_file_and_no_reason_that_may_name_somebody(admin):
    job(status="failed", message=REFUSED, finished_at=ago(hours=1))

    text = text_of(admin)

    assert "失败" in text
    assert "原因只告诉发起人" in text
    assert SECRET not in text
    assert "重试" not in text


def test_what_is_taken_back_is_called_by_its_kind(admin):
    user = UserFactory()
    batch = undo.keep(
        uuid4(), actor=user, title=f"录入{SECRET}", created=[DepartmentFactory()]
    )
    job(kind="undo", target=batch.pk, title=f"撤销：录入{SECRET}")

    text = text_of(admin)

    assert "撤销科室" in text
    assert SECRET not in text


@pytest.mark.parametrize(
    ("values", "remark"),
    [
        (lambda: running(3), "后台任务程序在处理中停止"),
        (lambda: {"status": "failed", "message": tasks.CRASHED}, "程序出错"),
        (lambda: {"status": "failed", "message": tasks.CANCELLED}, "系统管理员取消"),
    ],
    ids=["interrupted", "crashed", "cancelled"],
)
def test_what_ended_by_no_fault_of_its_owner_is_started_again(
    admin, started, values, remark
):
    ended = job(**values())
    text = text_of(admin)
    assert remark in text
    assert "重试" in text

    page = admin.post(reverse("job_restart", args=[ended.pk]), follow=True)

    assert "已重新开始" in page.content.decode()
    ended.refresh_from_db()
    assert (ended.status, ended.attempt) == ("waiting", 2)
    assert started == [ended]
    entry = AuditEntry.objects.get(action="move")
    assert entry.actor == admin.user
    assert entry.note == f"重试后台任务 {ended.number}（{ended.user}）"
    assert SECRET not in f"{entry.object_repr}{entry.note}"


@pytest.mark.parametrize(
    "values",
    [
        lambda: {"status": "failed", "message": REFUSED},
        lambda: {"status": "done"},
        lambda: running(1),
    ],
    ids=["refused", "done", "running"],
)
def test_what_is_its_owners_business_is_not_started_again(admin, started, values):
    ended = job(**values())

    page = admin.post(reverse("job_restart", args=[ended.pk]), follow=True)

    assert "这个任务不需要重试" in page.content.decode()
    ended.refresh_from_db()
    assert ended.attempt == 1
    assert not started
    assert not AuditEntry.objects.filter(action="move").exists()


def test_what_has_not_begun_is_cancelled_and_never_runs(admin):
    waiting = job(function="union.tests.test_job_list.never")

    page = admin.post(reverse("job_cancel", args=[waiting.pk]), follow=True)
    tasks.run.call(str(waiting.pk), 1)

    assert "已取消" in page.content.decode()
    waiting.refresh_from_db()
    assert (waiting.status, waiting.message) == ("failed", tasks.CANCELLED)
    assert waiting.can_retry
    note = AuditEntry.objects.get(action="move").note
    assert note == f"取消后台任务 {waiting.number}（{waiting.user}）"


@pytest.mark.parametrize(
    "values",
    [running(0), running(3), {"status": "done"}],
    ids=["running", "interrupted", "done"],
)
def test_what_has_begun_is_not_cancelled(admin, values):
    begun = job(**values)

    page = admin.post(reverse("job_cancel", args=[begun.pk]), follow=True)

    assert "不能取消" in page.content.decode()
    begun.refresh_from_db()
    assert begun.status == values["status"]
    assert not AuditEntry.objects.filter(action="move").exists()


def test_it_says_when_nobody_runs_the_jobs(admin, monkeypatch):
    job()
    monkeypatch.setattr(worker, "is_alive", lambda: False)

    text = text_of(admin)

    assert "后台任务程序没有运行" in text
    assert "hx-trigger" not in text


def test_without_jobs_it_says_what_would_be_there(admin):
    assert "最近没有后台任务" in text_of(admin)


def test_it_takes_the_same_queries_for_many_jobs(admin, django_assert_max_num_queries):
    for _ in range(4):
        job()
    text_of(admin)

    with django_assert_max_num_queries(12):
        text_of(admin)
