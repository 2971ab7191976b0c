"""The record kinds of this room, each declared once."""

from union.grid import Grid
from union.records import PartOf, RecordKind

from . import columns, filters, forms, imports, models
from .actions import follow_event, follow_member
from .choices import MemberStatus


def may_go(member):
    """Who has retired or left is not asked to do so again."""
    return member.status in {MemberStatus.ACTIVE, MemberStatus.RESERVED}


DEPARTMENT = RecordKind(
    model=models.Department,
    columns=columns.DEPARTMENT_COLUMNS,
    filterset=filters.DepartmentFilter,
    form=forms.DepartmentForm,
    fieldsets=(("科室", ("name", "campus", "kind", "is_frontline")),),
    importer=imports.DepartmentImport,
    icon="building",
    ordering=("pk",),
    rank=10,
    hint="先登记科室和工会小组，再导入会员。",
    hint_links={
        "工会小组": "members:uniongroup_list",
        "导入会员": "members:member_import",
    },
    bulk_fields=("campus", "kind", "is_frontline"),
)

UNION_GROUP = RecordKind(
    model=models.UnionGroup,
    columns=columns.UNION_GROUP_COLUMNS,
    filterset=filters.UnionGroupFilter,
    form=forms.UnionGroupForm,
    fieldsets=(("工会小组", ("name", "leader", "departments", "officers")),),
    importer=imports.UnionGroupImport,
    icon="diagram-3",
    ordering=("pk",),
    rank=11,
    hint="工会小组按科室划分；组长用自己的账号只看得到本组的会员和记录。",
)

MEMBER = RecordKind(
    model=models.Member,
    columns=columns.MEMBER_COLUMNS,
    filterset=filters.MemberFilter,
    form=forms.MemberForm,
    fieldsets=(
        (
            "身份",
            ("staff_no", "name", "sex", "birth_date", "id_number", "phone"),
        ),
        (
            "工作",
            (
                "department",
                "union_group",
                "job",
                "employment_type",
                "hire_date",
                "seniority",
                "is_migrant_worker",
                "is_model_worker",
            ),
        ),
        (
            "会籍",
            ("status", "joined_on", "join_source", "registered_on", "note"),
        ),
    ),
    importer=imports.MemberImport,
    grid=Grid(
        columns=(
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
            "hire_date",
            "joined_on",
            "join_source",
        ),
    ),
    unit="人",
    icon="people",
    ordering=("name_order", "pk"),
    rank=20,
    hint="可以逐个新增，也可以把人事部门的名册整表导入。",
    follow_up=follow_member,
    part_of=(
        PartOf(parent=models.Department, label="会员", filter="department"),
        PartOf(parent=models.UnionGroup, label="会员", filter="union_group"),
    ),
    bulk_fields=(
        "department",
        "union_group",
        "job",
        "employment_type",
        "is_migrant_worker",
        "is_model_worker",
        "hire_date",
        "registered_on",
        "note",
    ),
)

MEMBERSHIP_EVENT = RecordKind(
    model=models.MembershipEvent,
    columns=columns.MEMBERSHIP_EVENT_COLUMNS,
    filterset=filters.MembershipEventFilter,
    form=forms.MembershipEventForm,
    fieldsets=(
        (
            "会籍变动",
            ("member", "change_type", "date", "source", "voluntary"),
        ),
        ("依据", ("from_org", "to_org", "approved_by", "note")),
    ),
    importer=imports.MembershipEventImport,
    grid=Grid(
        columns=(
            "member",
            "change_type",
            "date",
            "source",
            "from_org",
            "to_org",
            "approved_by",
            "note",
        ),
        pick="member",
        among={"status": MemberStatus.ACTIVE},
    ),
    starts_today=("date",),
    icon="arrow-left-right",
    ordering=("-date", "-pk"),
    rank=30,
    searchable=False,
    hint="入会、转入、转出、退休和退会在这里办理，会员的状态随之改变。",
    follow_up=follow_event,
    part_of=(
        PartOf(
            parent=models.Member,
            label="会籍变动",
            filter="member",
            date="date",
            quick=(
                ("办理退休", "change_type=retire"),
                ("办理转出", "change_type=transfer_out"),
            ),
            quick_for=may_go,
            paths=("pk", "date", "change_type", "source", "approved_by"),
        ),
    ),
    bulk_fields=("date", "source", "approved_by", "note"),
)

UNION_PROFILE = RecordKind(
    model=models.UnionProfile,
    columns=columns.UNION_PROFILE_COLUMNS,
    filterset=filters.UnionProfileFilter,
    form=forms.UnionProfileForm,
    fieldsets=(
        (
            "名称",
            ("name", "short_name", "self_word", "party_committee", "superior_union"),
        ),
    ),
    importer=imports.NamedImport,
    icon="bank",
    rank=1,
    hint="登记本工会的全称、简称和上级工会，总结和公文的落款要用。",
)

STAFF_COUNT = RecordKind(
    model=models.StaffCount,
    columns=columns.STAFF_COUNT_COLUMNS,
    filterset=filters.StaffCountFilter,
    form=forms.StaffCountForm,
    fieldsets=(("年度职工数", ("year", "headcount")),),
    importer=imports.StaffCountImport,
    icon="person-lines-fill",
    ordering=("-year",),
    rank=2,
    hint="每年登记一次职工总数，用来计算入会率。",
)
