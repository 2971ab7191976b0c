"""The index of the manual, its search, and a topic."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET

from union.permissions import LOGIN_ONLY, policy
from union.records import record_kinds

from .manual import MANUAL
from .search import find
from .topics import by_slug

#: Topics about what all lists have in common.
OF_LISTS = ("filter", "print", "undo")


@require_GET
@policy(LOGIN_ONLY)
def index(request):
    wanted = request.GET.get("q", "").strip()[:50]
    context = {"wanted": wanted, "hits": find(wanted), "groups": groups(request.user)}
    return render(request, "help/index.html", context)


def groups(user):
    """[(group, [(topic, whether the person may do it), …]), …]"""
    return [
        (name, [(topic, topic.is_open_to(user)) for topic in topics])
        for name, topics in MANUAL.items()
    ]


@require_GET
@policy(LOGIN_ONLY)
def topic(request, slug):
    topic = by_slug().get(slug)
    if topic is None:
        raise Http404
    lists = lists_of(topic, request.user)
    slugs = [*topic.related, *(OF_LISTS if lists else ())]
    context = {
        "topic": topic,
        "may": topic.is_open_to(request.user),
        "lists": lists,
        "related": [by_slug()[slug] for slug in dict.fromkeys(slugs)],
    }
    return render(request, topic.template, context)


def lists_of(topic, user):
    """The kinds of the topic whose list the person may open."""
    kinds = {kind.label: kind for kind in record_kinds()}
    named = [kinds[page] for page in topic.pages if page in kinds]
    return [kind for kind in named if kind.can(user, "view")]
