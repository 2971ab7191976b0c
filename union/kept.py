"""Text that someone typed while the login ran out: kept until the next login.

It lies encrypted in the anonymous session, because it may hold diagnoses or ID
numbers, and it is given only to the person whose session ran out, where known.
"""

import base64
import json

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.contrib import messages
from django.urls import reverse
from django.utils.crypto import salted_hmac

SESSION_KEY = "kept_post"
#: Who was logged in when the session ran out.
EXPIRED_USERNAME = "expired_username"
#: Who logged in last on this computer: outlives a session that is gone altogether.
TYPIST_COOKIE, TYPIST_SALT = "typist", "union.kept.typist"
MAX_BYTES = 200 * 1024
MAX_AGE = 30 * 60  # seconds


def typed_fields(request):
    """[(name, value), …] of the form, without token, passwords and files."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken" and "password" not in name
    ]


def keep(request):
    """Keep the form for after the login; return whether it was small enough."""
    content = json.dumps(
        {
            "path": request.get_full_path(),
            "fields": typed_fields(request),
            "has_files": bool(request.FILES),
            "username": typist(request),
        }
    ).encode()
    if len(content) > MAX_BYTES:
        return False
    request.session[SESSION_KEY] = _cipher().encrypt(content).decode()
    return True


def address_after_login(request):
    """Where to go after the login: the same page, or the text kept from it."""
    if request.htmx:
        return request.htmx.current_url_abs_path or reverse("home")
    if request.method != "POST":
        return request.get_full_path()
    if keep(request):
        return reverse("resume")
    messages.warning(request, "刚才填写的内容太多，未能保留，请重新填写")
    return request.get_full_path()


def typist(request):
    """The username of who typed the form, or "" where nothing tells."""
    known = request.session.get(EXPIRED_USERNAME)
    cookie = request.get_signed_cookie(TYPIST_COOKIE, "", salt=TYPIST_SALT)
    return known or cookie


def remember_typist(response, user):
    response.set_signed_cookie(
        TYPIST_COOKIE,
        user.get_username(),
        salt=TYPIST_SALT,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def kept_for(request):
    """The kept form as a dict, or None: nothing kept, too old, or another person's."""
    token = request.session.get(SESSION_KEY)
    if not token:
        return None
    try:
        kept = json.loads(_cipher().decrypt(token, ttl=MAX_AGE))
    except InvalidToken:
        return None
    if kept["username"] not in ("", request.user.get_username()):
        del request.session[SESSION_KEY]
        return None
    return kept


def _cipher():
    key = salted_hmac("union.kept", "", algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))
