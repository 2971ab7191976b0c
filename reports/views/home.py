"""工作台: what waits, how the year stands, and the forms that are opened most."""

from django.shortcuts import render
from django.utils import timezone

from reports.comparison import compared
from reports.first_steps import first_steps
from reports.header import keep
from reports.recent import recent_doings
from reports.registry import KEY_FIGURES, named
from reports.waiting import counted, grouped, waiting
from union.periods import Period
from union.permissions import LOGIN_ONLY, policy
from union.records import record_kinds

#: What a permission begins with that changes nothing.
LOOKING = ("view_", "export_")

#: The kinds of the quick entries.
QUICK_ENTRIES = (
    "welfare.consolation",
    "members.member",
    "congress.proposal",
    "activities.activity",
    "congress.disclosureitem",
    "welfare.mutualaidclaim",
    "members.membershipevent",
)


@policy(LOGIN_ONLY)
def home(request):
    user, today = request.user, timezone.localdate()
    period = Period.of_year(today.year, today)
    figures = compared(period, user, named(KEY_FIGURES))
    items = waiting(user, today)
    keep(request, counted(items, today))
    looks = only_looks(user)
    return render(
        request,
        "reports/home.html",
        {
            "steps": [] if looks else first_steps(user),
            "work": grouped(items, today),
            "figures": [figures[key] for key in KEY_FIGURES if key in figures],
            "entries": list(quick_entries(user)),
            "only_looks": looks,
            "recent": recent_doings(user),
            "today": today,
            "last_year": today.year - 1,
        },
    )


def quick_entries(user):
    """(words, url, icon) of the forms that this user may fill in."""
    kinds = {kind.label: kind for kind in record_kinds()}
    for label in QUICK_ENTRIES:
        kind = kinds.get(label)
        if kind and kind.has_page("create") and kind.can(user, "add"):
            yield f"新增{kind.name}", kind.url("create"), kind.icon


def only_looks(user):
    """Whether this account may see records, and do nothing to any."""
    names = [name.partition(".")[2] for name in user.get_all_permissions()]
    return bool(names) and all(name.startswith(LOOKING) for name in names)
