"""Long imports run beside the pages: their check and their writing are jobs."""

import hashlib
import json
import pickle
from contextlib import contextmanager
from dataclasses import asdict, replace
from functools import partial

from union import tasks
from union.errors import RuleViolation
from union.excel import WorkbookRefused
from union.models import ImportBatch, Job
from union.models.imports import SheetGone

from . import running
from .preview import DOUBTS, SHOWN
from .rows import PlannedRow, RowState

#: A sheet of more rows is checked and imported by a job. So many take one to two
#: seconds, as long as a person may wait for a page that shows no progress.
LONG = 2000
CHECK, IMPORT = "check", "import"


def is_long(batch):
    return batch.rows > LONG


def job_of(batch):
    """The job that this long batch is about now: the one that was started last, unless
    the choices were changed since; then a new check."""
    newest = Job.objects.filter(target=batch.pk).order_by("-created_at").first()
    is_stale = newest and newest.kind == CHECK and newest.arguments != arguments(batch)
    return start_check(batch) if newest is None or is_stale else newest


def start_check(batch):
    job = new_job(batch, CHECK, f"核对“{batch.filename}”")
    return tasks.start(job, check, **arguments(batch))


def start_import(batch, decision):
    job = new_job(batch, IMPORT, f"导入“{batch.filename}”")
    return tasks.start(job, carry_out, batch=str(batch.pk), decision=asdict(decision))


def new_job(batch, kind, title):
    return Job(user=batch.user, kind=kind, target=batch.pk, title=title[:200])


def arguments(batch):
    """Of a check: they differ when another check is needed."""
    chosen = [batch.sheet, batch.mapping, batch.values, batch.has_totals]
    digest = hashlib.sha256(json.dumps(chosen, sort_keys=True).encode()).hexdigest()
    return {"batch": str(batch.pk), "chosen": digest}


def plan_of(batch):
    """What the last check of a long batch found, as far as pages show it, or None."""
    job = Job.objects.of(batch.pk, CHECK).filter(status=Job.Status.DONE).first()
    content = job and tasks.result_of(job)
    # Sealed with the key of this installation: it can only be our own.
    return pickle.loads(content) if content else None  # noqa: S301


def check(job, *, batch, chosen):
    """What the job calls; ``chosen`` only tells one check from another."""
    batch = permitted(batch)
    with readable():
        plan = running.check(batch, partial(tell, job))
    running.settle(batch, plan)
    return tasks.Outcome("核对完成", result=pickle.dumps(slim(plan)))


def carry_out(job, *, batch, decision):
    batch = permitted(batch)
    with readable():
        running.carry_out(batch, running.Decision(**decision), partial(tell, job))
    return tasks.Outcome(running.told(batch))


@contextmanager
def readable():
    try:
        yield
    except (SheetGone, WorkbookRefused):
        raise RuleViolation("上传的文件已经不能读取，请重新上传") from None


def tell(job, percent, step):
    job.progress(percent, 100, step)


def permitted(pk):
    """The batch as it is stored. Raises RuleViolation where its uploader, who might
    import it when the job was started, has lost that right, or has thrown the
    file away."""
    batch = ImportBatch.objects.select_related("user").filter(pk=pk).first()
    if batch is None:
        raise RuleViolation("这个文件已经放弃，没有导入")
    kind = running.importer_of(batch).kind
    if not kind.can(batch.user, "add"):
        raise RuleViolation(f"您现在没有登记{kind.name}的权限，没有导入")
    return batch


def slim(plan):
    """The plan with all that a page shows or counts, and little else."""
    new, changed = plan.of(RowState.NEW), plan.of(RowState.CHANGED)
    doubtful = plan.doubtful[:DOUBTS]
    twins = (twin for row in doubtful for twin in row.twins)
    earlier = [new[twin.row] for twin in twins if twin.row is not None]
    lists = (new[:SHOWN], changed[:SHOWN], plan.renamed[:SHOWN], doubtful, earlier)
    shown = {row.number for rows in lists for row in rows}
    rows = [row if row.number in shown else slim_row(row) for row in plan.rows]
    return replace(plan, rows=rows)


def slim_row(row):
    is_bad = row.state is RowState.ERROR
    return PlannedRow(
        row.number,
        row.cells if is_bad else [],
        state=row.state,
        errors=row.errors,
        twins=row.twins[:1],
        is_renamed=row.is_renamed,
        who=row.who,
    )
