"""导入记录, and how far a job is."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_POST
from django.views.generic import TemplateView
from django_htmx.http import HttpResponseClientRefresh

from union import tasks, worker
from union.errors import Conflict
from union.imports.jobs import CHECK
from union.models import ImportBatch, Job
from union.permissions import LOGIN_ONLY, policy
from union.records import record_kinds

from .before import page_before

PAGE = 50


@policy(LOGIN_ONLY)
class ImportHistoryView(TemplateView):
    """What this person has imported, of all kinds, and what is still on its way."""

    template_name = "records/import_list.html"

    def get_context_data(self, **kwargs):
        own = ImportBatch.objects.visible_to(self.request.user).with_undone()
        page = Paginator(own, PAGE).get_page(self.request.GET.get("page"))
        batches = list(page.object_list)
        jobs = newest_jobs(batches)
        kinds = {kind.label: kind for kind in record_kinds()}
        rows = [Row(batch, kinds[batch.kind], jobs.get(batch.pk)) for batch in batches]
        is_active = any(row.is_active for row in rows)
        return super().get_context_data(
            page_obj=page,
            rows=rows,
            is_active=is_active,
            is_alive=not is_active or worker.is_alive(),
            **kwargs,
        )


class Row:
    """An import as the list shows it."""

    def __init__(self, batch, kind, job):
        self.batch, self.kind, self.job = batch, kind, job
        self.url = kind.url("import_preview", batch.pk)
        self.is_active = bool(job and not batch.is_done and job.is_active)

    @property
    def state(self):
        if self.batch.undone_at:
            return "已撤销"
        if self.batch.is_done or self.job is None:
            return self.batch.get_status_display()
        is_check = self.job.kind == CHECK
        if is_check and self.job.status == Job.Status.DONE:
            return self.batch.get_status_display()
        doing = "核对" if is_check else "导入"
        return f"{doing}{self.job.state}"


def newest_jobs(batches):
    """{pk of the batch: its newest job}."""
    jobs = Job.objects.filter(target__in=[batch.pk for batch in batches])
    return {job.target: job for job in jobs.defer("result").order_by("created_at")}


@require_GET
@policy(LOGIN_ONLY)
def job_status(request, job):
    """How far it is, for a page that asks every two seconds; when it is over, the page
    is told to load itself anew."""
    own = own_job(request, job)
    if not own.is_active:
        return HttpResponseClientRefresh()
    return render(request, "records/_job.html", shown_job(own))


@require_POST
@policy(LOGIN_ONLY)
def job_retry(request, job):
    try:
        tasks.retry(own_job(request, job))
    except Conflict as error:
        messages.error(request, "；".join(error.messages))
    return HttpResponseRedirect(page_before(request))


def own_job(request, pk):
    return get_object_or_404(Job.objects.visible_to(request.user), pk=pk)


def shown_job(job):
    """The context of records/_job.html."""
    return {"job": job, "is_alive": not job.is_active or worker.is_alive()}
