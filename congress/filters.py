import django_filters
from django.db.models import Q
from django.utils import timezone

from members.models import Member
from union.filters import (
    AccountFilter,
    DayFilter,
    DayRangeFilter,
    RecordFilter,
    by_number,
)

from .choices import CHANNELS, Counted, Light, Stage
from .models import CongressSession, DisclosureItem, Proposal
from .querysets import COUNTED, under_light


class CongressSessionFilter(RecordFilter):
    date = DayRangeFilter(label="日期")
    lacks_attendance = django_filters.BooleanFilter(
        field_name="delegates_present", lookup_expr="isnull", label="未登记实到代表"
    )
    main = ("kind", "date", "term_no")

    class Meta:
        model = CongressSession
        fields = ("kind", "term_no", "session_no")


class ProposalFilter(RecordFilter):
    session_date = DayRangeFilter(field_name="session__date", label="会议日期")
    stage = django_filters.ChoiceFilter(
        label="待办环节", choices=Stage.choices, method="at_stage"
    )
    light = django_filters.ChoiceFilter(
        label="答复期限", choices=Light.choices, method="under_light"
    )
    counted = django_filters.ChoiceFilter(
        label="统计口径", choices=Counted.choices, method="as_counted"
    )
    due_on = DayRangeFilter(label="答复期限（日期）")
    submitted_by = AccountFilter(label="提交人编号")
    submitted_by_not = AccountFilter(
        field_name="submitted_by", exclude=True, label="提交人编号不是"
    )
    decided_by = DayFilter(label="审查不晚于", method="were_decided_by")
    replied_by = DayFilter(
        field_name="replied_on", lookup_expr="lte", label="答复不晚于"
    )
    was_returned = django_filters.BooleanFilter(
        label="被退回补正", method="were_returned"
    )
    proposer = by_number(Member, "提案人编号")
    main = ("session", "status", "stage", "category")
    technical = ("counted", "decided_by", "replied_by")

    class Meta:
        model = Proposal
        fields = (
            "session",
            "status",
            "kind",
            "category",
            "handling_department",
            "decision",
            "reply_category",
            "satisfaction",
            "second_handling",
        )

    def at_stage(self, queryset, name, value):
        return queryset.at_stage(value)

    def under_light(self, queryset, name, value):
        return queryset.filter(under_light(value, timezone.localdate()))

    def as_counted(self, queryset, name, value):
        return queryset.filter(COUNTED[value])

    def were_returned(self, queryset, name, value):
        never = Q(return_reason="")
        return queryset.filter(~never if value else never)

    def were_decided_by(self, queryset, name, value):
        return queryset.decided_by(value)


class DisclosureItemFilter(RecordFilter):
    disclosed_on = DayRangeFilter(label="公开日期")
    until = DayRangeFilter(label="公开截止日期")
    channels = django_filters.ChoiceFilter(
        label="公开形式",
        choices=[(name, name) for name in CHANNELS],
        lookup_expr="contains",
    )
    main = ("register", "category", "disclosed_on")

    class Meta:
        model = DisclosureItem
        fields = ("register", "category", "audience", "department")
