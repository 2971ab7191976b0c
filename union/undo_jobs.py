"""A large batch is taken back beside the pages."""

from functools import partial

from . import tasks, undo
from .errors import RuleViolation
from .models import Job, UndoBatch

#: A batch of more records is taken back by a job: so many take one to two seconds.
LONG = 1000
KIND = "undo"
WRITING = "一次写入全部记录，要么全部恢复，要么一条不改，请稍候"
#: How far it is (percent) when the records are read.
STARTED = 10


def is_long(batch):
    return undo.size_of(batch) > LONG


def job_of(batch):
    """The newest job about this batch, or None."""
    return Job.objects.of(batch.pk, KIND).first()


def start(batch, *, keeping):
    """Returns the Job; the one that is under way, if there is one."""
    job = job_of(batch)
    if job and job.is_active:
        return job
    title = f"撤销：{batch.title}"[:200]
    job = Job(user=batch.user, kind=KIND, target=batch.pk, title=title)
    return tasks.start(job, carry_out, batch=str(batch.pk), keeping=keeping)


def carry_out(job, *, batch, keeping):
    job.progress(0, 100, "读取")
    batch = UndoBatch.objects.select_related("user").get(pk=batch)
    # Before the write lock is taken.
    in_the_way = undo.obstacles(batch, partial(tell, job))
    if in_the_way and not keeping:
        count = f"{len(in_the_way):,}"
        raise RuleViolation(f"有 {count} 条后来改过或已被引用，没有撤销任何内容")
    # The last word: nobody can write while the records are written, and nobody can see
    # how far that is.
    job.progress(0, 0, WRITING)
    outcome = undo.revert(batch, actor=batch.user, keeping=keeping)
    return tasks.Outcome(told(batch, outcome))


def tell(job, done, total):
    job.progress(STARTED + (100 - STARTED) * done // max(total, 1), 100, "核对")


def told(batch, outcome):
    """What was done, in a sentence."""
    rest = undo.size_of(batch) - outcome.count
    text = f"已撤销：{batch.title}（{outcome.text}）"
    return f"{text}；{rest} 条后来改过或用到的记录保持不变" if rest else text
