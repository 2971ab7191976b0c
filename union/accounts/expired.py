"""The page for a form whose page was open too long."""

from django.contrib.auth.views import redirect_to_login
from django.shortcuts import render

from union.kept import address_after_login, typed_fields


def csrf_failure(request, reason=""):
    """The page was open too long: offer to send the same text with a fresh token.

    Only a page of our own may get that offer, or a forged form would need just one
    more click.
    """
    ours = f"{request.scheme}://{request.get_host()}"
    # A password is never sent back, so a form with one is better opened anew.
    has_password = any("password" in name for name in request.POST)
    is_ours = request.headers.get("Origin", "") == ours
    may_resend = is_ours and not has_password
    if may_resend and needs_login(request):
        # To send it again would only lead to the login, and after that once more here.
        return redirect_to_login(address_after_login(request))
    context = {
        "path": request.get_full_path(),
        "may_resend": may_resend,
        "fields": typed_fields(request),
        "has_files": bool(request.FILES),
    }
    return render(request, "accounts/csrf_failure.html", context, status=403)


def needs_login(request):
    """Whether the login is gone with the page. A part of a page says so in place."""
    is_public = not getattr(request.resolver_match.func, "login_required", True)
    return not (is_public or request.htmx or request.user.is_authenticated)
