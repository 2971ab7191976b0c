"""The search box in the header: members by name, pinyin or number; other records by
title or number."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from .permissions import LOGIN_ONLY, policy
from .records import record_kinds
from .telling import told_relations

SHOWN = 8


@require_GET
@policy(LOGIN_ONLY)
def search(request):
    """Only kinds that the user may open are looked through, scoped as always."""
    text = request.GET.get("q", "").strip()[:50]
    groups = list(matches(text, request.user)) if text else []
    return render(request, "records/search.html", {"q": text, "groups": groups})


def related(model):
    """What a hit is called by, and what tells it from others."""
    fields = model._meta.concrete_fields
    needed = [f.name for f in fields if f.many_to_one and not f.null]
    return {*needed, *told_relations(model)}


def matches(text, user):
    for kind in record_kinds():
        if not (
            kind.searchable and kind.model.search_fields and kind.can(user, "view")
        ):
            continue
        rows = kind.model.objects.listed_for(user).matching(text)
        rows = rows.select_related(*related(kind.model)).order_by(*kind.ordering)
        found = list(rows[: SHOWN + 1])
        if found:
            yield kind, found[:SHOWN], len(found) > SHOWN
