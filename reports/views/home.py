"""工作台: what waits, how the year stands, and the forms that are opened most."""

from django.shortcuts import render
from django.utils import timezone

from reports.comparison import compared
from reports.header import keep
from reports.registry import KEY_FIGURES, named
from reports.waiting import counted, grouped, waiting
from union.figures import Period
from union.models import AuditEntry
from union.permissions import LOGIN_ONLY, policy
from union.records import record_kinds

RECENT = 10
COMINGS_AND_GOINGS = (AuditEntry.Action.LOGIN, AuditEntry.Action.LOGOUT)

#: (model, words on the button) of the quick entries.
QUICK_ENTRIES = (
    ("welfare.consolation", "新增慰问"),
    ("members.member", "新增会员"),
    ("congress.proposal", "登记提案"),
    ("activities.activity", "登记活动"),
    ("congress.disclosureitem", "登记院务公开"),
    ("welfare.mutualaidclaim", "登记互助赔付"),
    ("members.membershipevent", "办理会籍变动"),
)


@policy(LOGIN_ONLY)
def home(request):
    user, today = request.user, timezone.localdate()
    period = Period.of_year(today.year, today)
    figures = compared(period, user, named(KEY_FIGURES))
    items = waiting(user, today)
    keep(request, counted(items, today))
    return render(
        request,
        "reports/home.html",
        {
            "work": grouped(items, today),
            "figures": [figures[key] for key in KEY_FIGURES if key in figures],
            "entries": list(quick_entries(user)),
            "recent": recent_activity(user),
            "today": today,
            "last_year": today.year - 1,
        },
    )


def quick_entries(user):
    """(words, url, icon) of the forms that this user may fill in."""
    kinds = {kind.label: kind for kind in record_kinds()}
    for label, words in QUICK_ENTRIES:
        kind = kinds.get(label)
        if kind and kind.has_page("create") and kind.can(user, "add"):
            yield words, kind.url("create"), kind.icon


def recent_activity(user):
    """What this user did last, with the records that can still be opened."""
    entries = AuditEntry.objects.filter(actor=user, content_type__isnull=False)
    entries = entries.exclude(action__in=COMINGS_AND_GOINGS)
    entries = entries.select_related("content_type").order_by("-pk")[:RECENT]
    kinds = {kind.model: kind for kind in record_kinds()}
    return [(entry, entry_url(entry, kinds, user)) for entry in entries]


def entry_url(entry, kinds, user):
    kind = kinds.get(entry.content_type.model_class())
    if kind is None or not kind.can(user, "view"):
        return ""
    if entry.object_id is None:
        return kind.list_url
    return kind.url("detail", entry.object_id)
