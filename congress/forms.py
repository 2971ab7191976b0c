from crispy_forms.bootstrap import InlineCheckboxes
from crispy_forms.layout import Column, Fieldset, Layout, Row
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from members.models import Department, Member
from union.fields import DateFormField, ReasonFormField, TextFormField
from union.form_words import PlainForm
from union.forms import RecordForm
from union.layout import Folded

from .choices import ReplyCategory, Satisfaction
from .fields import ChannelsFormField
from .models import CongressSession, DisclosureItem, Proposal
from .rules import UNCHECKED, names_in

SHORT_TEXT = forms.Textarea(attrs={"rows": 2})
LONG_TEXT = forms.Textarea(attrs={"rows": 5})


class CongressSessionForm(RecordForm):
    layout = Layout(
        Fieldset(
            "会议",
            Row(Column("kind"), Column("term_no"), Column("session_no")),
            Row(Column("date"), Column("date_precision"), Column("date_to")),
            Row(Column("place"), Column("chair_post"), Column("date_label")),
            "topic",
        ),
        Fieldset(
            "到会",
            Row(Column("delegates_due"), Column("delegates_present")),
            Row(Column("observers_count"), Column("observer_kinds")),
            Row(Column("attendance_total"), Column("attendance_qualifier")),
            "guests",
        ),
        Fieldset("审议", Row(Column("reports_heard"), Column("items_passed"))),
        Fieldset("提案规则", Row(Column("reply_days"), Column("seconders_required"))),
        "note",
    )

    class Meta(RecordForm.Meta):
        model = CongressSession
        fields = (
            "kind",
            "term_no",
            "session_no",
            "date",
            "date_precision",
            "date_to",
            "date_label",
            "place",
            "topic",
            "chair_post",
            "delegates_due",
            "delegates_present",
            "observers_count",
            "observer_kinds",
            "attendance_total",
            "attendance_qualifier",
            "guests",
            "reports_heard",
            "items_passed",
            "reply_days",
            "seconders_required",
            "note",
        )
        widgets = {"note": SHORT_TEXT}


PAPER = (
    Row(Column("session"), Column("number"), Column("kind"), Column("category")),
    "title",
    Row(Column("proposer"), Column("delegation")),
    Row(Column("seconders"), Column("seconder_count")),
    "grounds",
    "suggested_measures",
)
#: What was decided and answered before the paper was entered here.
HISTORY = (
    "decision",
    "decided_on",
    "decision_reason",
    "handling_department",
    "assigned_on",
    "due_on",
    "replied_on",
    "reply_category",
    "reply",
    "second_handling",
    "second_replied_on",
    "second_reply",
    "satisfaction",
    "feedback_note",
    "closed_on",
)


class ProposalForm(RecordForm):
    """A paper; a new one may bring its whole handling with it, for the register of
    past years. Later the handling changes by the actions alone."""

    only_new = ("submitted_on", *HISTORY)
    about = "proposer"
    sticky = ("session", "kind", "submitted_on")

    @property
    def layout(self):
        if self.instance.pk:
            return Layout(*PAPER)
        past = Folded(
            "补录往年已办理的提案（本年的提案不填，提交后由主席审查）",
            Row(Column("decision"), Column("decided_on")),
            "decision_reason",
            Row(Column("handling_department"), Column("assigned_on"), Column("due_on")),
            Row(Column("replied_on"), Column("reply_category")),
            "reply",
            Row(Column("second_handling"), Column("second_replied_on")),
            "second_reply",
            Row(Column("satisfaction"), Column("feedback_note"), Column("closed_on")),
        )
        return Layout(*PAPER, "submitted_on", past)

    def clean(self):
        """A slip such as “zgf” is no seconder. Papers of past years may name people who
        had left before the members were on record."""
        values = super().clean()
        decision = values.get("decision", self.instance.decision)
        if "seconders" in self.changed_data and not decision:
            names = names_in(values.get("seconders", ""))
            if unknown := Member.objects.valid().borne_by_nobody(names):
                self.add_error(
                    "seconders",
                    f"会员中没有“{'”“'.join(unknown)}”，请填写附议人的完整姓名；"
                    "不是会员的不写姓名，计入“附议人数”",
                )
        return values

    class Meta(RecordForm.Meta):
        model = Proposal
        fields = (
            "session",
            "number",
            "kind",
            "category",
            "title",
            "proposer",
            "delegation",
            "seconders",
            "seconder_count",
            "grounds",
            "suggested_measures",
            "submitted_on",
            *HISTORY,
        )
        widgets = {
            "grounds": LONG_TEXT,
            "suggested_measures": LONG_TEXT,
            "decision_reason": SHORT_TEXT,
            "reply": SHORT_TEXT,
            "second_reply": SHORT_TEXT,
        }


class DisclosureItemForm(RecordForm):
    channels = ChannelsFormField(label="公开形式", help_text="可选多种")

    sticky = ("register", "category", "disclosed_on", "department", "supervised_by")
    layout = Layout(
        Row(Column("register"), Column("category"), Column("audience")),
        "title",
        "summary",
        Row(Column("period"), Column("disclosed_on"), Column("until")),
        InlineCheckboxes("channels"),
        Row(Column("department"), Column("supervised_by")),
        "privacy_checked",
        "note",
    )

    class Meta(RecordForm.Meta):
        model = DisclosureItem
        fields = (
            "register",
            "category",
            "audience",
            "title",
            "summary",
            "period",
            "disclosed_on",
            "until",
            "channels",
            "department",
            "supervised_by",
            "privacy_checked",
            "note",
        )
        widgets = {"summary": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        checked = self.fields["privacy_checked"]
        checked.required = True
        checked.error_messages["required"] = UNCHECKED


def not_in_future(day):
    if day > timezone.localdate():
        raise ValidationError("日期不能晚于今天")


def done_on(label):
    """The day on which something was done, today unless said."""
    return DateFormField(
        label=label, initial=timezone.localdate, validators=[not_in_future]
    )


def long_text(label, rows=4, **options):
    return TextFormField(
        label=label, widget=forms.Textarea(attrs={"rows": rows}), **options
    )


def why(label, rows, **options):
    return ReasonFormField(
        label=label, widget=forms.Textarea(attrs={"rows": rows}), **options
    )


def department(**options):
    return forms.ModelChoiceField(
        Department.objects.valid(), label="承办部门", empty_label="—", **options
    )


def due_day():
    return DateFormField(
        label="答复期限", required=False, help_text="留空则按本届次规定的天数计算"
    )


class SubmitForm(PlainForm):
    submitted_on = done_on("提交日期")


class FileForm(PlainForm):
    decided_on = done_on("审查日期")
    decision_reason = long_text("审查意见", 2, max_length=500, required=False)


class DeclineForm(FileForm):
    """不予立案 and 转意见建议 are told to the proposer in writing."""

    decision_reason = why("书面理由", 3, max_length=500)


class AssignForm(PlainForm):
    handling_department = department()
    assigned_on = done_on("交办日期")
    due_on = due_day()


class ReplyForm(PlainForm):
    replied_on = done_on("答复日期")
    reply_category = forms.ChoiceField(label="办理结果", choices=ReplyCategory.choices)
    reply = long_text("答复内容", 6, max_length=5000)


class FeedbackForm(PlainForm):
    satisfaction = forms.ChoiceField(label="提案人反馈", choices=Satisfaction.choices)
    feedback_note = long_text("反馈说明", 2, max_length=500, required=False)


class SecondForm(PlainForm):
    reason = why("二次办理原因", 2, max_length=200)
    handling_department = department(required=False, help_text="留空则仍由原部门办理")
    due_on = due_day()


class CloseForm(PlainForm):
    closed_on = done_on("办结日期")
