from django.db.models import Sum

from union.figures import Figure, Ratio
from union.periods import as_of_end, during, in_year

from .choices import ChangeType, EmploymentType, Job, JoinSource, Sex

EVENTS = "members:membershipevent_list"
SECTION = "会员与组织"


def _stock(key, label, definition, **where):
    return Figure(
        key=key,
        label=label,
        unit="人",
        section=SECTION,
        definition=definition,
        rows="members:member_list",
        when=as_of_end("in_union_on"),
        where=where,
    )


def _flow(key, label, definition, **where):
    return Figure(
        key=key,
        label=label,
        unit="人",
        section=SECTION,
        definition=definition,
        rows=EVENTS,
        when=during("date"),
        where=where,
    )


MEMBERS_TOTAL = _stock("members_total", "会员总数", "截至统计日在会的会员人数")
MEMBERS_JOINED = _flow(
    "members_joined",
    "年内新增会员数",
    "统计期内办理“入会”的人数，按批准日期",
    change_type=ChangeType.JOIN,
)

#: The sources by which 入会 is told apart; 会员转入 is no admission.
ADMISSIONS = [source for source in JoinSource if source != JoinSource.MEMBER_TRANSFER]

FIGURES = [
    MEMBERS_TOTAL,
    _stock(
        "members_female",
        "女会员数",
        "截至统计日在会的女会员人数",
        sex=Sex.FEMALE,
    ),
    Ratio(
        key="members_female_share",
        label="女会员比例",
        section=SECTION,
        definition="女会员数÷会员总数",
        part="members_female",
        whole="members_total",
    ),
    _stock(
        "members_female_permanent",
        "正式女职工数",
        "截至统计日在会、用工形式为“正式”的女会员人数",
        sex=Sex.FEMALE,
        employment_type=EmploymentType.PERMANENT,
    ),
    MEMBERS_JOINED,
    *MEMBERS_JOINED.split("source", ADMISSIONS, label="入会：{choice}"),
    _flow(
        "members_joined_migrant",
        "其中农民工入会数",
        "统计期内办理“入会”的农民工人数",
        change_type=ChangeType.JOIN,
        is_migrant_worker=True,
    ),
    _flow(
        "members_joined_recruited_nurses",
        "其中招聘护士入会数",
        "统计期内办理“入会”、用工形式为“招聘”的护士人数",
        change_type=ChangeType.JOIN,
        employment_type=EmploymentType.RECRUITED,
        job=Job.NURSE,
    ),
    _flow(
        "members_retired",
        "年内退休会员数",
        "统计期内办理“退休”（保留会籍）的人数",
        change_type=ChangeType.RETIRE,
    ),
    _flow(
        "members_transferred_in",
        "会员转入数",
        "统计期内办理“转入”的人数",
        change_type=ChangeType.TRANSFER_IN,
    ),
    _flow(
        "members_transferred_out",
        "会员转出数",
        "统计期内办理“转出”的人数",
        change_type=ChangeType.TRANSFER_OUT,
    ),
    _flow(
        "members_reserved",
        "年内保留会籍会员数",
        "统计期内办理“保留会籍”的人数",
        change_type=ChangeType.RESERVE,
    ),
    _flow(
        "members_reinstated",
        "年内恢复会籍会员数",
        "统计期内办理“恢复会籍”的人数",
        change_type=ChangeType.REINSTATE,
    ),
    _flow(
        "members_withdrawn",
        "年内退会会员数",
        "统计期内办理“退会”的人数",
        change_type=ChangeType.LEAVE,
    ),
    _flow(
        "members_expelled",
        "年内除名会员数",
        "统计期内办理“除名”的人数",
        change_type=ChangeType.EXPEL,
    ),
    _flow(
        "members_deceased",
        "年内去世会员数",
        "统计期内办理“去世”的人数",
        change_type=ChangeType.DEATH,
    ),
    Figure(
        key="staff_total",
        label="职工总数",
        unit="人",
        section=SECTION,
        definition="年度职工数登记表中本年的职工总数",
        rows="members:staffcount_list",
        when=in_year("year"),
        measure=Sum("headcount"),
    ),
    Ratio(
        key="membership_rate",
        label="职工入会率",
        section=SECTION,
        definition="会员总数÷职工总数",
        part="members_total",
        whole="staff_total",
    ),
    Figure(
        key="members_registered",
        label="实名登记会员数",
        unit="人",
        section=SECTION,
        definition="截至统计日在会且已办理实名登记的会员人数",
        rows="members:member_list",
        when=lambda period: {
            "in_union_on": period.end,
            "registered_by": period.end,
        },
    ),
    Ratio(
        key="members_registered_rate",
        label="会员登记率",
        section=SECTION,
        definition="实名登记会员数÷会员总数",
        part="members_registered",
        whole="members_total",
    ),
]
