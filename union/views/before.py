"""The page on which a button was."""

from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme


def page_before(request):
    return safe_page(request, request.POST.get("next", ""))


def safe_page(request, page):
    """The page, if it is one of ours; else the start page."""
    is_ours = url_has_allowed_host_and_scheme(page, {request.get_host()})
    return page if is_ours else reverse("home")
