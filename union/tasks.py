"""Work beside the pages: a job's row is the truth, the library only carries the call.

A job's function takes the job and its arguments, reports ``job.progress(done, total)``
and returns an Outcome. It may run twice (a worker can die at any point), so what it
writes must be one transaction that the second run would refuse.
"""

import logging
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks import task

from . import audit
from .crypto import seal, unseal
from .errors import Conflict, RuleViolation
from .models import Job
from .models.job import Superseded

logger = logging.getLogger(__name__)

CRASHED = "程序出错，没有完成。可以重试；仍然不行时请告诉系统管理员"
CANCELLED = "系统管理员在开始之前取消了这个任务，没有写入任何数据。可以重试"


@dataclass(frozen=True)
class Outcome:
    """``result`` is kept encrypted with the job; see ``result_of``."""

    message: str = ""
    url: str = ""
    result: bytes | None = None


def start(job, function, **arguments):
    """Save ``job`` and have ``function(job, **arguments)`` called; returns the job.

    ``arguments`` must fit into JSON, ``function`` stand in a module.
    """
    job.function = f"{function.__module__}.{function.__qualname__}"
    job.arguments = arguments
    with transaction.atomic():
        Job.objects.forget_old()
        job.save()
        _enqueue(job)
    job.refresh_from_db()
    return job


def retry(job):
    """Start a failed or interrupted job again. Raises Conflict if it is neither."""
    attempt = Job.objects.filter(pk=job.pk, attempt=job.attempt)
    fresh = {
        "status": Job.Status.WAITING,
        "attempt": job.attempt + 1,
        "done": 0,
        "stage": "",
        "message": "",
        "finished_at": None,
    }
    with transaction.atomic():
        if not job.can_retry or not attempt.update(**fresh):
            raise Conflict("这个任务不需要重试，请刷新页面查看")
        job.refresh_from_db()
        _enqueue(job)


def may_restart(job):
    """Whether somebody else than its owner may start it again: where it ended through
    no decision of its owner's. What a rule refused is the owner's to put right."""
    failed = job.status == Job.Status.FAILED and job.message in (CRASHED, CANCELLED)
    return failed or job.is_interrupted


def restart(job, *, actor):
    """Start the job of another again, in the name of who started it. Raises Conflict
    unless ``may_restart``."""
    if not may_restart(job):
        raise Conflict("这个任务不需要重试，请刷新页面查看")
    with transaction.atomic():
        _log(actor, job, "重试")
        retry(job)


def cancel(job, *, actor):
    """End a job that nobody has begun; its owner may retry it. Raises Conflict."""
    waiting = Job.objects.filter(
        pk=job.pk, attempt=job.attempt, status=Job.Status.WAITING
    )
    ended = {
        "status": Job.Status.FAILED,
        "message": CANCELLED,
        "finished_at": timezone.now(),
    }
    with transaction.atomic():
        if not waiting.update(**ended):
            raise Conflict("这个任务已经开始或已经结束，不能取消")
        _log(actor, job, "取消")


def _log(actor, job, verb):
    """By its number: its title names files and people."""
    note = f"{verb}后台任务 {job.number}（{job.user}）"
    audit.log(actor, audit.Action.MOVE, Job, note=note)


def result_of(job):
    """The bytes that the function handed over, or None."""
    return unseal(bytes(job.result), job.context) if job.result else None


def runs_at_once():
    """Whether jobs need no process of their own."""
    return "Immediate" in settings.TASKS["default"]["BACKEND"]


def _enqueue(job):
    run.enqueue(str(job.pk), job.attempt)


@task()
def run(pk, attempt):
    """What the library calls, in a worker."""
    waiting = Job.objects.filter(pk=pk, attempt=attempt, status=Job.Status.WAITING)
    now = timezone.now()
    if not waiting.update(status=Job.Status.RUNNING, started_at=now, heartbeat_at=now):
        return
    job = Job.objects.select_related("user").get(pk=pk)
    try:
        _finish(job, *_outcome(job))
    except Superseded:
        logger.warning("Job %s was started again meanwhile", pk)


def _outcome(job):
    try:
        outcome = import_string(job.function)(job, **job.arguments)
    except RuleViolation as error:
        return Job.Status.FAILED, Outcome("；".join(error.messages))
    except Superseded:
        raise
    except Exception:
        logger.exception("Job %s (%s) failed", job.pk, job.function)
        return Job.Status.FAILED, Outcome(CRASHED)
    return Job.Status.DONE, outcome


def _finish(job, status, outcome):
    sealed = None if outcome.result is None else seal(outcome.result, job.context)
    job.write(
        status=status,
        message=outcome.message,
        result_url=outcome.url,
        result=sealed,
        finished_at=timezone.now(),
    )
