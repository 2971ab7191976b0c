"""What happens to every request around its view: odd input, idle sessions, policies,
values that cannot be read."""

import logging
import re
import time
from urllib.parse import unquote_plus

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django_htmx.http import reselect

from . import audit, kept
from .crypto import DecryptionError
from .permissions import allows, declared_policy
from .refusals import is_kept_from, record_asked_for

# NUL, C0 but tab and line ends, DEL, C1, lone surrogates: none belongs in an address,
# and NUL is an error in PostgreSQL.
_ODD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")

log = logging.getLogger(__name__)

STARTED, SEEN = "started_at", "seen_at"
#: How often, at most, the session row is written to note that it is in use (seconds).
WRITE_EVERY = 60


class RejectOddInput:
    """400 for an address with control characters or broken UTF-8.

    What is typed into a form is left to its fields, which say what is wrong with it.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        try:
            query = unquote_plus(request.META.get("QUERY_STRING", ""), errors="strict")
        except UnicodeDecodeError as error:
            raise BadRequest("query is not UTF-8") from error
        if _ODD.search(request.path_info) or _ODD.search(query):
            raise BadRequest("control character in the address")
        return self.get_response(request)


class LoginRequired(LoginRequiredMiddleware):
    """Login by default, a fresh password where due; neither loses typed text."""

    #: What may be opened while the password must be changed.
    OPEN = {"password_change", "logout"}

    def process_view(self, request, view_func, view_args, view_kwargs):
        response = super().process_view(request, view_func, view_args, view_kwargs)
        if response or not request.user.is_authenticated:
            return response
        if request.user.must_renew_password and not self._is_open(request, view_func):
            following = kept.address_after_login(request)
            return redirect_to_login(following, reverse("password_change"))
        return None

    def _is_open(self, request, view_func):
        public = not getattr(view_func, "login_required", True)
        return public or request.resolver_match.url_name in self.OPEN

    def handle_no_permission(self, request, view_func):
        following = kept.address_after_login(request)
        response = redirect_to_login(following, self.get_login_url(view_func))
        if request.htmx:
            return self._say_so_in_place(request, response.url)
        return response

    def _say_so_in_place(self, request, login_url):
        """Where a part of a page was asked for: to lead all of it to the login would
        lose what is typed there, which saving it keeps."""
        part = render(request, "includes/login_lost.html", {"login_url": login_url})
        return reselect(part, "#login-lost")


class SessionLimits:
    """A session ends after some idle minutes, and after SESSION_COOKIE_AGE anyway."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            self._check(request, int(time.time()))
        return self.get_response(request)

    def _check(self, request, now):
        session = request.session
        started = session.setdefault(STARTED, now)
        seen = session.setdefault(SEEN, now)
        idle = now - seen > settings.SESSION_IDLE_MINUTES * 60
        if idle or now - started > settings.SESSION_COOKIE_AGE:
            self._end(request)
        elif now - seen >= WRITE_EVERY:
            session[SEEN] = now

    def _end(self, request):
        username = request.user.get_username()
        logout(request)
        request.session[kept.EXPIRED_USERNAME] = username


class PolicyRequired:
    """403 where the user lacks what the view declares, or where it declares nothing."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        if allows(request.user, declared_policy(view_func)):
            return
        self.note_refusal(request, record_asked_for(request.resolver_match))
        raise PermissionDenied

    def process_exception(self, request, exception):
        """A view may refuse for what it alone knows: that is noted, too, and who asks
        for a record of others, of which they hear that it is not found."""
        if not isinstance(exception, (PermissionDenied, Http404)):
            return
        record = record_asked_for(request.resolver_match)
        if isinstance(exception, PermissionDenied) or is_kept_from(
            request.user, record
        ):
            self.note_refusal(request, record)

    def note_refusal(self, request, record):
        audit.log(request.user, audit.Action.DENIED, record, note=request.path)


class ExplainLockedValues:
    """A page with a value that the key does not open says so, and what to do."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, DecryptionError):
            return None
        log.error("%s：%s", request.path, exception)
        return render(request, "locked_value.html", status=500)


class NoStore:
    """No page of ours stays in a cache: ward computers are shared."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response["Cache-Control"] = "no-store"
        return response
