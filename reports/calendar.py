"""日历订阅: a person's dates as an iCalendar file (RFC 5545).

It leaves the house by an address without a password, so it tells of dates and matters,
of no sick or bereaved member, and of birthdays their number only.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Max
from django.utils import timezone
from icalendar import Calendar, Event

from activities.choices import ActivityStatus
from activities.records import ACTIVITY
from congress.choices import Stage
from congress.records import CONGRESS_SESSION, DISCLOSURE_ITEM, PROPOSAL
from members.choices import MemberStatus
from members.records import MEMBER
from union.birthdays import spans_of
from union.filters import picked
from union.records import RecordKind
from union.work import DAY, WEEK, this_monday
from welfare.records import CLAIM, PLAN
from welfare.rules.mutual_aid import NOT_YET_REPORTED

#: How far the feed looks back and ahead.
BACK, AHEAD = dt.timedelta(days=30), dt.timedelta(days=400)
#: For how many weeks birthdays are counted.
WEEKS = 8
NAME = "工会工作日历"
HOST = "union-workbench"


@dataclass(frozen=True, kw_only=True)
class Source:
    """Records that become a day of the calendar each. ``says`` are the paths that
    ``words`` puts together; ``end`` is the last day, where a record has one."""

    name: str
    kind: RecordKind
    start: str
    words: str
    says: Sequence[str]
    where: str = ""
    end: str = ""
    place: str = ""
    #: Instead of each record, the number of those of a day.
    is_counted: bool = False

    def rows(self, user, first, last):
        rows = self.kind.model.objects.listed_for(user)
        rows = picked(self.kind.filterset, self.where, rows)
        return rows.filter(
            **{f"{self.end or self.start}__gte": first, f"{self.start}__lte": last}
        )


SOURCES = (
    Source(
        name="activity",
        kind=ACTIVITY,
        where=f"status={ActivityStatus.PLANNED}",
        start="date",
        end="ends_on",
        place="location",
        words="活动：{}",
        says=("title",),
    ),
    Source(
        name="session",
        kind=CONGRESS_SESSION,
        start="date",
        place="place",
        words="会议：{}",
        says=("name",),
    ),
    Source(
        name="reply",
        kind=PROPOSAL,
        where=f"stage={Stage.REPLY}",
        start="due_on",
        words="提案答复期限：{}号 {}",
        says=("number", "title"),
    ),
    Source(
        name="disclosure",
        kind=DISCLOSURE_ITEM,
        start="until",
        words="公开期满：{}",
        says=("title",),
    ),
    Source(
        name="plan",
        kind=PLAN,
        start="period_to",
        words="互助计划到期：{}",
        says=("name",),
    ),
    Source(
        name="claim",
        kind=CLAIM,
        where="&".join(f"status={status}" for status in NOT_YET_REPORTED),
        start="due_on",
        words="互助申请申报截止：{} 件",
        says=(),
        is_counted=True,
    ),
)


@dataclass(frozen=True)
class Entry:
    """A matter of one or more whole days. ``changed`` is the moment of its last
    change, by which a calendar program knows the newer version."""

    uid: str
    title: str
    first: dt.date
    last: dt.date
    url: str
    changed: dt.datetime
    place: str = ""

    def event(self, address: Callable[[str], str]):
        event = Event()
        event.add("uid", f"{self.uid}@{HOST}")
        event.add("dtstamp", self.changed.astimezone(dt.UTC))
        event.add("dtstart", self.first)
        event.add("dtend", self.last + DAY)  # the day after: RFC 5545, 3.6.1
        event.add("summary", self.title)
        event.add("url", address(self.url))
        event.add("class", "PRIVATE")
        event.add("transp", "TRANSPARENT")
        if self.place:
            event.add("location", self.place)
        return event


def calendar_of(user, today, address):
    """The iCalendar file of what ``user`` may see, as bytes; ``address`` makes a path
    absolute. One query for each source."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{HOST}//{NAME}//ZH")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", NAME)
    calendar.add("x-wr-timezone", timezone.get_current_timezone_name())
    calendar.add("refresh-interval", dt.timedelta(hours=12), {"VALUE": "DURATION"})
    for entry in entries(user, today):
        calendar.add_component(entry.event(address))
    return calendar.to_ical()


def entries(user, today):
    for source in SOURCES:
        if source.kind.can(user, "view"):
            read = counted if source.is_counted else single
            yield from read(source, user, today)
    if MEMBER.can(user, "view"):
        yield from birthdays(user, today)


def single(source, user, today):
    rows = source.rows(user, today - BACK, today + AHEAD)
    values = rows.order_by(source.start, "pk").values_list(
        "pk",
        "updated_at",
        source.start,
        source.end or source.start,
        source.place or "pk",
        *source.says,
    )
    for pk, changed, first, last, place, *said in values:
        yield Entry(
            f"{source.name}-{pk}",
            source.words.format(*said),
            first,
            last,
            source.kind.url("detail", pk),
            changed,
            place if source.place else "",
        )


def counted(source, user, today):
    rows = source.rows(user, today - BACK, today + AHEAD)
    days = rows.order_by(source.start).values_list(source.start)
    for day, number, changed in days.annotate(Count("pk"), Max("updated_at")):
        name = source.kind.filterset.base_filters[source.start].field_name
        url = f"{source.kind.list_url}?{source.where}&{name}_after={day}"
        yield Entry(
            f"{source.name}-{day}",
            source.words.format(number),
            day,
            day,
            f"{url}&{name}_before={day}",
            changed,
        )


def birthdays(user, today):
    """One entry a week with the number of birthdays from Monday to Sunday."""
    members = MEMBER.model.objects.listed_for(user).filter(
        status=MemberStatus.ACTIVE, birth_date__isnull=False
    )
    days = members.order_by().values_list("birth_date__month", "birth_date__day")
    numbers = Counter({row[:2]: row[2] for row in days.annotate(Count("pk"))})
    monday = this_monday(today)
    for week in range(WEEKS):
        first = monday + week * WEEK
        last = first + 6 * DAY
        number = sum(
            numbers[month, day]
            for month, start, end in spans_of(first, last)
            for day in range(start, end + 1)
        )
        if number:
            query = f"status={MemberStatus.ACTIVE}&birthday_after={first}"
            yield Entry(
                f"birthdays-{first}",
                f"本周 {number} 位会员生日",
                first,
                first,
                f"{MEMBER.list_url}?{query}&birthday_before={last}",
                timezone.make_aware(dt.datetime.combine(today, dt.time())),
            )
