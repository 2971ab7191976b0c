import django_filters
from django.db.models import Q

from members.models import Member
from union.filters import (
    DayFilter,
    DayRangeFilter,
    MoneyRangeFilter,
    RecordFilter,
    WholeNumberFilter,
    YearFilter,
    by_number,
)

from .choices import Category, Counting, HostLevel
from .models import Activity, ActivityResult, ActivitySession, PrizeRule

#: Numbers that few events report.
OWN_NUMBERS = (
    ("team_count", "参赛队数"),
    ("programme_count", "节目数"),
    ("performers", "表演人数"),
    ("works_count", "作品数"),
    ("served_count", "服务人次"),
)


class ActivityFilter(RecordFilter):
    year = YearFilter(field_name="date", lookup_expr="year", label="年度")
    date = DayRangeFilter(label="日期")
    series_name = django_filters.CharFilter(lookup_expr="icontains", label="系列名称含")
    parent = by_number(Activity, "所属系列编号")
    cost_total = MoneyRangeFilter(label="支出合计（元）")
    counting = django_filters.ChoiceFilter(
        choices=Counting, label="系列活动", method="counted"
    )
    has_parts = django_filters.BooleanFilter(label="有子活动", method="with_parts")
    has_results = django_filters.BooleanFilter(label="有成绩", method="with_results")
    lacks_attendance = django_filters.BooleanFilter(
        label="未登记人数", method="without_attendance"
    )
    filled = django_filters.ChoiceFilter(
        choices=OWN_NUMBERS, label="已填写", method="with_number"
    )
    is_regular = django_filters.BooleanFilter(label="经常性活动", method="regular")
    ends_on = DayRangeFilter(label="最后一天")
    main = ("year", "category", "host_level", "status")
    technical = (
        "counting",
        "has_parts",
        "has_results",
        "is_regular",
        "filled",
        "ends_on",
    )

    class Meta:
        model = Activity
        fields = ("category", "host_level", "status", "festival", "campus")

    def counted(self, queryset, name, value):
        return queryset.counted(Counting(value))

    def with_parts(self, queryset, name, value):
        return queryset.with_parts(value)

    def with_results(self, queryset, name, value):
        return queryset.with_results(value)

    def without_attendance(self, queryset, name, value):
        unknown = Q(attendance=0)
        return queryset.filter(unknown if value else ~unknown)

    def with_number(self, queryset, name, value):
        return queryset.filter(**{f"{value}__gt": 0})

    def regular(self, queryset, name, value):
        return queryset.exclude(period="") if value else queryset.filter(period="")


class ActivitySessionFilter(RecordFilter):
    activity = by_number(Activity, "活动编号")
    date = DayRangeFilter(label="日期")
    category = django_filters.ChoiceFilter(
        field_name="activity__category", choices=Category, label="活动类别"
    )
    main = ("date", "category")

    class Meta:
        model = ActivitySession
        fields = ("activity",)


class ActivityResultFilter(RecordFilter):
    activity = by_number(Activity, "活动编号")
    member = by_number(Member, "会员编号")
    date = DayRangeFilter(field_name="activity__date", label="活动日期")
    held = django_filters.BooleanFilter(label="活动已举办", method="of_held")
    host_level = django_filters.ChoiceFilter(
        field_name="activity__host_level", choices=HostLevel, label="主办级别"
    )
    category = django_filters.ChoiceFilter(
        field_name="activity__category", choices=Category, label="活动类别"
    )
    place_to = WholeNumberFilter(
        field_name="place", lookup_expr="lte", label="名次不低于"
    )
    main = ("date", "host_level", "entrant_kind", "is_first")
    technical = ("held", "place_to")

    class Meta:
        model = ActivityResult
        fields = ("activity", "entrant_kind", "is_first", "department", "member")

    def of_held(self, queryset, name, value):
        return queryset.of_held(value)


class PrizeRuleFilter(RecordFilter):
    in_force_on = DayFilter(label="该日有效", method="in_force")

    class Meta:
        model = PrizeRule
        fields = ("region",)

    def in_force(self, queryset, name, value):
        return queryset.in_force(value)
