"""撤销: at once where it can be; else a page that says what is in the way and what can
still be taken back."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from union import remarks, undo, undo_jobs, undo_preview
from union.errors import RuleViolation
from union.models import Job, UndoBatch
from union.permissions import LOGIN_ONLY, policy

from .before import not_of_those, page_before, safe_page
from .jobs import shown_job

#: So many obstacles are named.
SHOWN = 20


@require_http_methods(["GET", "POST"])
@policy(LOGIN_ONLY)
def revert(request, batch):
    """What this person did, and the way back; taking it back goes on where the button
    was."""
    own = get_object_or_404(UndoBatch, pk=batch, user=request.user)
    if request.method == "GET":
        return confirm(request, own)
    keeping = "keeping" in request.POST
    if undo_jobs.is_long(own):
        undo_jobs.start(own, keeping=keeping)
        return redirect(page_of(own, request.POST.get("next", "")))
    touched = undo.numbers_of(own)
    before = remarks.about_all(touched, request.user)
    try:
        outcome = undo.revert(own, actor=request.user, keeping=keeping)
    except RuleViolation as error:
        messages.error(request, "；".join(error.messages))
        own.refresh_from_db()
        if not keeping and 0 < len(in_the_way(own)) < undo.size_of(own):
            return redirect(page_of(own, request.POST.get("next", "")))
    else:
        messages.success(request, undo_jobs.told(own, outcome))
        remarks.say(request, before | remarks.about_all(touched, request.user))
        if outcome.voided.total():
            return redirect(not_of_those(page_before(request)))
    return HttpResponseRedirect(page_before(request))


def confirm(request, batch):
    """How far the job is, or what would go back and what would stay."""
    job = undo_jobs.job_of(batch)
    over = job is None or job.status == Job.Status.DONE
    obstacles = in_the_way(batch)
    total = undo.size_of(batch)
    context = {
        "batch": batch,
        "obstacles": obstacles[:SHOWN],
        "more": len(obstacles) - SHOWN,
        "kept": len(obstacles),
        "rest": total - len(obstacles),
        "returns": going_back(batch, request.user, obstacles),
        "remarks": remarks.about_all(undo.numbers_of(batch), request.user),
        "next": safe_page(request, request.GET.get("next", "")),
        "finished": job.message if job and over else "",
    }
    context |= {} if over else shown_job(job)
    return render(request, "records/undo.html", context)


def going_back(batch, user, obstacles):
    if batch.undone_at:
        return []
    return undo_preview.returns(batch, user, [record for record, _ in obstacles])


def in_the_way(batch):
    return [] if batch.undone_at else undo.obstacles(batch)


def page_of(batch, following):
    return f"{reverse('undo', args=[batch.pk])}?{urlencode({'next': following})}"
