"""Jobs: what a row says while its function runs, after it, and when it is killed."""

import datetime as dt

import pytest
from django.utils import timezone

from union import tasks
from union.errors import Conflict, RuleViolation
from union.models import Job
from union.models.job import Superseded
from union.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def job():
    return Job(user=UserFactory(), title="导入 名册.xlsx", kind="import")


def count_to(job, number):
    seen = [job.status]
    for done in range(number):
        job.progress(done, number, "核对")
    seen.append(Job.objects.values_list("stage", "done", "total").get(pk=job.pk))
    return tasks.Outcome(f"{seen}", "/members/", b"secret")


def refuse(job):
    raise RuleViolation("表中有错误，未导入任何内容")


def break_down(job):
    raise ZeroDivisionError


def be_started_again(job):
    Job.objects.filter(pk=job.pk).update(attempt=job.attempt + 1, status="waiting")
    job.progress(1, 2)


def silent(job, **values):
    """As a worker leaves it that was killed three minutes ago."""
    long_ago = timezone.now() - dt.timedelta(minutes=3)
    job.save()
    Job.objects.filter(pk=job.pk).update(
        status=Job.Status.RUNNING,
        started_at=long_ago,
        heartbeat_at=long_ago,
        function="union.tests.test_tasks.count_to",
        arguments={"number": 2},
        **values,
    )
    job.refresh_from_db()
    return job


def test_a_job_runs_its_function_with_its_arguments_and_keeps_the_outcome(job):
    tasks.start(job, count_to, number=3)

    job.refresh_from_db()
    assert job.status == Job.Status.DONE
    assert job.state == "完成"
    assert job.message == "['running', ('核对', 0, 3)]"
    assert job.result_url == "/members/"
    assert job.started_at <= job.heartbeat_at <= job.finished_at
    assert not job.is_active


def test_a_result_is_stored_encrypted(job):
    tasks.start(job, count_to, number=1)

    job.refresh_from_db()
    assert b"secret" not in bytes(job.result)
    assert tasks.result_of(job) == b"secret"


def test_a_job_without_result_has_none(job):
    tasks.start(job, refuse)

    job.refresh_from_db()
    assert tasks.result_of(job) is None


def test_a_rule_that_says_no_is_told_as_it_is(job):
    tasks.start(job, refuse)

    job.refresh_from_db()
    assert (job.state, job.message) == ("失败", "表中有错误，未导入任何内容")
    assert job.can_retry


def test_a_crash_is_told_without_its_innards(job, caplog):
    tasks.start(job, break_down)

    job.refresh_from_db()
    assert job.state == "失败"
    assert job.message.startswith("程序出错，没有完成")
    assert "ZeroDivisionError" in caplog.text


def test_progress_is_written_at_most_once_a_second_or_with_a_new_step(
    job, django_assert_num_queries
):
    job.status = Job.Status.RUNNING
    job.save()

    with django_assert_num_queries(2):
        for done in range(100):
            job.progress(done, 200, "读取")
        for done in range(100, 200):
            job.progress(done, 200, "核对")

    job.refresh_from_db()
    assert (job.stage, job.done, job.total, job.percent) == ("核对", 100, 200, 50)


def test_a_job_of_unknown_size_has_no_percent(job):
    assert job.percent == 0


def test_a_job_whose_worker_was_killed_is_interrupted_and_can_be_started_again(job):
    job = silent(job)
    assert (job.state, job.is_active, job.can_retry) == ("中断", False, True)

    tasks.retry(job)

    job.refresh_from_db()
    assert (job.state, job.attempt) == ("完成", 2)


def test_a_job_that_gave_a_sign_of_life_a_minute_ago_is_running(job):
    job.status = Job.Status.RUNNING
    job.heartbeat_at = timezone.now() - dt.timedelta(seconds=100)

    assert (job.state, job.is_active, job.can_retry) == ("进行中", True, False)


def test_what_is_done_or_running_is_not_started_again(job):
    tasks.start(job, count_to, number=1)
    job.refresh_from_db()

    with pytest.raises(Conflict, match="不需要重试"):
        tasks.retry(job)


def test_two_who_retry_at_once_start_it_once(job):
    first = silent(job)
    second = Job.objects.get(pk=first.pk)
    tasks.retry(first)

    with pytest.raises(Conflict):
        tasks.retry(second)
    assert Job.objects.get(pk=first.pk).attempt == 2


def test_a_run_that_was_taken_for_dead_writes_nothing_any_more(job, caplog):
    tasks.start(job, be_started_again)

    job.refresh_from_db()
    assert (job.status, job.message, job.attempt) == ("waiting", "", 2)
    assert "was started again meanwhile" in caplog.text


def test_a_call_that_comes_twice_runs_once(job):
    tasks.start(job, count_to, number=1)
    Job.objects.update(message="so")

    tasks.run.call(str(job.pk), 1)

    job.refresh_from_db()
    assert job.message == "so"


def test_the_end_of_a_superseded_run_is_refused(job):
    job = silent(job, attempt=2)
    job.attempt = 1

    with pytest.raises(Superseded):
        job.write(message="too late")


def test_old_jobs_go_when_another_is_started(job):
    tasks.start(job, count_to, number=1)
    Job.objects.update(created_at=timezone.now() - dt.timedelta(days=8))

    newer = tasks.start(Job(user=job.user, title="x", kind="check"), refuse)

    assert list(Job.objects.all()) == [newer]
