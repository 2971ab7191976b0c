from crispy_forms.layout import Column, Fieldset, Layout, Row
from django import forms
from django.db.models import Q
from django.utils import timezone

from union.fields import CodeFormField, NameFormField, TextFormField
from union.forms import RecordForm
from union.identity import parse_id_number, parse_mobile
from union.layout import Folded
from union.pinyin import parse_reading

from .choices import ChangeType
from .models import (
    Department,
    Member,
    MembershipEvent,
    StaffCount,
    UnionGroup,
    UnionProfile,
)


class IdNumberFormField(CodeFormField):
    """An 18-digit ID number in its one written form."""

    digits = 18

    def to_python(self, value):
        text = super().to_python(value)
        return parse_id_number(text, timezone.localdate()) if text else ""


class MobileFormField(CodeFormField):
    digits = 11

    def to_python(self, value):
        text = super().to_python(value)
        return parse_mobile(text) if text else ""


class ReadingFormField(TextFormField):
    """How a name is read, where the characters alone do not tell."""

    def to_python(self, value):
        text = super().to_python(value)
        return parse_reading(text) if text else ""


class MemberForm(RecordForm):
    staff_no = CodeFormField(label="工号", max_length=20)
    name = NameFormField(label="姓名", max_length=50)
    id_number = IdNumberFormField(label="身份证号", required=False)
    phone = MobileFormField(label="手机", required=False)
    reading = ReadingFormField(
        label="读音",
        max_length=200,
        required=False,
        help_text=Member._meta.get_field("reading").help_text,
    )

    optional = ("sex",)
    only_new = ("joined_on", "join_source")
    sticky = (
        "department",
        "union_group",
        "job",
        "employment_type",
        "joined_on",
        "join_source",
    )
    layout = Layout(
        Fieldset(
            "身份",
            Row(Column("staff_no"), Column("name"), Column("sex")),
            Row(Column("id_number"), Column("birth_date"), Column("phone")),
            Folded("姓名的读音（多音字）", "reading"),
        ),
        Fieldset(
            "工作",
            Row(Column("department"), Column("union_group")),
            Row(Column("job"), Column("employment_type"), Column("hire_date")),
            Row(Column("is_migrant_worker"), Column("is_model_worker")),
        ),
        Fieldset(
            "会籍",
            Row(Column("joined_on"), Column("join_source"), Column("registered_on")),
        ),
        "note",
    )

    class Meta(RecordForm.Meta):
        model = Member
        fields = (
            "staff_no",
            "name",
            "sex",
            "id_number",
            "birth_date",
            "phone",
            "department",
            "union_group",
            "job",
            "employment_type",
            "is_migrant_worker",
            "is_model_worker",
            "hire_date",
            "joined_on",
            "join_source",
            "registered_on",
            "note",
            "reading",
        )
        widgets = {"note": forms.Textarea(attrs={"rows": 2})}
        help_texts = {
            "union_group": "不选时按科室确定；改了科室，小组随科室改变",
            "sex": "填了身份证号可以不选",
            "birth_date": "填了身份证号可以不填",
        }


#: The fields that only some changes of membership have.
PARTICULARS = {
    ChangeType.JOIN: ("source", "voluntary"),
    ChangeType.TRANSFER_IN: ("source", "from_org", "voluntary"),
    ChangeType.TRANSFER_OUT: ("to_org", "voluntary"),
    ChangeType.LEAVE: ("voluntary",),
}


def layout_for(change):
    """The form of one change of membership; what belongs to others is folded away.
    Without ``change`` it has the fields of all."""
    first = Row(Column("member"), Column("change_type"), Column("date"))
    if change is None:
        return Layout(
            first,
            Row(Column("source"), Column("from_org"), Column("to_org")),
            Row(Column("approved_by"), Column("voluntary")),
            "note",
        )
    mine = PARTICULARS.get(change, ())
    every = dict.fromkeys(name for names in PARTICULARS.values() for name in names)
    others = [Column(name) for name in every if name not in mine]
    return Layout(
        first,
        Row(*map(Column, mine), Column("approved_by")),
        "note",
        Folded("其他变动的内容", Row(*others)),
    )


class MembershipEventForm(RecordForm):
    """An event of the wrong member is voided: both members' standing depends on it."""

    only_new = ("member",)
    about = "member"
    sticky = ("change_type", "date", "source", "approved_by")

    @property
    def layout(self):
        change = self["change_type"].value()
        return layout_for(change if change in ChangeType.values else None)

    @property
    def heading(self):
        """“办理退休：张伟”, where a new form says so much."""
        given = self.initial if not self.is_bound else self.cleaned_data
        change, member = given.get("change_type"), given.get("member")
        if self.instance.pk or not member or change not in ChangeType.values:
            return ""
        if not isinstance(member, Member):
            member = self.fields["member"].queryset.filter(pk=member).first()
        return f"办理{ChangeType(change).label}：{member.name}" if member else ""

    class Meta(RecordForm.Meta):
        model = MembershipEvent
        fields = (
            "member",
            "change_type",
            "date",
            "source",
            "from_org",
            "to_org",
            "approved_by",
            "voluntary",
            "note",
        )


class DepartmentForm(RecordForm):
    class Meta(RecordForm.Meta):
        model = Department
        fields = ("name", "campus", "kind", "is_frontline")


class UnionGroupForm(RecordForm):
    """Accounts are offered of leaders only: the others see all groups, or none."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        accounts = self.fields["officers"].queryset
        leaders = Q(role_key="leader", is_active=True)
        named = Q(pk__in=self._named("officers"))
        self.fields["officers"].queryset = accounts.filter(leaders | named)

    class Meta(RecordForm.Meta):
        model = UnionGroup
        fields = ("name", "leader", "departments", "officers")
        widgets = {
            "departments": forms.SelectMultiple(attrs={"size": 8}),
            "officers": forms.SelectMultiple(attrs={"size": 5}),
        }


class UnionProfileForm(RecordForm):
    class Meta(RecordForm.Meta):
        model = UnionProfile
        fields = (
            "name",
            "short_name",
            "self_word",
            "party_committee",
            "superior_union",
        )


class StaffCountForm(RecordForm):
    class Meta(RecordForm.Meta):
        model = StaffCount
        fields = ("year", "headcount")
