from crispy_forms.layout import Column, Fieldset, Layout, Row
from django import forms
from django.core.exceptions import ValidationError

from union.chinese import chinese_numeral
from union.fields import IntegerFormField, TextFormField
from union.form_words import PlainForm
from union.forms import RecordForm
from union.layout import Folded
from union.models import Qualifier
from union.values import cell_text, clean_text

from .models import Activity, ActivityResult, ActivitySession, PrizeRule

TEXT = forms.Textarea(attrs={"rows": 2})
#: More than any contest has, and less than the column takes.
MAX_PLACE = 9999


class ActivityForm(RecordForm):
    only_new = ("status",)
    sticky = ("category", "date", "location", "parent", "series_name", "host_level")
    layout = Layout(
        Row(Column("title", css_class="col-md-8"), Column("category")),
        Row(Column("date"), Column("date_precision"), Column("date_to")),
        Row(
            Column("location", css_class="col-md-6"),
            Column("headcount"),
            Column("headcount_qualifier"),
        ),
        Folded(
            "更多：主办、对象与依据",
            Row(Column("host_level"), Column("host_org"), Column("co_organiser")),
            Row(Column("scope"), Column("campus"), Column("guests")),
            "basis_document",
        ),
        Folded(
            "更多：系列、届次与主题",
            Row(Column("parent"), Column("series_name"), Column("series_no")),
            Row(Column("subtype"), Column("festival"), Column("theme")),
        ),
        Folded(
            "更多：人次、队数、节目与作品",
            Row(
                Column("person_times"),
                Column("person_times_qualifier"),
                Column("served_count"),
            ),
            Row(Column("team_count"), Column("programme_count"), Column("performers")),
            Row(Column("works_count"), Column("works_qualifier"), Column("works_unit")),
        ),
        Folded(
            "更多：场次、天数与支出",
            Row(Column("session_count"), Column("days"), Column("cost")),
        ),
        Folded(
            "更多：时间说明与经常性活动",
            Row(Column("date_label"), Column("time_text"), Column("recurrence")),
            Row(
                Column("period"),
                Column("times_per_period"),
                Column("times_qualifier"),
            ),
        ),
        Folded("更多：内容、效果与备注", "content", "effect_text", "note"),
        Folded("更多：状态", "status"),
    )

    class Meta(RecordForm.Meta):
        model = Activity
        fields = (
            "title",
            "category",
            "date",
            "date_precision",
            "date_to",
            "location",
            "headcount",
            "headcount_qualifier",
            "host_level",
            "host_org",
            "co_organiser",
            "scope",
            "campus",
            "guests",
            "basis_document",
            "parent",
            "series_name",
            "series_no",
            "subtype",
            "festival",
            "theme",
            "person_times",
            "person_times_qualifier",
            "served_count",
            "team_count",
            "programme_count",
            "performers",
            "works_count",
            "works_qualifier",
            "works_unit",
            "session_count",
            "days",
            "cost",
            "date_label",
            "time_text",
            "recurrence",
            "period",
            "times_per_period",
            "times_qualifier",
            "content",
            "effect_text",
            "note",
            "status",
        )
        widgets = {"content": TEXT, "effect_text": TEXT}


class HeldForm(PlainForm):
    """What is reported after the event; all of it may be added later."""

    headcount = IntegerFormField(label="参加人数", required=False)
    headcount_qualifier = forms.ChoiceField(
        label="人数约数", choices=Qualifier, required=False
    )
    team_count = IntegerFormField(label="参赛队数", required=False)
    programme_count = IntegerFormField(label="节目数", required=False)
    effect_text = TextFormField(
        label="效果与反响", max_length=500, required=False, widget=TEXT
    )


class ActivitySessionForm(RecordForm):
    only_new = ("activity",)
    sticky = ("activity", "departments", "content")
    layout = Layout(
        Row(Column("activity", css_class="col-md-8"), Column("batch_no")),
        Row(Column("date"), Column("date_to"), Column("headcount"), Column("cost")),
        Row(Column("departments"), Column("content")),
        "note",
    )

    class Meta(RecordForm.Meta):
        model = ActivitySession
        fields = (
            "activity",
            "batch_no",
            "date",
            "date_to",
            "headcount",
            "cost",
            "departments",
            "content",
            "note",
        )


#: As sheets and announcements write them: 第一名, 三.
PLACES = {chinese_numeral(number): str(number) for number in range(1, 100)}


class PlaceFormField(IntegerFormField):
    """A place: 1, 第1名 or 第一."""

    def to_python(self, value):
        text = clean_text(cell_text(value))
        place = text.removeprefix("第").removesuffix("名").strip()
        try:
            return super().to_python(PLACES.get(place, place))
        except ValidationError:
            message = (
                f"“{text[:40]}”不是名次，请写成 1、第1名或第一；奖项另填在“奖项”中"
            )
            raise ValidationError(message, "invalid_place") from None


class ActivityResultForm(RecordForm):
    place = PlaceFormField(
        label="名次", required=False, min_value=1, max_value=MAX_PLACE
    )

    about = "member"
    sticky = ("activity", "event", "group", "entrant_kind")
    layout = Layout(
        "activity",
        Row(Column("event"), Column("group"), Column("entrant_kind")),
        Fieldset(
            "团体",
            Row(Column("team"), Column("department"), Column("winners")),
        ),
        Fieldset("个人", Row(Column("member"), Column("person"))),
        Fieldset(
            "成绩",
            Row(Column("place"), Column("award")),
            Row(Column("prize"), Column("prize_amount")),
        ),
        "note",
    )

    class Meta(RecordForm.Meta):
        model = ActivityResult
        fields = (
            "activity",
            "event",
            "group",
            "entrant_kind",
            "team",
            "department",
            "winners",
            "member",
            "person",
            "place",
            "award",
            "prize",
            "prize_amount",
            "note",
        )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["entrant_kind"].required = False  # a person's follows

    def add_error(self, field, error):
        """A place that could not be read is not missing: its own message is enough."""
        if field is None and "place" in self.errors and hasattr(error, "error_dict"):
            error.error_dict.pop("place", None)
        super().add_error(field, error)


class PrizeRuleForm(RecordForm):
    layout = Layout(
        Row(Column("region"), Column("document", css_class="col-md-8")),
        Row(Column("numerator"), Column("denominator"), Column("individual_limit")),
        Row(Column("since"), Column("until")),
        "note",
    )

    class Meta(RecordForm.Meta):
        model = PrizeRule
        fields = (
            "region",
            "document",
            "numerator",
            "denominator",
            "individual_limit",
            "since",
            "until",
            "note",
        )
