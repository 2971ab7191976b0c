from django.db.models import Max, Sum

from union.figures import Figure, Ratio
from union.periods import during

from .choices import ActivityStatus, Category, Counting, EntrantKind, HostLevel

SECTION = "文体活动"
HELD = "统计期内已举办（按开始日期）的"
WITH_SERIES = "系列活动与其子活动合计一次"


def _activities(key, label, unit, definition, **details):
    """A figure of activities that took place; ``where`` narrows them further."""
    where = {"status": ActivityStatus.HELD} | details.pop("where", {})
    return Figure(
        key=key,
        label=label,
        unit=unit,
        section=SECTION,
        definition=f"{HELD}{definition}；计划和取消的不计",
        rows="activities:activity_list",
        when=during("date"),
        where=where,
        **details,
    )


def _results(key, label, unit, definition, **where):
    """A figure of results in activities that took place."""
    return Figure(
        key=key,
        label=label,
        unit=unit,
        section=SECTION,
        definition=definition,
        rows="activities:activityresult_list",
        when=during("date"),
        where={"held": True} | where,
    )


def _own(key, label, unit, name, definition, **details):
    """The sum of a number that each activity reports for itself."""
    return _activities(key, label, unit, definition, measure=Sum(name), **details)


def _few(key, label, unit, name, definition, **details):
    """One that only some report: the list behind it shows those."""
    where = {"filled": name} | details.pop("where", {})
    return _own(key, label, unit, name, definition, where=where, **details)


TOTAL = _activities(
    "activities_total",
    "文体活动总次数",
    "次",
    f"全部文体活动次数，{WITH_SERIES}",
    where={"counting": Counting.SERIES},
)

RECUPERATION = {
    "category": Category.RECUPERATION,
    "counting": Counting.CATEGORY,
}
FITNESS = {"series_name": "健身"}

FIGURES = [
    TOTAL,
    _own(
        "activities_person_times",
        "文体活动参加人次",
        "人次",
        "attendance",
        "活动的人次（未填人次的按人数，都未填的按场次合计）之和；"
        "系列已填总人次的，其子活动不再另计",
        where={"counting": Counting.ATTENDANCE},
        qualifier="attendance_qualifier",
    ),
    *TOTAL.split("category", Category, label="文体活动：{choice}"),
    _activities(
        "activities_external",
        "参加上级、地区活动次数",
        "次",
        "主办级别为“上级”的活动次数，同级主办的系列与其子活动合计一次",
        where={"host_level": HostLevel.EXTERNAL, "counting": Counting.HOST_LEVEL},
    ),
    _own(
        "film_screenings",
        "包场电影场次",
        "场",
        "session_total",
        "观影活动的场次之和（逐场登记的按登记，其余按填写的场次，未填的为一场）",
        where={"category": Category.FILM, "counting": Counting.CATEGORY},
    ),
    _few(
        "team_count",
        "参赛队数",
        "队",
        "team_count",
        "活动填写的参赛队数之和",
    ),
    _few(
        "programme_count",
        "节目数",
        "个",
        "programme_count",
        "活动填写的节目数之和",
    ),
    _few("performers", "表演人数", "人", "performers", "活动填写的表演人数之和"),
    _few(
        "works_collected",
        "征集作品数",
        "件",
        "works_count",
        "活动填写的征集作品数之和（封、幅、篇等都按件）",
        qualifier="works_qualifier",
    ),
    _activities(
        "fitness_series_items",
        "健身活动月项目数",
        "项",
        "系列名称含“健身”的活动项数，系列本身不计",
        where=FITNESS | {"has_parts": False},
    ),
    _own(
        "fitness_series_person_times",
        "健身活动月参加人次",
        "人次",
        "attendance",
        "系列名称含“健身”的活动的参加人次；系列已填总人次的，其子活动不再另计",
        where=FITNESS | {"counting": Counting.ATTENDANCE},
        qualifier="attendance_qualifier",
    ),
    _activities(
        "recurring_activities",
        "经常性活动项数",
        "项",
        "填写了周期和每期次数的活动项数；频次见各项活动",
        where={"is_regular": True},
    ),
    _own(
        "recuperation_persons",
        "疗休养人数",
        "人",
        "attendance",
        "疗休养的人数之和（未填人数的按各批合计）",
        where=RECUPERATION,
        qualifier="attendance_qualifier",
    ),
    _own(
        "recuperation_batches",
        "疗休养批次",
        "批",
        "session_total",
        "疗休养的批次之和（逐批登记的按登记，其余按填写的批次，未填的为一批）",
        where=RECUPERATION,
    ),
    _activities(
        "recuperation_days",
        "疗休养天数",
        "日",
        "疗休养每批的天数，各次不同的取最多的",
        where=RECUPERATION,
        measure=Max("days"),
    ),
    _own(
        "recuperation_cost",
        "疗休养费支出",
        "元",
        "cost_total",
        "疗休养的支出之和（未填支出的按各批合计）",
        where=RECUPERATION,
        places=2,
    ),
    Ratio(
        key="recuperation_per_head",
        label="疗休养人均费用",
        unit="元/人",
        section=SECTION,
        definition="疗休养费支出÷疗休养人数",
        part="recuperation_cost",
        whole="recuperation_persons",
        scale=1,
        places=2,
    ),
    _activities(
        "volunteer_events",
        "志愿服务次数",
        "次",
        "义诊、抢险等志愿服务次数，同类的系列与其子活动合计一次",
        where={"category": Category.VOLUNTEER, "counting": Counting.CATEGORY},
    ),
    _few(
        "volunteer_served",
        "志愿服务受益人次",
        "人次",
        "served_count",
        "志愿服务填写的服务人次之和",
        where={"category": Category.VOLUNTEER},
    ),
    _activities(
        "retiree_events",
        "离退休活动次数",
        "次",
        "离退休人员活动次数（含外出和参加上级活动），同类的系列与其子活动合计一次",
        where={"category": Category.RETIREES, "counting": Counting.CATEGORY},
    ),
    _own(
        "retiree_event_headcount",
        "离退休活动参加人次",
        "人次",
        "attendance",
        "离退休活动的参加人次之和，参加几次计几次",
        where={"category": Category.RETIREES, "counting": Counting.ATTENDANCE},
        qualifier="attendance_qualifier",
    ),
    _results(
        "awards_external",
        "对外比赛获奖项数",
        "项",
        "统计期内参加上级、地区活动取得的名次和奖项数，按活动开始日期",
        host_level=HostLevel.EXTERNAL,
    ),
    _results(
        "awards_first_class",
        "其中一等奖（第一名）项数",
        "项",
        "统计期内参加上级、地区活动取得的第一名、一等奖（含特等奖、金奖、冠军）项数",
        host_level=HostLevel.EXTERNAL,
        is_first=True,
    ),
    _results(
        "internal_placings",
        "院内比赛冠亚季军队数",
        "队",
        "统计期内院内比赛取得前三名的团体数，按活动开始日期",
        host_level=HostLevel.OWN,
        entrant_kind=EntrantKind.TEAM,
        place_to=3,
    ),
]
