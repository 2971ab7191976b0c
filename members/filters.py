import django_filters
from django.core.validators import RegexValidator

from union.filters import (
    DayFilter,
    DayRangeFilter,
    MonthFilter,
    RecordFilter,
    YearFilter,
    by_number,
)
from union.had import HadThisYear

from .choices import MemberStatus, MissingData, RetirementAge
from .models import (
    Department,
    Member,
    MembershipEvent,
    StaffCount,
    UnionGroup,
    UnionProfile,
)

MONTH = RegexValidator(r"^(19|20)\d\d-(0[1-9]|1[0-2])$", "请按 2026-03 这样填写年和月")


class MemberFilter(RecordFilter):
    in_union_on = DayFilter(label="在会日（该日在会）", method="active_on")
    registered_by = DayFilter(
        field_name="registered_on", lookup_expr="lte", label="实名登记不晚于"
    )
    joined_on = DayRangeFilter(label="入会日期")
    birth_month = MonthFilter(
        field_name="birth_date", lookup_expr="month", label="生日月份"
    )
    birthday = DayRangeFilter(label="生日在这些天", method="born_on_these_days")
    retires_in = django_filters.CharFilter(
        label="到退休年龄的月份（如 2026-03）",
        method="retiring",
        validators=[MONTH],
    )
    retires_by = django_filters.CharFilter(
        label="到该月为止已到退休年龄（如 2026-03）",
        method="of_age",
        validators=[MONTH],
    )
    retirement_age = django_filters.ChoiceFilter(
        label="退休年龄", choices=RetirementAge.choices, method="of_retirement_age"
    )
    missing = django_filters.ChoiceFilter(
        label="缺少的资料", choices=MissingData.choices, method="lacking"
    )
    this_year = HadThisYear()
    main = ("status", "department", "union_group", "sex")
    technical = ("in_union_on", "registered_by", "retirement_age", "retires_by")

    class Meta:
        model = Member
        fields = (
            "status",
            "department",
            "union_group",
            "sex",
            "job",
            "employment_type",
            "is_migrant_worker",
            "is_model_worker",
        )

    def active_on(self, queryset, name, value):
        return queryset.with_status_on(value, MemberStatus.ACTIVE)

    def lacking(self, queryset, name, value):
        return queryset.lacking(value)

    def born_on_these_days(self, queryset, name, value):
        if not (value.start and value.stop):
            return queryset  # half a range says nothing of days without a year
        first, last = value.start.date(), value.stop.date()
        return queryset.with_birthday(first, last)

    def retiring(self, queryset, name, value):
        year, month = map(int, value.split("-"))
        return queryset.retiring_in(year, month)

    def of_age(self, queryset, name, value):
        year, month = map(int, value.split("-"))
        return queryset.of_age_by(year, month)

    def of_retirement_age(self, queryset, name, value):
        return queryset.of_retirement_age(value)


def group_filter(path):
    """By the union group of the member that ``path`` leads to."""
    return django_filters.ModelChoiceFilter(
        field_name=f"{path}__union_group",
        queryset=UnionGroup.objects.valid(),
        label="工会小组",
    )


def department_filter(path):
    return django_filters.ModelChoiceFilter(
        field_name=f"{path}__department",
        queryset=Department.objects.valid(),
        label="科室",
    )


class MembershipEventFilter(RecordFilter):
    date = DayRangeFilter(label="日期")
    member = by_number(Member, "会员编号")
    is_migrant_worker = django_filters.BooleanFilter(
        field_name="member__is_migrant_worker", label="农民工"
    )
    employment_type = django_filters.ChoiceFilter(
        field_name="member__employment_type",
        choices=Member._meta.get_field("employment_type").choices,
        label="用工形式",
    )
    job = django_filters.ChoiceFilter(
        field_name="member__job",
        choices=Member._meta.get_field("job").choices,
        label="岗位类别",
    )
    union_group = group_filter("member")
    main = ("change_type", "date", "source")

    class Meta:
        model = MembershipEvent
        fields = ("change_type", "source")


class DepartmentFilter(RecordFilter):
    main = ("kind", "is_frontline")

    class Meta:
        model = Department
        fields = ("kind", "is_frontline", "campus")


class UnionGroupFilter(RecordFilter):
    class Meta:
        model = UnionGroup
        fields = ("departments",)


class UnionProfileFilter(RecordFilter):
    q = None

    class Meta:
        model = UnionProfile
        fields = ()


class StaffCountFilter(RecordFilter):
    q = None
    year = YearFilter(label="年度")

    class Meta:
        model = StaffCount
        fields = ("year",)
