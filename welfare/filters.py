import django_filters
from django.db.models import Q

from members.filters import department_filter, group_filter
from members.models import Member
from union.filters import (
    AccountFilter,
    ChoicesFilter,
    DayFilter,
    DayRangeFilter,
    MoneyRangeFilter,
    RecordFilter,
    by_number,
)

from .choices import ClaimStatus, Festival, Occasion, PlanKind, Relation
from .models import (
    BenefitRule,
    Consolation,
    MutualAidClaim,
    MutualAidEnrolment,
    MutualAidPlan,
)


def plan_filter():
    return django_filters.ModelChoiceFilter(
        field_name="plan", queryset=MutualAidPlan.objects.valid(), label="保障计划"
    )


def plan_kind_filter():
    return ChoicesFilter(PlanKind, field_name="plan__kind", label="计划种类")


class BenefitRuleFilter(RecordFilter):
    in_force_on = DayFilter(label="有效日（该日有效）", method="on_day")
    main = ("occasion", "in_force_on")

    class Meta:
        model = BenefitRule
        fields = ("occasion", "scope", "form")

    def on_day(self, queryset, name, value):
        return queryset.in_force_on(value)


class ConsolationFilter(RecordFilter):
    date = DayRangeFilter(label="日期")
    occasion = ChoicesFilter(Occasion, label="事由")
    festival = ChoicesFilter(Festival, label="节日")
    relation = ChoicesFilter(Relation, label="与会员关系")
    amount = MoneyRangeFilter(label="合计金额（元）")
    beneficiary = by_number(Member, "慰问对象编号")
    department = department_filter("beneficiary")
    union_group = group_filter("beneficiary")
    named = django_filters.BooleanFilter(
        field_name="beneficiary",
        lookup_expr="isnull",
        exclude=True,
        label="写明会员",
    )
    lacks_voucher = django_filters.BooleanFilter(
        label="有金额而未登记凭证号", method="without_voucher"
    )
    main = ("date", "occasion", "amount")
    technical = ("named",)

    class Meta:
        model = Consolation
        fields = ()

    def without_voucher(self, queryset, name, value):
        lacking = Q(voucher_no="", amount__gt=0)
        return queryset.filter(lacking if value else ~lacking)


class PlanFilter(RecordFilter):
    period_to = DayRangeFilter(label="保障期止")
    main = ("kind", "period_to")

    class Meta:
        model = MutualAidPlan
        fields = ("kind",)


class EnrolmentFilter(RecordFilter):
    plan = plan_filter()
    plan_kind = plan_kind_filter()
    cover = DayRangeFilter(label="保障期包含", method="covering")
    premium = MoneyRangeFilter(label="保费（元）")
    member = by_number(Member, "会员编号")
    department = department_filter("member")
    union_group = group_filter("member")
    main = ("plan", "kind", "cover")

    class Meta:
        model = MutualAidEnrolment
        fields = ("kind", "payer")

    def covering(self, queryset, name, value):
        if value.start:
            queryset = queryset.filter(period_to__gte=value.start.date())
        if value.stop:
            queryset = queryset.filter(period_from__lte=value.stop.date())
        return queryset


class ClaimFilter(RecordFilter):
    status = ChoicesFilter(ClaimStatus, label="办理状态")
    plan = plan_filter()
    plan_kind = plan_kind_filter()
    filed_on = DayRangeFilter(label="申报日期")
    paid_on = DayRangeFilter(label="赔付日期")
    amount_claimed = MoneyRangeFilter(label="申请金额（元）")
    amount_paid = MoneyRangeFilter(label="赔付金额（元）")
    due_on = DayRangeFilter(label="申报截止日")
    member = by_number(Member, "会员编号")
    department = department_filter("member")
    union_group = group_filter("member")
    submitted_by = AccountFilter(label="提交人编号")
    submitted_by_not = AccountFilter(
        field_name="submitted_by", exclude=True, label="提交人编号不是"
    )
    main = ("status", "plan", "paid_on")

    class Meta:
        model = MutualAidClaim
        fields = ("member_status", "event_type", "is_backfilled")
