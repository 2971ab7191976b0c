"""A hospital's year of cultural and sports events, three times over.

The rhythm is that of the seeds: 新春联欢会 in January to 元旦 evenings in December; the
numbers vary a little from year to year. What lies ahead is planned, without numbers.
"""

import datetime as dt
from decimal import Decimal

from activities.actions import follow_session
from activities.choices import ActivityStatus, EntrantKind
from activities.models import Activity, ActivityResult, ActivitySession, PrizeRule

from . import group_events
from .activity_calendar import (
    AGES,
    AWAY,
    CALENDAR,
    FILMS,
    FITNESS_ITEMS,
    IN_OFFICE_HOURS,
    PLACINGS,
    SCREENINGS,
)
from .days import festival

BATCHES = (62, 61, 61, 61, 61, 61)
#: Numbers that only an event which took place has.
REPORTED = (
    "headcount",
    "headcount_qualifier",
    "person_times",
    "person_times_qualifier",
    "team_count",
    "programme_count",
    "performers",
    "works_count",
    "works_qualifier",
    "works_unit",
    "served_count",
    "cost",
)
ROUND = {"odd", "nearly", "many"}


def make(context):
    context.save(PrizeRule, [national_rule()])
    for year in context.years:
        events = _calendar(context, year)
        _fitness_month(context, year)
        group_events.make(context, year)
        _recuperation(context, year)
        _films(context, year)
        _results(context, events)
    _this_week(context)


def national_rule():
    return PrizeRule(
        region="全国",
        document="总工办发〔2017〕32号《基层工会经费收支管理办法》",
        numerator=2,
        denominator=3,
        since=dt.date(2017, 12, 15),
    )


def _calendar(context, year):
    """{title: activity} of the events that the hospital's union holds or joins."""
    events = []
    for month, day, title, category, fields in CALENDAR:
        since = fields.get("series_no")
        details = dict(fields)
        if since is not None:
            details["series_no"] = since + year - context.years[0]
        date = _date(year, month, day)
        if category in IN_OFFICE_HOURS:
            date = context.workday(date)
        events.append(_activity(context, date, title, category, details))
    return {event.title: event for event in context.save(Activity, events)}


def _date(year, month, day):
    """``month`` may be a festival; ``day`` then counts from it."""
    if isinstance(month, str):
        return festival(month, year) + dt.timedelta(days=day)
    return dt.date(year, month, day)


def _activity(context, date, title, category, fields):
    """An event on its day: with this year's numbers if it is over, else a plan."""
    fields = dict(fields)
    if context.is_past(date):
        fields = _this_years(context.rng, fields)
    else:
        fields = {name: v for name, v in fields.items() if name not in REPORTED}
    if days := fields.pop("lasts", 0):
        fields["date_to"] = date + dt.timedelta(days=days - 1)
    return Activity(title=title, category=category, date=date, **fields)


def _this_years(rng, fields):
    """Each number a little different; round ones stay round."""
    varied = dict(fields)
    rough = {q for q in fields if q.endswith("qualifier") and fields[q] in ROUND}
    for name in ("headcount", "person_times", "served_count", "works_count"):
        if name not in fields:
            continue
        step = 10 if rough else 1
        spread = max(1, fields[name] // (12 * step))
        varied[name] = fields[name] + step * rng.randrange(spread)
    if "performers" in fields and fields["performers"] == fields["headcount"]:
        varied["performers"] = varied["headcount"]
    if "cost" in fields:
        varied["cost"] = Decimal(fields["cost"]) + rng.randrange(2000)
    return varied


def _fitness_month(context, year):
    """健身活动月 around 8 August: one series of four events, near 300 persons."""
    series = _activity(
        context,
        dt.date(year, 8, 1),
        "全民健身活动月",
        "sports",
        {
            "series_name": "健身活动月",
            "date_precision": "month",
            "basis_document": "市总工会《关于开展全市职工健身活动月的通知》",
            "person_times": 280,
            "person_times_qualifier": "nearly",
            "content": "游泳、登山、健步走、羽毛球四项系列活动",
        },
    )
    context.save(Activity, [series])
    items = [
        _activity(
            context,
            dt.date(year, 8, day),
            title,
            "sports",
            {"series_name": "健身活动月", "parent": series, "headcount": headcount},
        )
        for day, title, headcount in FITNESS_ITEMS
    ]
    context.save(Activity, items)


def _recuperation(context, year):
    """367 persons in six batches of six days, in October and November."""
    start, end = dt.date(year, 10, 9), dt.date(year, 11, 18)
    days = [start + dt.timedelta(days=7 * number) for number in range(len(BATCHES))]
    batches = [
        (number, day, persons * context.scale)
        for number, (day, persons) in enumerate(zip(days, BATCHES, strict=True), 1)
        if context.is_past(day)
    ]
    rest = _activity(
        context,
        start,
        "职工疗休养",
        "recuperation",
        {
            "date_to": end,
            "date_precision": "month",
            "theme": "凝聚团队、放飞心情、增强体质",
            "location": "云岭职工疗养院",
            "scope": "一线职工、劳模和临近退休职工",
            "days": 6,
        },
    )
    if batches:
        rest.headcount = sum(persons for _, _, persons in batches)
    context.save(Activity, [rest])
    rate = context.rng.randrange(2200, 2600)
    _sessions(
        context,
        [
            ActivitySession(
                activity=rest,
                batch_no=number,
                date=day,
                date_to=day + dt.timedelta(days=5),
                departments=f"第{number}批：各科室轮休人员",
                headcount=persons,
                cost=Decimal(persons * rate),
            )
            for number, day, persons in batches
        ],
    )


def _films(context, year):
    """Two films, each for both campuses: four screenings."""
    films = FILMS[year % len(FILMS)]
    for (month, day, title, scope), film in zip(SCREENINGS, films, strict=True):
        date = dt.date(year, month, day)
        activity = _activity(
            context,
            date,
            title,
            "film",
            {"location": "滨江影城", "scope": scope, "content": film, "lasts": 2},
        )
        context.save(Activity, [activity])
        screenings = [
            ActivitySession(
                activity=activity,
                batch_no=number,
                date=date + dt.timedelta(days=number - 1),
                departments=campus,
                content=film,
                headcount=context.rng.randrange(150, 220),
                cost=Decimal(context.rng.randrange(45, 66) * 100),
            )
            for number, campus in enumerate(("本部", "东院区"), 1)
        ]
        _sessions(context, [s for s in screenings if context.is_past(s.date)])


def _sessions(context, sessions):
    context.save(ActivitySession, sessions)
    follow_session(sessions, actor=None, created=True)


def _results(context, events):
    for title, event in events.items():
        if event.status != ActivityStatus.HELD:
            continue
        results = [
            ActivityResult(
                activity=event,
                entrant_kind=EntrantKind.TEAM,
                prize="运动毛巾",
                **placing,
            )
            for placing in PLACINGS.get(title, ())
        ]
        results += [_away(context, event, fields) for fields in AWAY.get(title, ())]
        context.save(ActivityResult, results, on=event.date)


def _away(context, activity, fields):
    """A result of the hospital's own team, or of one of its members, elsewhere."""
    fields = dict(fields)
    sex = fields.pop("sex", None)
    if sex is None:
        return ActivityResult(
            activity=activity, entrant_kind=EntrantKind.TEAM, **fields
        )
    ages = AGES[fields["group"][2:]]
    members = [
        m
        for m in context.members
        if m.sex == sex
        and m.joined_on < activity.date
        and activity.date.year - m.birth_date.year in ages
    ]
    return ActivityResult(
        activity=activity,
        entrant_kind=EntrantKind.INDIVIDUAL,
        member=context.rng.choice(members),
        **fields,
    )


def _this_week(context):
    """What the first page has to show: one to report on, one called off, one ahead."""
    planned, cancelled = ActivityStatus.PLANNED, ActivityStatus.CANCELLED
    context.save(
        Activity,
        [
            Activity(
                title=title,
                category=category,
                date=context.today + dt.timedelta(days=offset),
                location=location,
                status=status,
                note=note,
            )
            for title, category, offset, location, status, note in (
                ("职工心理减压讲座", "lecture", -6, "学术报告厅", planned, ""),
                ("青年职工联谊活动", "culture", 2, "职工之家", planned, ""),
                ("职工登山活动", "outing", -12, "云峰山", cancelled, "因天气原因取消"),
            )
        ],
    )
