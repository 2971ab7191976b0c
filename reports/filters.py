import django_filters
from django.db.models import Q

from union.filters import AccountFilter, MonthFilter, RecordFilter, YearFilter

from .choices import PlanStatus
from .models import AnnualReport, PlanItem, Problem


class AnnualReportFilter(RecordFilter):
    q = None
    year = YearFilter(label="总结年度")
    year_to = YearFilter(field_name="year", lookup_expr="lte", label="总结年度不晚于")
    created_by = AccountFilter(label="起草人编号")
    created_by_not = AccountFilter(
        field_name="created_by", exclude=True, label="起草人编号不是"
    )

    was_returned = django_filters.BooleanFilter(
        label="被退回修改", method="were_returned"
    )

    class Meta:
        model = AnnualReport
        fields = ("year", "status", "is_submitted", "preset")

    def were_returned(self, queryset, name, value):
        never = Q(return_reason="")
        return queryset.filter(~never if value else never)


class ProblemFilter(RecordFilter):
    year = YearFilter(field_name="report__year", label="总结年度")
    report = django_filters.ModelChoiceFilter(
        queryset=AnnualReport.objects.valid(), label="总结"
    )

    class Meta:
        model = Problem
        fields = ("year", "report")


class PlanItemFilter(RecordFilter):
    plan_year = YearFilter(label="计划年度")
    month = MonthFilter(label="月份", method="in_month")
    is_open = django_filters.BooleanFilter(label="未完成", method="still_open")
    ends_by_month = MonthFilter(label="到这个月应完成", method="ending_by")
    has_month = django_filters.BooleanFilter(
        field_name="month_from", lookup_expr="isnull", exclude=True, label="排定月份"
    )
    main = ("plan_year", "section", "status")
    technical = ("has_month", "ends_by_month")

    class Meta:
        model = PlanItem
        fields = ("plan_year", "section", "status")

    def in_month(self, queryset, name, value):
        return queryset.in_month(value)

    def still_open(self, queryset, name, value):
        done = Q(status=PlanStatus.DONE)
        return queryset.filter(~done if value else done)

    def ending_by(self, queryset, name, value):
        return queryset.ending_by(value)
