import django_filters
from django import forms

from union.filters import DayFilter, DayRangeFilter, RecordFilter, WholeNumberFilter

from .choices import MemberStatus
from .models import (
    Department,
    Member,
    MembershipEvent,
    StaffCount,
    UnionGroup,
    UnionProfile,
)


class MemberFilter(RecordFilter):
    in_union_on = DayFilter(label="在会日（该日在会）", method="active_on")
    registered_by = DayFilter(
        field_name="registered_on", lookup_expr="lte", label="实名登记不晚于"
    )
    joined_on = DayRangeFilter(label="入会日期")
    birth_month = WholeNumberFilter(
        field_name="birth_date",
        lookup_expr="month",
        label="生日月份",
        min_value=1,
        max_value=12,
    )
    main = ("status", "department", "union_group", "sex")
    technical = ("in_union_on", "registered_by")

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


class MembershipEventFilter(RecordFilter):
    date = DayRangeFilter(label="日期")
    member = django_filters.ModelChoiceFilter(
        queryset=Member.objects.all(), label="会员编号", widget=forms.NumberInput
    )
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
    union_group = django_filters.ModelChoiceFilter(
        field_name="member__union_group",
        queryset=UnionGroup.objects.valid(),
        label="工会小组",
    )
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

    class Meta:
        model = StaffCount
        fields = ("year",)
