"""The page on which a button was."""

from urllib.parse import urlsplit

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from union.chips import without

#: The parameters of a list that name certain records.
NAMING = ("pk", "batch")


def page_before(request):
    return safe_page(request, request.POST.get("next", ""))


def safe_page(request, page):
    """The page, if it is one of ours; else the start page."""
    is_path = page.startswith("/")  # redirect() would take “x” for the name of a view
    is_ours = is_path and url_has_allowed_host_and_scheme(page, {request.get_host()})
    return page if is_ours else reverse("home")


def not_of_those(page):
    """The plain list, where the page is a list of records that are void now."""
    parts = urlsplit(page)
    query = QueryDict(parts.query)
    if not any(name in query for name in NAMING):
        return page
    return f"{parts.path}?{without(query, NAMING)}"
