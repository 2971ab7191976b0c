"""Upload, download and void: the rights are those of the record."""

import io

from django.apps import apps
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from union import audit
from union.errors import RuleViolation
from union.models import Attachment, Record
from union.permissions import LOGIN_ONLY, perm, policy
from union.views.before import page_before

from . import actions
from .forms import UploadForm

# Whatever a browser makes of the file, it runs nothing and loads nothing.
HARMLESS = "sandbox; default-src 'none'"


@policy(LOGIN_ONLY)
@require_POST
def upload(request, app_label, model_name, pk):
    record = _record(request.user, _record_model(app_label, model_name), pk, "change")
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        for errors in form.errors.values():
            for error in errors:
                messages.error(request, f"没有上传。{error}")
        return to_record(request, record)
    try:
        saved = actions.attach(
            record,
            form.cleaned_data["uploads"],
            actor=request.user,
            note=form.cleaned_data["note"],
        )
    except RuleViolation as violation:
        messages.error(request, violation.message)
    else:
        messages.success(request, f"已上传 {len(saved)} 个附件")
    return to_record(request, record)


@policy(LOGIN_ONLY)
@require_safe
def download(request, pk):
    attachment = get_object_or_404(Attachment.objects.valid(), pk=pk)
    record = _record_of(request.user, attachment, "view")
    try:
        data = actions.read(attachment)
    except actions.Damaged:
        context = {"attachment": attachment, "record": record}
        return render(request, "attachments/damaged.html", context, status=410)
    audit.log(request.user, audit.Action.DOWNLOAD, record, note=str(attachment))
    return FileResponse(
        io.BytesIO(data),
        as_attachment=True,
        filename=attachment.original_name,
        headers={
            "Content-Security-Policy": HARMLESS,
            "X-Content-Type-Options": "nosniff",
        },
    )


@policy(LOGIN_ONLY)
@require_POST
def void(request, pk):
    attachment = get_object_or_404(Attachment.objects.valid(), pk=pk)
    record = _record_of(request.user, attachment, "change")
    actions.void(attachment, actor=request.user)
    messages.success(request, f"已作废附件：{attachment}")
    return to_record(request, record)


def to_record(request, record):
    """The page of the record as it was: with the way through the list it came from."""
    return redirect(page_before(request) if "next" in request.POST else record)


def _record_model(app_label, model_name):
    try:
        model = apps.get_model(app_label, model_name)
    except LookupError as error:
        raise Http404 from error
    if not issubclass(model, Record):
        raise Http404
    return model


def _record_of(user, attachment, action):
    model = attachment.content_type.model_class()
    return _record(user, model, attachment.object_id, action)


def _record(user, model, pk, action):
    """The record, if the user may see it (else 404) and has the right (else 403)."""
    if not user.has_perm(perm(model, "view")):
        raise Http404
    record = get_object_or_404(model._default_manager.visible_to(user), pk=pk)
    if not user.has_perm(perm(model, action)):
        raise PermissionDenied
    return record
