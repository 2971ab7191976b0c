from crispy_forms.layout import Column, Fieldset, Layout, Row
from django import forms
from django.utils import timezone

from members.models import Member
from union.fields import (
    DateFormField,
    IntegerFormField,
    MoneyFormField,
    NameFormField,
    TextFormField,
)
from union.form_fields import PickField
from union.form_words import PlainForm
from union.forms import RecordForm
from union.layout import Folded

from .choices import Occasion, Relation
from .models import (
    BenefitRule,
    Consolation,
    MutualAidClaim,
    MutualAidEnrolment,
    MutualAidPlan,
)


class BenefitRuleForm(RecordForm):
    sticky = ("region", "document", "since", "until")
    layout = Layout(
        Row(Column("occasion"), Column("scope"), Column("form")),
        Row(
            Column("limit_per_case"), Column("limit_per_year"), Column("cases_per_year")
        ),
        Row(Column("document"), Column("region")),
        Row(Column("since"), Column("until")),
        "note",
    )

    class Meta(RecordForm.Meta):
        model = BenefitRule
        fields = (
            "occasion",
            "scope",
            "form",
            "limit_per_case",
            "limit_per_year",
            "cases_per_year",
            "document",
            "region",
            "since",
            "until",
            "note",
        )


class ConsolationForm(RecordForm):
    """Who sees only the own groups must name the member: a row for many, which belongs
    to no group, would be out of their sight."""

    relative_name = NameFormField(label="亲属姓名", max_length=50, required=False)

    sticky = ("date", "occasion", "festival", "visitors")
    layout = Layout(
        Row(Column("beneficiary"), Column("occasion"), Column("date")),
        Row(Column("cash_amount"), Column("goods_value"), Column("goods")),
        Row(Column("relation"), Column("relative_name"), Column("festival")),
        Row(Column("visitors"), Column("voucher_no")),
        "note",
        Folded(
            "集体慰问（不写姓名）",
            Row(Column("beneficiary_label"), Column("headcount")),
            Row(Column("headcount_qualifier"), Column("household_count")),
            Row(Column("per_head"), Column("amount_qualifier")),
        ),
        Folded(
            "日期的其他写法",
            Row(Column("date_precision"), Column("date_to"), Column("date_label")),
        ),
    )

    class Meta(RecordForm.Meta):
        model = Consolation
        fields = (
            "beneficiary",
            "occasion",
            "date",
            "relation",
            "relative_name",
            "festival",
            "cash_amount",
            "goods_value",
            "goods",
            "visitors",
            "voucher_no",
            "note",
            "beneficiary_label",
            "headcount",
            "headcount_qualifier",
            "household_count",
            "per_head",
            "amount_qualifier",
            "date_precision",
            "date_to",
            "date_label",
        )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("cash_amount", "goods_value"):
            self.initial[name] = self.initial.get(name) or None  # no 0.00 to delete
        if not self.user.has_perm("members.view_all_groups"):
            self.fields["beneficiary"].required = True
            del self.fields["beneficiary_label"]


class StandingForm(PlainForm):
    """The part of the form for a consolation on which the panel beside it depends; what
    cannot be read yet is left out."""

    beneficiary = PickField(
        queryset=Member.objects.none(),
        required=False,
        if_unknown=Consolation.if_unknown["beneficiary"],
    )
    occasion = forms.ChoiceField(choices=Occasion.choices, required=False)
    relation = forms.ChoiceField(choices=Relation.choices, required=False)
    date = DateFormField(required=False)
    cash_amount = MoneyFormField(required=False)
    goods_value = MoneyFormField(required=False)
    headcount = IntegerFormField(required=False)
    record = forms.IntegerField(required=False)

    def __init__(self, data, *, user):
        super().__init__(data)
        self.fields["beneficiary"].queryset = Member.objects.listed_for(user)
        self.full_clean()

    @property
    def question(self):
        """The arguments of ``standing``."""
        read = self.cleaned_data
        return {
            "member": read.get("beneficiary"),
            "occasion": read.get("occasion", ""),
            "relation": read.get("relation") or Relation.SELF,
            "day": read.get("date") or timezone.localdate(),
            "without": read.get("record"),
        }

    @property
    def amounts(self):
        """What is to be given, or None where no amount is entered."""
        read = self.cleaned_data
        if not (read.get("cash_amount") or read.get("goods_value")):
            return None
        return {
            "cash_amount": read.get("cash_amount"),
            "goods_value": read.get("goods_value"),
            "headcount": read.get("headcount") or 1,
        }

    @property
    def unknown(self):
        """Why the member that was typed cannot be shown; empty where all is well."""
        return " ".join(self.errors.get("beneficiary", ()))


class PlanForm(RecordForm):
    layout = Layout(
        Row(Column("name"), Column("kind"), Column("provider")),
        Row(Column("period_from"), Column("period_to")),
        Row(Column("premium"), Column("max_payout"), Column("claim_deadline_days")),
        Row(Column("age_min"), Column("age_max"), Column("sex")),
        "eligibility",
    )

    class Meta(RecordForm.Meta):
        model = MutualAidPlan
        fields = (
            "name",
            "kind",
            "provider",
            "period_from",
            "period_to",
            "premium",
            "max_payout",
            "claim_deadline_days",
            "age_min",
            "age_max",
            "sex",
            "eligibility",
        )
        widgets = {"eligibility": forms.Textarea(attrs={"rows": 3})}


class EnrolmentForm(RecordForm):
    about = "member"
    sticky = ("plan", "kind", "period_from", "period_to", "shares", "payer")
    layout = Layout(
        Row(Column("member"), Column("plan"), Column("kind")),
        Row(Column("period_from"), Column("period_to"), Column("shares")),
        Row(Column("premium"), Column("payer")),
        Folded(
            "集体登记（不写姓名）",
            Row(Column("label"), Column("headcount"), Column("headcount_qualifier")),
        ),
        "note",
    )

    class Meta(RecordForm.Meta):
        model = MutualAidEnrolment
        fields = (
            "member",
            "plan",
            "kind",
            "period_from",
            "period_to",
            "shares",
            "premium",
            "payer",
            "label",
            "headcount",
            "headcount_qualifier",
            "note",
        )


class ClaimForm(RecordForm):
    only_new = ("amount_paid", "paid_on")
    about = "member"
    about_changes = ("plan",)
    sticky = ("plan", "event_type", "filed_on")
    layout = Layout(
        Fieldset(
            "申请",
            Row(Column("member"), Column("filed_on")),
            "plan",
            Row(Column("event_type"), Column("event_date"), Column("amount_claimed")),
            "diagnosis",
            Row(Column("batch_no"), Column("member_status")),
            "note",
        ),
        Folded(
            "集体登记（不写姓名）",
            Row(Column("label"), Column("headcount")),
            Row(Column("headcount_qualifier"), Column("person_times")),
        ),
    )
    settled = Folded(
        "补录往年已赔付的申请（本年的申请不填）",
        Row(Column("amount_paid"), Column("paid_on")),
    )

    class Meta(RecordForm.Meta):
        model = MutualAidClaim
        fields = (
            "member",
            "plan",
            "filed_on",
            "event_type",
            "event_date",
            "amount_claimed",
            "diagnosis",
            "batch_no",
            "member_status",
            "note",
            "label",
            "headcount",
            "headcount_qualifier",
            "person_times",
            "amount_paid",
            "paid_on",
        )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            self.helper.layout = Layout(*self.layout, self.settled)
        member = self.subject()
        if member and "plan" in self.fields:
            self._offer_first(MutualAidEnrolment.objects.valid().may_cover([member]))

    def _offer_first(self, enrolments):
        """The plans of these before all others."""
        field = self.fields["plan"]
        taken = set(enrolments.values_list("plan", flat=True))
        groups = {"已参保的计划": [], "其他计划": []}
        for plan in field.queryset:
            group = "已参保的计划" if plan.pk in taken else "其他计划"
            groups[group].append((plan.pk, plan.name))
        field.choices = [("", "—"), *((k, v) for k, v in groups.items() if v)]


class ReportUpForm(PlainForm):
    batch_no = TextFormField(
        label="批次号",
        max_length=40,
        required=False,
        help_text="随哪一批材料上报；留空则仍用申请上填的批次号",
    )


class PaymentForm(PlainForm):
    amount_paid = MoneyFormField(
        label="赔付金额（元）",
        help_text="承办单位实际赔付的金额，不能大于主席审定的申请金额",
    )
    paid_on = DateFormField(label="赔付日期")
