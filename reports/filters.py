import django_filters

from union.filters import RecordFilter

from .models import AnnualReport, PlanItem, Problem


class AnnualReportFilter(RecordFilter):
    q = None
    year = django_filters.NumberFilter(label="总结年度")

    class Meta:
        model = AnnualReport
        fields = ("year", "status", "preset")


class ProblemFilter(RecordFilter):
    year = django_filters.NumberFilter(field_name="report__year", label="总结年度")
    report = django_filters.ModelChoiceFilter(
        queryset=AnnualReport.objects.valid(), label="总结"
    )

    class Meta:
        model = Problem
        fields = ("year", "report")


class PlanItemFilter(RecordFilter):
    plan_year = django_filters.NumberFilter(label="计划年度")
    month = django_filters.NumberFilter(label="月份", method="in_month")
    has_month = django_filters.BooleanFilter(
        field_name="month_from", lookup_expr="isnull", exclude=True, label="排定月份"
    )
    main = ("plan_year", "section", "status")
    technical = ("has_month",)

    class Meta:
        model = PlanItem
        fields = ("plan_year", "section", "status")

    def in_month(self, queryset, name, value):
        return queryset.in_month(value)
