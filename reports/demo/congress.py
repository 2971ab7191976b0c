"""The workers' congress of each year and its proposals on their way. The proportions
follow published handling reports of hospitals."""

import datetime as dt
from itertools import count

from congress.choices import Category, ProposalKind, SessionKind
from congress.models import CongressSession, Proposal
from congress.rules import due_day
from members.models import Department

TERM = 7
DELEGATES = 60
PRESENT = 53
OBSERVERS = 27
#: Days of the joint meetings, which choose whom to commend.
JOINT_MEETINGS = ((4, 24), (6, 18), (11, 12))

#: Of 114 papers: 5 not filed, 43 filed, 48 converted; 18 opinions of the discussion.
PAPERS = (
    ("not_filed", 5),
    ("filed", 43),
    ("converted", 48),
    ("discussion", 18),
)
REASONS = {
    "not_filed": "属个人事项，已当面说明并书面告知提案人",
    "converted": "属部门日常工作，转承办部门作为意见建议办理",
    "filed": "涉及多数职工，属职代会职权范围",
}
REPLIES = (
    ("solved", 46, "已按建议落实，请提案人监督。"),
    ("solving", 27, "已列入本季度工作，正在办理。"),
    ("planned", 19, "所需经费较大，已列入下年度计划。"),
    ("reference", 8, "目前条件尚不具备，留作今后工作参考。"),
)
FEEDBACK = (("satisfied", 78), ("basically", 19), ("unsatisfied", 3))

#: category: (how often of a hundred, what it is about)
SUBJECTS = {
    Category.MANAGEMENT: (8, ("完善科室绩效考核公开办法", "优化院内会议安排")),
    Category.QUALITY: (14, ("缩短门诊候诊时间", "规范急会诊响应流程")),
    Category.NURSING: (10, ("增加夜班护士人数", "配备移动护理终端")),
    Category.TECHNOLOGY: (6, ("缩短检验报告出具时间", "开设用药咨询窗口")),
    Category.RESEARCH: (5, ("设立青年职工科研启动经费", "增订电子期刊数据库")),
    Category.PERSONNEL: (12, ("增加在职人员进修名额", "引进紧缺专业学科带头人")),
    Category.PAY: (9, ("提高夜班津贴标准", "绩效分配向临床一线倾斜")),
    Category.LOGISTICS: (14, ("改善职工食堂夜餐供应", "增设非机动车充电车棚")),
    Category.EQUIPMENT: (6, ("更新病区监护仪", "为新建科室添置设备")),
    Category.INFORMATION: (6, ("减少电子病历重复录入", "开通移动端排班查询")),
    Category.CULTURE: (2, ("制作医院文化宣传手册",)),
    Category.WELFARE: (5, ("增加职工体检项目", "解决职工子女假期托管")),
    Category.SECURITY: (1, ("夜间门诊增加安保巡查",)),
    Category.UNION: (1, ("增加职工活动室开放时间",)),
    Category.OTHER: (1, ("规范院内标识指引",)),
}
#: Who handles them; the others the hospital's office.
HANDLED_BY = {
    Category.QUALITY: "医务护理部",
    Category.NURSING: "医务护理部",
    Category.TECHNOLOGY: "医务护理部",
    Category.RESEARCH: "医务护理部",
    Category.PERSONNEL: "财务与人事处",
    Category.PAY: "财务与人事处",
    Category.LOGISTICS: "后勤保障处",
    Category.EQUIPMENT: "后勤保障处",
    Category.SECURITY: "后勤保障处",
    Category.INFORMATION: "信息科",
}
#: Of this year's papers, those that the committee has still to decide on.
LATE = 0.05


def make(context):
    departments = Department.objects.in_bulk()
    for number, year in enumerate(context.years, start=5):
        congress = _sessions(context, year, number)
        if congress:
            _proposals(context, congress, departments)


def _sessions(context, year, number):
    """The year's sessions up to today; returns the congress, or None before it."""
    day = context.workday(dt.date(year, 3, 20))
    seats = {"delegates_due": DELEGATES, "delegates_present": PRESENT}
    congress = CongressSession(
        kind=SessionKind.CONGRESS,
        session_no=number,
        date=day,
        date_precision="afternoon",
        place="院礼堂",
        topic="审议院长工作报告、财务工作报告和职工慰问办法",
        observers_count=OBSERVERS,
        observer_kinds="科主任、护士长、职能科长",
        attendance_total=PRESENT + OBSERVERS,
        reports_heard=2,
        items_passed=2,
        **seats,
    )
    preparation = CongressSession(
        kind=SessionKind.PREPARATORY,
        session_no=number,
        date=day,
        date_precision="morning",
        place="三楼会议室",
        topic="学习职代会工作制度，通过大会议程和主席团名单",
        **seats,
    )
    joint = [
        CongressSession(
            kind=SessionKind.JOINT,
            session_no=(number - 1) * len(JOINT_MEETINGS) + order,
            date=context.workday(dt.date(year, month, day)),
            place="三楼会议室",
            topic="推优推先",
            delegates_due=15,
            delegates_present=context.rng.randint(13, 15),
        )
        for order, (month, day) in enumerate(JOINT_MEETINGS, start=1)
    ]
    held = [s for s in (preparation, congress, *joint) if context.is_past(s.date)]
    for session in held:
        session.term_no = TERM
        session.chair_post = "工会主席"
    context.save(CongressSession, held)
    return congress if congress in held else None


def _proposals(context, congress, departments):
    ways = [way for way, share in PAPERS for _ in range(share * context.scale)]
    context.rng.shuffle(ways)
    numbers = count(1)
    context.save(
        Proposal,
        [_paper(context, congress, departments, next(numbers), way) for way in ways],
    )


def _paper(context, congress, departments, number, way):
    rng = context.rng
    (category,) = rng.choices(list(SUBJECTS), [share for share, _ in SUBJECTS.values()])
    handed_in = context.workday(congress.date - dt.timedelta(days=rng.randint(7, 28)))
    known = [m for m in context.members if m.joined_on < handed_in]
    proposer, *others = rng.sample(known, 3)
    department = departments[proposer.department_id]
    subject = rng.choice(SUBJECTS[category][1])
    paper = Proposal(
        session=congress,
        number=number,
        kind=ProposalKind.PROPOSAL,
        category=category,
        title=f"关于{subject}的建议（{department}）",
        grounds=f"{department}职工在日常工作中多次反映，现有做法影响工作效率和职工满意度。",
        suggested_measures=f"请有关部门调研后，{subject}，并向职工公布进展。",
    )
    if way == "discussion":
        paper.kind = ProposalKind.DISCUSSION
        paper.title = subject
        paper.delegation = f"第{rng.choice('一二三四五')}代表团"
        paper.submitted_on = congress.date
        paper.submitted_by = context.users["staff"]
        return paper
    if rng.random() < 0.3:
        paper.kind = ProposalKind.OPINION
    paper.proposer = proposer
    paper.seconders = "、".join(member.name for member in others)
    paper.submitted_on = handed_in
    paper.submitted_by = context.users["staff"]
    _handle(context, paper, way, {d.name: d for d in departments.values()})
    return paper


def _later(context, day, least, most):
    return context.workday(day + dt.timedelta(days=context.rng.randint(least, most)))


def _handle(context, paper, way, by_name):
    """What has happened to the paper up to today, in the order in which it happens."""
    rng, today = context.rng, context.today
    decided = _later(context, paper.session.date, 5, 12)
    assigned = _later(context, decided, 2, 8)
    replied = _later(context, assigned, 15, 72)
    closed = _later(context, replied, 5, 20)
    is_late = paper.session.date.year == today.year and rng.random() < LATE
    if is_late or decided > today:
        return
    paper.decision, paper.decided_on = way, decided
    paper.decision_reason = REASONS[way]
    if way == "not_filed" or assigned > today:
        return
    paper.handling_department = by_name[HANDLED_BY.get(paper.category, "院办公室")]
    paper.assigned_on = assigned
    paper.due_on = due_day(assigned, paper.session.reply_days)
    if replied > today:
        return
    ((paper.reply_category, _, paper.reply),) = rng.choices(
        REPLIES, [share for _, share, _ in REPLIES]
    )
    paper.replied_on = replied
    if closed <= today:
        _answer(context, paper, closed)


def _answer(context, paper, day):
    ((paper.satisfaction, _),) = context.rng.choices(
        FEEDBACK, [share for _, share in FEEDBACK]
    )
    if paper.satisfaction != "unsatisfied":
        paper.closed_on = day
        return
    again = _later(context, day, 15, 30)
    if again > context.today:
        return  # waits for its second handling
    paper.second_handling = True
    paper.second_reason = "提案人认为答复没有给出完成时间"
    paper.second_reply = "已与提案人面谈，商定年内完成。"
    paper.second_replied_on = again
    paper.satisfaction = "basically"
    paper.closed_on = again
