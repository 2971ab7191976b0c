from crispy_forms.layout import Column, Fieldset, Layout, Row
from django import forms

from union.fields import TextFormField
from union.form_words import PlainForm
from union.forms import RecordForm
from union.layout import Folded

from . import tokens
from .choices import ReportStatus
from .models import AnnualReport, PlanItem, Problem
from .rules import check_draft


class TokenField(TextFormField):
    """Text with figure tokens: kept by key, shown and typed by label."""

    def __init__(self, *, label, rows=4, required=False, help_text="", max_length=2000):
        super().__init__(
            label=label,
            required=required,
            help_text=help_text,
            max_length=max_length,
            widget=forms.Textarea(attrs={"rows": rows, "data-tokens": ""}),
        )

    def prepare_value(self, value):
        return tokens.shown(value) if isinstance(value, str) else value

    def to_python(self, value):
        return tokens.stored(super().to_python(value))

    def has_changed(self, initial, data):
        return super().has_changed(tokens.shown(initial or ""), data)


class AnnualReportForm(RecordForm):
    again = False
    opening = TokenField(
        label="开头",
        help_text="花括号中的用语按年度和工会基本情况换成实际内容："
        "{{年度}} 如“2025年”，{{自称}} 如“我院”，{{指导思想}} 是上面填写的一句",
    )
    guiding_thought = TokenField(label="下年指导思想", rows=3)
    closing = TokenField(label="结尾", rows=3)

    only_new = ("year",)
    layout = Layout(
        Row(Column("year"), Column("plan_year"), Column("as_of"), Column("preset")),
        Fieldset("文字", "title", "thought", "opening", "guiding_thought", "closing"),
        Fieldset(
            "写法与落款",
            Row(Column("number_style"), Column("money_in_wan"), Column("anonymise")),
            Row(Column("issuer"), Column("signed_on"), Column("date_writing")),
        ),
        Folded(
            "以“报告”形式报送",
            "wrapped",
            Row(Column("doc_number"), Column("recipient"), Column("signer")),
        ),
    )

    class Meta(RecordForm.Meta):
        model = AnnualReport
        fields = (
            "year",
            "plan_year",
            "as_of",
            "preset",
            "title",
            "thought",
            "opening",
            "guiding_thought",
            "closing",
            "number_style",
            "money_in_wan",
            "anonymise",
            "issuer",
            "signed_on",
            "date_writing",
            "wrapped",
            "doc_number",
            "recipient",
            "signer",
        )
        widgets = {
            "title": forms.Textarea(attrs={"rows": 2}),
            "thought": forms.Textarea(
                attrs={"rows": 2, "placeholder": "请填写本年度的指导思想……"}
            ),
        }
        help_texts = {"as_of": "留空则统计到年底；年度未结束时统计到今天"}

    def clean(self):
        check_draft(self.instance.status)
        return super().clean()


class ProblemForm(RecordForm):
    text = TokenField(
        label="问题",
        rows=3,
        required=True,
        max_length=500,
        help_text="如“工会干部多为兼职，学习和调研还不够”",
    )
    measure = TokenField(label="改进措施", rows=2, max_length=500)

    sticky = ("report",)
    layout = Layout(
        Row(Column("report"), Column("order")), "text", "cause", "measure", "plan_item"
    )

    class Meta(RecordForm.Meta):
        model = Problem
        fields = ("report", "order", "text", "cause", "measure", "plan_item")
        widgets = {"cause": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        drafts = self.fields["report"].queryset.filter(status=ReportStatus.DRAFT)
        self.fields["report"].queryset = drafts
        found = drafts[:2]
        if len(found) == 1 and not self.instance.pk:
            self.initial["report"] = self.initial.get("report") or found[0].pk


class PlanItemForm(RecordForm):
    sticky = ("plan_year", "section", "group")
    layout = Layout(
        Row(Column("plan_year"), Column("section"), Column("group"), Column("order")),
        "text",
        Row(
            Column("month_from"),
            Column("month_to"),
            Column("responsible"),
            Column("audience"),
        ),
        "note",
    )

    class Meta(RecordForm.Meta):
        model = PlanItem
        fields = (
            "plan_year",
            "section",
            "group",
            "order",
            "text",
            "month_from",
            "month_to",
            "responsible",
            "audience",
            "note",
        )
        widgets = {"text": forms.Textarea(attrs={"rows": 2})}


class SignForm(PlainForm):
    """What the page showed that was signed, which the page itself sends along."""

    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)


class SectionForm(PlainForm):
    heading = TextFormField(label="标题", max_length=60)
    text = TokenField(
        label="正文",
        rows=14,
        max_length=20000,
        help_text="每段一行。引用的数据随记录变动，没有数据时所在分句自动略去。"
        "清空正文则这一节不列入总结。",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
