"""The charts of the dashboard: a figure month by month, or by a filter of its list.

Each bar is the figure with narrower parameters of its own list, so that it equals the
list behind its link; one grouped query draws a whole chart.
"""

import calendar
from collections import Counter
from dataclasses import dataclass, field

from django_filters import ModelChoiceFilter

from union.charts import Point, Series, bar_chart
from union.figures import Figure
from union.periods import Period

from .registry import BY_KEY

MONTH = "month"


@dataclass(frozen=True)
class Breakdown:
    """``by`` is MONTH or the name of a filter of the figure's list."""

    key: str
    by: str
    title: str
    unassigned: str = "未分类"  # what the rows without a value are called

    @property
    def figure(self) -> Figure:
        return BY_KEY[self.key]

    @property
    def labels_are_months(self):
        return self.by == MONTH


#: How a year's activities were attended; the annual report shows it, too.
ATTENDED = Breakdown("activities_person_times", MONTH, "各月文体活动参加人次")

BREAKDOWNS: tuple[Breakdown, ...] = (
    Breakdown("consol_total_amount", MONTH, "各月慰问金额"),
    Breakdown("consol_total_visits", MONTH, "各月慰问人次"),
    Breakdown("mutual_claim_amount", MONTH, "各月互助赔付金额"),
    ATTENDED,
    Breakdown("members_joined", MONTH, "各月入会人数"),
    Breakdown("consol_total_visits", "occasion", "各类慰问人次"),
    Breakdown("activities_total", "category", "各类文体活动次数"),
    Breakdown("proposals_total", "category", "各类提案、意见数"),
    Breakdown("disclosure_total", "category", "各类院务公开项数"),
    Breakdown(
        "consol_sick_visits",
        "union_group",
        "各工会小组探望患病职工人次",
        "集体慰问（未分到小组）",
    ),
    Breakdown("members_total", "union_group", "各工会小组会员", "未分到小组"),
    Breakdown("members_total", "department", "各科室会员", "未分到科室"),
)
#: In pixels; twelve months need the whole width of the page.
WIDE, NARROW = 1080, 520
SHOWN = 20  # of the values of a filter; the smaller ones are added up


@dataclass(frozen=True)
class DrawnChart:
    title: str
    unit: str
    definition: str
    is_wide: bool
    svg: str
    points: tuple[Point, ...]
    before: tuple[Point, ...] = field(default=())
    places: int = 0
    #: What the picture leaves out: one large bar would leave the others no room.
    left_out: tuple[Point, ...] = ()

    @property
    def left_out_text(self):
        """其余 10 个 169 人，未分到科室 3 人."""
        return "，".join(
            f"{p.label} {self.text(p.value)} {self.unit}" for p in self.left_out
        )

    @property
    def table(self):
        """(label, this year, link, last year) of each row beneath the picture."""
        then = {point.label: point.value for point in self.before}
        for point in self.points:
            value, before = self.text(point.value), self.text(then.get(point.label))
            yield point.label, value, point.url, before

    def text(self, number):
        return "—" if number is None else f"{number:,.{self.places}f}"


def draw_all(period, user):
    """The charts that have something to show this user."""
    for breakdown in BREAKDOWNS:
        if breakdown.figure.is_open_to(user):
            chart = draw(breakdown, period, user)
            if chart.points:
                yield chart


def draw(breakdown, period, user):
    figure, is_wide = breakdown.figure, breakdown.labels_are_months
    if is_wide:
        points, left_out = month_points(figure, period, user), ()
        before = month_points(figure, Period.of_year(period.year - 1), user)
    else:
        points, left_out = choice_points(breakdown, period, user)
        before = ()
    series = [Series(f"{period.year}年", points)]
    if is_wide:
        series.append(Series(f"{period.year - 1}年", before))
    width = WIDE if is_wide else NARROW
    return DrawnChart(
        title=breakdown.title,
        unit=figure.unit,
        definition=figure.definition,
        is_wide=is_wide,
        svg=bar_chart(series, breakdown.title, figure.unit, width=width),
        points=(*points, *left_out),
        left_out=left_out,
        before=before,
        places=figure.places,
    )


def month_points(figure, period, user):
    """A point for each month of the year; None for those after the as-of day. The days
    are added up here: SQLite would ask Python for the month of each row."""
    rows = figure.queryset(period, user).order_by()
    by_day = rows.values_list(date_path(figure, period))
    measured = Counter()
    for day, number in by_day.annotate(_measure=figure.measure):
        measured[day.month] += number or 0
    return tuple(
        Point(
            f"{month}月",
            measured[month] if month <= period.end.month else None,
            figure.url(month_of(period, month)) if month in measured else None,
        )
        for month in range(1, 13)
    )


def date_path(figure, period):
    """The field behind the date range filter that the figure uses."""
    for name in figure.when(period):
        found = figure.kind.filterset.base_filters.get(name.removesuffix("_after"))
        if name.endswith("_after") and found:
            return found.field_name
    raise ValueError(f"{figure.key} is not counted over a range of days")


def month_of(period, month):
    last = calendar.monthrange(period.year, month)[1]
    start = period.start.replace(month=month, day=1)
    return Period(start, min(start.replace(day=last), period.end))


def choice_points(breakdown, period, user):
    """A point for each value of the filter, largest first, and those of all smaller
    ones together and of what has no value."""
    figure, name = breakdown.figure, breakdown.by
    choice = figure.kind.filterset.base_filters[name]
    rows = figure.queryset(period, user).order_by()
    grouped = rows.values_list(choice.field_name).annotate(_measure=figure.measure)
    found = [(value, number) for value, number in grouped if number]
    without = [number for value, number in found if value in {None, ""}]
    found = [pair for pair in found if pair[0] not in {None, ""}]
    labels = choice_labels(choice, [value for value, _ in found])
    found.sort(key=lambda item: item[1], reverse=True)
    points = tuple(
        Point(labels[value], number, f"{figure.url(period)}&{name}={value}")
        for value, number in found[:SHOWN]
    )
    left_out = []
    rest = [number for _, number in found[SHOWN:]]
    if rest:
        left_out.append(Point(f"其余 {len(rest)} 个", sum(rest)))
    if without:
        left_out.append(Point(breakdown.unassigned, sum(without)))
    return points, tuple(left_out)


def choice_labels(choice, found):
    if isinstance(choice, ModelChoiceFilter):
        return {item.pk: str(item) for item in choice.queryset.filter(pk__in=found)}
    return dict(choice.extra["choices"])
