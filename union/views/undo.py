from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from union import undo
from union.errors import RuleViolation
from union.models import UndoBatch
from union.permissions import LOGIN_ONLY, policy


@require_POST
@policy(LOGIN_ONLY)
def revert(request, batch):
    """Take back what this person did, and go on where the button was."""
    own = get_object_or_404(UndoBatch, pk=batch, user=request.user)
    try:
        count = undo.revert(own, actor=request.user)
    except RuleViolation as error:
        messages.error(request, "；".join(error.messages))
    else:
        messages.success(request, f"已撤销：{own.title}（{count} 条已恢复原状）")
    return HttpResponseRedirect(page_before(request))


def page_before(request):
    """Where the button was, if that is a page of ours."""
    page = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(page, {request.get_host()}):
        return page
    return reverse("home")
