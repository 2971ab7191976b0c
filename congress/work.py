"""What waits in this room: proposals on their way, sessions to be prepared, and what is
to be published."""

import datetime as dt

from union.work import Line, always, this_sunday, to_enter, waiting_in

from .choices import Register, Stage
from .models import DisclosureItem
from .moves import CHANGE, DECIDE, HANDLE
from .records import CONGRESS_SESSION, DISCLOSURE_ITEM, PROPOSAL
from .rules import half_year_of

#: How long before a session its preparation is worth a line.
PREPARATION = dt.timedelta(days=60)
#: How long before its day a reply is worth a line.
NEAR_REPLY = dt.timedelta(days=14)


def at(stage):
    return always(stage=stage)


def to_decide(user, today):
    """Nobody decides on what they handed in themselves."""
    return {"stage": Stage.DECIDE, "submitted_by_not": user.pk}


def handed_in(user, today):
    return {"stage": Stage.DECIDE, "submitted_by": user.pk}


def proposals(title, where, permission=HANDLE, since="submitted_on", **options):
    return Line(
        title=title,
        kind=PROPOSAL,
        permission=permission,
        where=where,
        since=since,
        **options,
    )


def sessions_without_attendance(user, today):
    return {
        "lacks_attendance": "true",
        "date_after": dt.date(today.year, 1, 1),
        "date_before": today,
    }


LINES = (
    proposals(
        "提案答复到期，请催办承办部门",
        at(Stage.REPLY),
        since="assigned_on",
        deadline="due_on",
        within=NEAR_REPLY,
    ),
    proposals("提案待审查立案", to_decide, DECIDE),
    proposals("提案待交办", at(Stage.ASSIGN), since="decided_on"),
    proposals("提案待收集反馈", at(Stage.FEEDBACK), since="replied_on"),
    proposals("提案人不满意，待二次办理", at(Stage.SECOND), since="replied_on"),
    proposals("提案待办结", at(Stage.CLOSE), since="replied_on"),
    proposals(
        "提案被退回补正，请按退回原因修改后重新提交",
        always(stage=Stage.SUBMIT, was_returned="true"),
        CHANGE,
        since="",  # on which day it came back is not on record
        by=this_sunday,
        shows="return_reason",
        reason="return_reason",
    ),
    proposals(
        "提案草稿待提交",
        always(stage=Stage.SUBMIT, was_returned="false"),
        CHANGE,
        since="created_at",
    ),
    proposals(
        "提案由承办部门办理",
        at(Stage.REPLY),
        since="assigned_on",
        waits_for="承办部门答复",
    ),
    proposals(
        "我提交的提案待审查",
        handed_in,
        CHANGE,
        waits_for="工会主席审查",
    ),
    Line(
        title="职代会即将召开，请做好筹备",
        kind=CONGRESS_SESSION,
        permission="congress.change_congresssession",
        deadline="date",
        within=PREPARATION,
        lapses=True,
    ),
    Line(
        title="会议已召开，未登记实到代表",
        kind=CONGRESS_SESSION,
        permission="congress.change_congresssession",
        where=sessions_without_attendance,
        since="date",
        is_tidying=True,
    ),
    Line(
        title="公开期限将满，请决定续期或撤下",
        kind=DISCLOSURE_ITEM,
        permission="congress.change_disclosureitem",
        deadline="until",
        within=dt.timedelta(days=7),
        lapses=True,
    ),
)


def waiting(user, today):
    return [*waiting_in(LINES, user, today), *missing_accounts(user, today)]


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
        yield from to_enter(
            DISCLOSURE_ITEM,
            user,
            f"{half}尚未公布工会财务收支",
            {"register": Register.FINANCE},
            due=last,
        )
