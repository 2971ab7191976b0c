"""An offer for next year's plan: this year's own events in their months, and what a
union does every year. People choose from it and edit it."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from django.utils import timezone

from activities.choices import ActivityStatus, Category, HostLevel
from activities.models import Activity
from activities.sentences import name, verb
from union.records import kind_of

from .choices import PlanSection
from .models import PlanItem

#: (from month, to month, item, who takes part): the yearly rhythm of a hospital union.
RHYTHM: tuple[tuple[int | None, int | None, str, str], ...] = (
    (1, None, "元旦、春节前走访慰问困难职工和离退休人员", ""),
    (1, None, "组织迎新春职工活动", "全院职工"),
    (1, 3, "召开职工代表大会，征集职工提案", "职工代表"),
    (2, None, "组织职工体检", "全院职工"),
    (3, None, "开展“三八”国际妇女节活动", "女职工"),
    (4, None, "举办职工春季运动会", "全院职工"),
    (5, None, "开展五一国际劳动节慰问和表彰", "全院职工"),
    (5, None, "举办“5·12”国际护士节活动", "护理人员"),
    (6, None, "开展六一国际儿童节活动", "职工子女"),
    (6, 7, "公布上半年工会财务收支", "全体会员"),
    (7, 8, "夏季送清凉，慰问一线职工", "一线职工"),
    (7, 8, "组织女职工专项筛查", "女职工"),
    (8, None, "开展全民健身日和中国医师节活动", "全院职工"),
    (9, None, "中秋节慰问职工", "全院职工"),
    (9, None, "办理女职工专项保险续保", "女职工"),
    (10, None, "重阳节慰问离退休人员", "离退休人员"),
    (10, 11, "分批组织职工疗休养", "职工"),
    (11, None, "举办工会干部培训", "工会干部"),
    (11, 12, "评选工会积极分子", "全体会员"),
    (12, None, "公布全年工会财务收支", "全体会员"),
    (12, None, "年底走访慰问困难职工", "困难职工"),
    (12, None, "开展会员评家，起草年度总结和下年计划", "全体会员"),
    (None, None, "探望患病职工，及时办理互助赔付", ""),
    (None, None, "为职工送生日祝福", "全院职工"),
)
GOALS = (
    "会员实名登记率达到100%",
    "职工提案按期答复率达到100%",
    "工会经费按时足额上缴",
)
WORK = (
    ("服务与慰问", "做好患病、困难职工和离退休人员的走访慰问"),
    ("服务与慰问", "及时办理互助保障的参保和赔付"),
    ("民主管理", "开好职工代表大会，跟踪督办职工提案"),
    ("民主管理", "按目录做好院务公开"),
    ("文体活动", "组织职工喜闻乐见的文体活动"),
    ("自身建设", "规范会员和会费管理"),
    ("自身建设", "规范工会经费收支，接受经费审查"),
)
FROM_RECORDS, FROM_RHYTHM = "按上年记录", "年度常规"
#: By these words an event is known to be what the yearly rhythm has anyway.
MARKS = (
    *("迎新春", "体检", "三八", "运动会", "护士节", "六一", "医师节", "疗休养"),
    *("筛查", "干部培训", "积极分子"),
)
#: What else an event of that mark is called.
SYNONYMS = {"迎新春": ("新春联欢", "春节联欢")}
FILM = re.compile("《[^》]*》")
OWN_YEAR = re.compile(r"(?:19|20)\d\d年?度?")
REPETITION = re.compile(r"（第[0-9一二三四五六七八九十]+[次批期]）$")


class Offered(NamedTuple):
    origin: str
    item: PlanItem
    #: Whether the hospital does it every year, so that it is ticked from the first.
    is_regular: bool = True


def offer(plan_year, user) -> list[Offered]:
    """What the plan does not yet hold, in the order of the plan."""
    present = {key_of(item) for item in PlanItem.objects.of_year(plan_year)}
    events = [*recurring(plan_year, user)]
    done = " ".join(event.item.text for event in events if event.is_regular)
    offered: dict[str, Offered] = {}
    for each in [*events, *standing(plan_year, done)]:
        key = key_of(each.item)
        if key not in present:
            offered.setdefault(key, each)
    return sorted(offered.values(), key=lambda each: place(each.item))


def key_of(item):
    """By it a form says which of the offered items are wanted."""
    return f"{item.section}:{item.month_from or ''}:{item.text}"


def place(item):
    return PlanSection.values.index(item.section), item.month_from or 13


def recurring(plan_year, user) -> Iterator[Offered]:
    """The events of the year before, and for the months that are still open in it, of
    the year before that: each in its month and with its next number."""
    if not kind_of(Activity).can(user, "view"):
        return
    events = Activity.objects.listed_for(user).filter(
        status=ActivityStatus.HELD, host_level=HostLevel.OWN, parent=None
    )
    last = plan_year - 1
    held, earlier, long_ago = (titles_of(events, last - back) for back in range(3))
    for event in events.filter(date__year=last).order_by("date", "pk"):
        yield again(event, plan_year, earlier)
    first = first_open_month(last, timezone.localdate())
    to_come = events.filter(date__year=last - 1, date__month__gte=first)
    for event in to_come.order_by("date", "pk"):
        if not (event.series_no and bare(event) in held):
            yield again(event, plan_year, held | long_ago)


def first_open_month(year, today):
    """The first month of the year that is not over; 13 where all are."""
    if year != today.year:
        return 1 if year > today.year else 13
    return today.month


def titles_of(events, year):
    return {bare(event) for event in events.filter(date__year=year)}


def again(event, plan_year, known):
    """The event as an item of the plan. What was held the first time, for its title is
    not ``known`` of another year, or by a group for itself, need not come again."""
    year = event.date.year
    event.title = bare(event)
    comes_again = bool(event.series_no) or event.title in known
    if event.series_no:
        event.series_no += plan_year - year
    item = PlanItem(
        plan_year=plan_year,
        section=PlanSection.SCHEDULE,
        text=verb(event) + name(event),
        month_from=event.date.month,
        responsible=event.host_org,
        audience=event.scope,
    )
    of_group = event.host_org.endswith("工会小组")
    origin = FROM_RECORDS if year == plan_year - 1 else f"按{year}年记录"
    return Offered(origin, item, comes_again and not of_group)


def bare(event):
    """Its title without year, （第2次） and film: 2026年职工健步走 is 职工健步走,
    包场观影《春潮》 is 包场观影."""
    title = event.title
    if event.category == Category.FILM:
        title = FILM.sub("", title)
    return REPETITION.sub("", OWN_YEAR.sub("", title))


def standing(plan_year, done) -> Iterator[Offered]:
    """What every union plans, but for what the texts of events in ``done`` say
    already."""
    for text in GOALS:
        goal = PlanItem(plan_year=plan_year, section=PlanSection.GOALS, text=text)
        yield Offered(FROM_RHYTHM, goal)
    for group, text in WORK:
        work = {"section": PlanSection.WORK, "group": group, "text": text}
        yield Offered(FROM_RHYTHM, PlanItem(plan_year=plan_year, **work))
    for first, last, text, audience in RHYTHM:
        item = PlanItem(
            plan_year=plan_year,
            section=PlanSection.SCHEDULE,
            text=text,
            month_from=first,
            month_to=last,
            audience=audience,
        )
        if not is_among(text, done):
            yield Offered(FROM_RHYTHM, item)


def is_among(text, done):
    """Whether an event is the one of the yearly rhythm that the text names."""
    marks = [mark for mark in MARKS if mark in text]
    names = [name for mark in marks for name in (mark, *SYNONYMS.get(mark, ()))]
    return any(name in done for name in names)
