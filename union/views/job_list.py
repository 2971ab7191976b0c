"""后台任务：the jobs of everybody, for the administrator.

What a job is called and what it was refused for name files and people, and the
administrator has no business with them: that stays with who started it.
"""

from contextlib import contextmanager

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from union import tasks, undo_jobs, worker
from union.errors import Conflict
from union.imports import jobs as import_jobs
from union.models import ImportBatch, Job, UndoPart
from union.permissions import PolicyMixin, policy
from union.records import record_kinds

PAGE = 50
WORDS = {import_jobs.CHECK: "核对", import_jobs.IMPORT: "导入", undo_jobs.KIND: "撤销"}


class JobListView(PolicyMixin, TemplateView):
    permission_required = "union.view_job"
    template_name = "records/job_list.html"

    def get_context_data(self, **kwargs):
        jobs = Job.objects.select_related("user").defer("result", "arguments")
        page = Paginator(jobs, PAGE).get_page(self.request.GET.get("page"))
        names = names_of_targets([job.target for job in page.object_list])
        return super().get_context_data(
            page_obj=page,
            rows=[Row(job, names.get(job.target, "")) for job in page.object_list],
            is_active=any(job.is_active for job in page.object_list),
            is_alive=worker.is_alive(),
            **kwargs,
        )


class Row:
    """A job as the list shows it; ``name`` is what its records are called."""

    def __init__(self, job, name):
        self.job = job
        self.what = f"{WORDS.get(job.kind, job.kind)}{name}"
        self.may_restart = tasks.may_restart(job)

    @property
    def remark(self):
        """How far it is, or why nothing came of it."""
        job = self.job
        if job.is_interrupted:
            return "后台任务程序在处理中停止，没有写入任何数据"
        if job.status != Job.Status.FAILED:
            return job.stage if job.is_active else ""
        if job.message == tasks.CRASHED:
            return f"程序出错。原因在服务器的日志里，按 {job.number} 查找"
        if job.message == tasks.CANCELLED:
            return "已由系统管理员取消，没有写入任何数据"
        return "内容没有通过核对，原因只告诉发起人，由发起人改正"


def names_of_targets(targets):
    """{target of a job: what its records are called}, in three queries at most."""
    kinds = {kind.label: kind.name for kind in record_kinds()}
    imports = ImportBatch.objects.filter(pk__in=targets).values_list("pk", "kind")
    # Of a batch of several kinds the first one counts, which comes last here.
    parts = UndoPart.objects.filter(batch__in=targets).order_by("-pk")
    undone = list(parts.values_list("batch", "content_type"))
    models = ContentType.objects.in_bulk({content_type for _, content_type in undone})
    return {pk: str(models[model].name) for pk, model in undone} | {
        pk: kinds[label] for pk, label in imports
    }


@require_POST
@policy("union.change_job")
def job_restart(request, job):
    with told(request):
        tasks.restart(get_object_or_404(Job, pk=job), actor=request.user)
        messages.success(request, "已重新开始")
    return redirect("job_list")


@require_POST
@policy("union.change_job")
def job_cancel(request, job):
    with told(request):
        tasks.cancel(get_object_or_404(Job, pk=job), actor=request.user)
        messages.success(request, "已取消")
    return redirect("job_list")


@contextmanager
def told(request):
    try:
        yield
    except Conflict as error:
        messages.error(request, "；".join(error.messages))
