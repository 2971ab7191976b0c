"""The record kinds of this room, each declared once."""

from members.choices import MemberStatus
from members.models import Member
from union.forms import ReasonForm
from union.grid import Grid
from union.records import Move, PartOf, RecordKind

from . import columns, filters, forms, imports, models
from .actions import cancel, follow_activity, follow_session, mark_held, replan
from .choices import ActivityStatus

CHANGE = "activities.change_activity"

ACTIVITY = RecordKind(
    model=models.Activity,
    columns=columns.ACTIVITY_COLUMNS,
    filterset=filters.ActivityFilter,
    form=forms.ActivityForm,
    fieldsets=(
        (
            "活动",
            (
                "title",
                "category",
                "subtype",
                "date_text",
                "time_text",
                "location",
                "campus",
                "theme",
                "festival",
                "frequency",
                "recurrence",
                "status",
            ),
        ),
        (
            "规模",
            (
                "headcount_shown",
                "person_times_shown",
                "team_count",
                "programme_count",
                "performers",
                "works_shown",
                "served_count",
                "session_total",
                "days",
                "attendance",
                "cost_total",
            ),
        ),
        (
            "主办与系列",
            (
                "host_level",
                "host_org",
                "co_organiser",
                "scope",
                "guests",
                "basis_document",
                "parent",
                "series_name",
                "series_no",
            ),
        ),
        ("内容与效果", ("content", "effect_text", "note")),
    ),
    importer=imports.ActivityImport,
    starts_today=("date",),
    icon="trophy",
    ordering=("-date", "-pk"),
    rank=60,
    hint="比赛、演出、讲座、观影、疗休养和志愿服务都在这里登记；计划中的也可以先登记。",
    follow_up=follow_activity,
    moves=(
        Move(
            name="hold",
            label="标记已举办",
            permission=CHANGE,
            action=mark_held,
            states=frozenset({ActivityStatus.PLANNED}),
            to=ActivityStatus.HELD,
            form=forms.HeldForm,
            done="已标记为已举办，计入统计",
        ),
        Move(
            name="cancel",
            label="取消活动",
            permission=CHANGE,
            action=cancel,
            states=frozenset({ActivityStatus.PLANNED}),
            to=ActivityStatus.CANCELLED,
            form=ReasonForm,
            colour="outline-danger",
            done="活动已取消",
        ),
        Move(
            name="replan",
            label="改回计划",
            permission=CHANGE,
            action=replan,
            states=frozenset({ActivityStatus.HELD, ActivityStatus.CANCELLED}),
            to=ActivityStatus.PLANNED,
            form=ReasonForm,
            colour="outline-secondary",
            done="已改回计划",
        ),
    ),
    part_of=(
        PartOf(
            parent=models.Activity,
            label="子活动",
            filter="parent",
            paths=("date", "title", "category", "attendance", "status"),
        ),
    ),
    bulk_fields=(
        "category",
        "series_name",
        "host_level",
        "host_org",
        "scope",
        "location",
        "campus",
    ),
)

ACTIVITY_SESSION = RecordKind(
    model=models.ActivitySession,
    columns=columns.SESSION_COLUMNS,
    filterset=filters.ActivitySessionFilter,
    form=forms.ActivitySessionForm,
    fieldsets=(
        (
            "场次（批次）",
            (
                "activity",
                "batch_no",
                "date",
                "date_to",
                "departments",
                "content",
                "headcount",
                "cost",
                "note",
            ),
        ),
    ),
    importer=imports.ActivitySessionImport,
    grid=Grid(
        columns=(
            "batch_no",
            "date",
            "date_to",
            "departments",
            "content",
            "headcount",
            "cost",
            "activity",
            "note",
        ),
        above=("activity",),
    ),
    icon="calendar2-week",
    ordering=("-date", "batch_no", "-pk"),
    rank=61,
    hint="包场电影逐场、疗休养逐批登记，活动的场次、人数和支出随之合计。",
    follow_up=follow_session,
    part_of=(
        PartOf(
            parent=models.Activity,
            label="场次（批次）",
            filter="activity",
            paths=(
                "pk",
                "batch_no",
                "date",
                "date_to",
                "departments",
                "content",
                "headcount",
                "cost",
            ),
        ),
    ),
    bulk_fields=("date", "date_to", "departments", "content", "note"),
)

ACTIVITY_RESULT = RecordKind(
    model=models.ActivityResult,
    columns=columns.RESULT_COLUMNS,
    filterset=filters.ActivityResultFilter,
    form=forms.ActivityResultForm,
    fieldsets=(
        (
            "参赛",
            ("activity", "event", "group", "entrant_kind", "entrant", "department"),
        ),
        ("成绩", ("place", "award", "winners", "prize", "prize_amount", "note")),
    ),
    importer=imports.ActivityResultImport,
    grid=Grid(
        columns=(
            "event",
            "group",
            "member",
            "place",
            "award",
            "entrant_kind",
            "team",
            "department",
            "person",
            "winners",
            "prize",
            "prize_amount",
            "activity",
            "note",
        ),
        above=("activity",),
        pick="member",
        among={"status": MemberStatus.ACTIVE},
        hint="只登记得了名次或奖项的人和队，名次、奖项至少填一项；没有得奖的参加者"
        "不用逐个登记，参加人数填在活动里。",
    ),
    icon="award",
    ordering=("-activity__date", "place", "pk"),
    rank=62,
    hint="名次和奖项登记在这里，写进活动的总结用语，也计入获奖统计；"
    "没有得奖的参加者不用登记，人数填在活动里。",
    part_of=(
        PartOf(
            parent=Member,
            label="获奖",
            filter="member",
            date="activity__date",
            paths=("pk", "activity__label", "event", "place", "award"),
        ),
        PartOf(
            parent=models.Activity,
            label="成绩",
            filter="activity",
            paths=(
                "pk",
                "event",
                "group",
                "team",
                "department__name",
                "member__name",
                "person",
                "place",
                "award",
            ),
        ),
    ),
    bulk_fields=("event", "group", "award", "prize", "prize_amount", "note"),
)

PRIZE_RULE = RecordKind(
    model=models.PrizeRule,
    columns=columns.PRIZE_RULE_COLUMNS,
    filterset=filters.PrizeRuleFilter,
    form=forms.PrizeRuleForm,
    fieldsets=(
        (
            "获奖比例标准",
            (
                "region",
                "document",
                "ratio",
                "individual_limit",
                "since",
                "until",
                "note",
            ),
        ),
    ),
    importer=imports.PrizeRuleImport,
    icon="percent",
    ordering=("-since", "-pk"),
    rank=55,
    hint="登记上级规定的获奖人数比例（如全国 2/3），登记成绩时据此检查。",
)
