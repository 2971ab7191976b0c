from django.db.models import TextChoices


class SessionKind(TextChoices):
    CONGRESS = "congress", "职代会"
    JOINT = "joint", "联席会"
    PREPARATORY = "preparatory", "预备会"
    MEMBER_CONGRESS = "member_congress", "会员代表大会"


class ProposalKind(TextChoices):
    PROPOSAL = "proposal", "提案"
    OPINION = "opinion", "意见"
    DISCUSSION = "discussion", "讨论意见"


class Category(TextChoices):
    """What hospitals sort proposals by in their handling reports."""

    MANAGEMENT = "management", "医院管理与发展规划"
    QUALITY = "quality", "医疗质量与安全"
    NURSING = "nursing", "护理"
    TECHNOLOGY = "technology", "医技药学"
    RESEARCH = "research", "教学科研"
    PERSONNEL = "personnel", "人事人才"
    PAY = "pay", "绩效薪酬"
    LOGISTICS = "logistics", "后勤保障与基建"
    EQUIPMENT = "equipment", "设备采购"
    INFORMATION = "information", "信息化"
    CULTURE = "culture", "医院文化与宣传"
    WELFARE = "welfare", "职工福利与权益"
    SECURITY = "security", "安全保卫"
    UNION = "union", "工会工作"
    OTHER = "other", "其他"


class ProposalStatus(TextChoices):
    DRAFT = "draft", "草稿"
    SUBMITTED = "submitted", "已提交"
    FILED = "filed", "已立案"
    CONVERTED = "converted", "转意见建议"
    NOT_FILED = "not_filed", "不予立案"
    ASSIGNED = "assigned", "办理中"
    REPLIED = "replied", "已答复"
    FEEDBACK = "feedback", "已反馈"
    SECOND = "second", "二次办理中"
    CLOSED = "closed", "已办结"


STATUS_COLOURS = (
    (ProposalStatus.SUBMITTED, "primary"),
    (ProposalStatus.FILED, "primary"),
    (ProposalStatus.CONVERTED, "primary"),
    (ProposalStatus.ASSIGNED, "warning"),
    (ProposalStatus.SECOND, "warning"),
    (ProposalStatus.REPLIED, "primary"),
    (ProposalStatus.FEEDBACK, "primary"),
    (ProposalStatus.CLOSED, "success"),
)

#: A department is at work on it, and a reply is due.
IN_HANDLING = (ProposalStatus.ASSIGNED, ProposalStatus.SECOND)


class Stage(TextChoices):
    """What a proposal waits for."""

    SUBMIT = "submit", "待提交"
    DECIDE = "decide", "待审查"
    ASSIGN = "assign", "待交办"
    REPLY = "reply", "待答复"
    FEEDBACK = "feedback", "待收集反馈"
    SECOND = "second", "待二次办理"
    CLOSE = "close", "待办结"


#: A reply that is due within so many days is shown as 临期.
NEAR_DAYS = 7


class Light(TextChoices):
    OVERDUE = "overdue", "逾期"
    NEAR = "near", "临期"


class Decision(TextChoices):
    FILED = "filed", "立案"
    CONVERTED = "converted", "转意见建议"
    NOT_FILED = "not_filed", "不予立案"


#: Both are handled and answered; a converted one on a lighter track.
ACCEPTED = (Decision.FILED, Decision.CONVERTED)


class Counted(TextChoices):
    """What the rates of the handling report count; drafts never are."""

    COLLECTED = "collected", "征集的提案、意见（不含讨论意见）"
    DISCUSSION = "discussion", "讨论意见"
    ACCEPTED = "accepted", "应办理的（立案和转意见建议）"
    ANSWERED = "answered", "提案人已反馈的"
    SATISFIED = "satisfied", "反馈满意或基本满意的"


class ReplyCategory(TextChoices):
    SOLVED = "solved", "已解决"
    SOLVING = "solving", "正在解决"
    PLANNED = "planned", "列入计划"
    REFERENCE = "reference", "留作参考"


class Satisfaction(TextChoices):
    SATISFIED = "satisfied", "满意"
    BASICALLY = "basically", "基本满意"
    UNSATISFIED = "unsatisfied", "不满意"
    NO_ANSWER = "no_answer", "未反馈"


#: What an answered feedback form says; 未反馈 is none.
SATISFIED = (Satisfaction.SATISFIED, Satisfaction.BASICALLY)
ANSWERED = (*SATISFIED, Satisfaction.UNSATISFIED)


class Register(TextChoices):
    AFFAIRS = "affairs", "院务公开"
    FINANCE = "finance", "工会财务"
    UNION = "union", "会务公开"


class DisclosureCategory(TextChoices):
    """The four groups of 中办发〔2002〕13号, and the union's own accounts."""

    MAJOR = "major", "重大决策"
    OPERATION = "operation", "生产经营管理"
    INTERESTS = "interests", "职工切身利益"
    LEADERSHIP = "leadership", "领导班子与党风廉政"
    FINANCE = "finance", "工会财务收支"


class Audience(TextChoices):
    STAFF = "staff", "职工"
    PATIENTS = "patients", "患者"
    PUBLIC = "public", "社会"


BOARD = "公开栏"

#: The forms of disclosure. A record holds the names that were used, joined by 、, so
#: that page, sheet and history print them as they are. No name is part of another one.
CHANNELS = (
    "职代会",
    BOARD,
    "局域网",
    "党政联席会",
    "院务会",
    "院周会",
    "中层干部会",
    "科务会",
    "情况发布会",
    "文件",
    "网站",
    "公众号",
    "电子屏",
    "其他",
)
