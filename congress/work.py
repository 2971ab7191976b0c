"""What waits in this room: proposals on their way, and accounts not yet published."""

from django.db.models import Count, Min
from django.http import QueryDict

from union.work import WorkItem

from .choices import Light, Register, Stage
from .models import DisclosureItem, Proposal
from .querysets import STAGES, under_light
from .records import CHANGE, DECIDE, DISCLOSURE_ITEM, HANDLE, PROPOSAL
from .rules import half_year_of

#: (filter parameter, its value, permission, title)
WAITING = (
    ("stage", Stage.DECIDE, DECIDE, "提案待审查立案"),
    ("light", Light.OVERDUE, HANDLE, "提案答复已逾期"),
    ("light", Light.NEAR, HANDLE, "提案答复即将到期"),
    ("stage", Stage.ASSIGN, HANDLE, "提案待交办"),
    ("stage", Stage.FEEDBACK, HANDLE, "提案待收集反馈"),
    ("stage", Stage.SECOND, HANDLE, "提案人不满意，待二次办理"),
    ("stage", Stage.CLOSE, HANDLE, "提案待办结"),
    ("stage", Stage.SUBMIT, CHANGE, "提案草稿待提交"),
)


def waiting(user, today):
    yield from waiting_proposals(user, today)
    yield from missing_accounts(user, today)


def waiting_proposals(user, today):
    mine = [item for item in WAITING if user.has_perm(item[2])]
    if not mine:
        return
    found = Proposal.objects.listed_for(user).aggregate(
        **{
            value: Count("pk", filter=condition(value, today))
            for _, value, _, _ in mine
        },
        **{
            f"{light}_due": Min("due_on", filter=under_light(light, today))
            for light in Light
        },
    )
    for name, value, _, title in mine:
        if found[value]:
            yield WorkItem(
                title,
                f"{PROPOSAL.list_url}?{name}={value}",
                found[value],
                found.get(f"{value}_due"),
            )


def condition(value, today):
    return STAGES[value] if value in STAGES else under_light(value, today)


def missing_accounts(user, today):
    """The union's accounts are published at least every half year, in keeping with
    《工会法》第四十五条, which has them reported to the members regularly."""
    if not DISCLOSURE_ITEM.can(user, "add"):
        return
    first, last = half_year_of(today)
    published = DisclosureItem.objects.listed_for(user).filter(
        register=Register.FINANCE, disclosed_on__range=(first, last)
    )
    if not published.exists():
        half = "上半年" if first.month == 1 else "下半年"
        query = QueryDict(mutable=True)
        query.update({"register": Register.FINANCE, "disclosed_on_after": first})
        yield WorkItem(
            f"{half}尚未公布工会财务收支",
            f"{DISCLOSURE_ITEM.list_url}?{query.urlencode()}",
            due=last,
        )
