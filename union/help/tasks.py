"""Topics about the work of the office, kind by kind."""

from .topics import Topic

MEMBERS = (
    Topic(
        slug="join",
        title="办理入会",
        summary="新增一名会员，补全身份和工作信息",
        pages=("members.member",),
        permission="members.add_member",
        related=("leave", "import", "grid"),
        words="新会员 新职工 登记会员 实名",
    ),
    Topic(
        slug="leave",
        title="办理退休、转出和其他会籍变动",
        summary="退休、转出、转入、退会、去世",
        pages=("members.membershipevent",),
        permission="members.add_membershipevent",
        related=("join", "grid", "undo"),
        words="调走 离职 调入 死亡 保留会籍",
    ),
)

CONSOLATIONS = (
    Topic(
        slug="consolation",
        title="发放慰问（单笔）",
        summary="探望患病职工、丧事、结婚、生育等逐笔登记",
        pages=("welfare.consolation",),
        permission="welfare.add_consolation",
        related=("consolation-batch", "benefit-rules", "undo"),
        words="住院 看望 慰问金 慰问品 补助",
    ),
    Topic(
        slug="consolation-batch",
        title="发放慰问（成批）",
        summary="节日走访、生日蛋糕券等一次登记许多人",
        pages=("welfare.consolation:batch",),
        permission="welfare.add_consolation",
        related=("consolation", "grid", "import"),
        words="节日 春节 中秋 生日 福利 名单",
    ),
    Topic(
        slug="benefit-rules",
        title="登记慰问标准",
        summary="每种事由发什么、最多发多少、依据哪份文件",
        pages=("welfare.benefitrule",),
        permission="welfare.add_benefitrule",
        related=("consolation", "start"),
        words="限额 文件号 标准 上限",
    ),
)

MUTUAL_AID = (
    Topic(
        slug="enrolment",
        title="登记互助计划和参保",
        summary="每年的计划、参保名单和保费",
        pages=("welfare.mutualaidplan", "welfare.mutualaidenrolment"),
        permission="welfare.add_mutualaidenrolment",
        related=("claim", "grid", "import"),
        words="保险 续保 保费 女职工",
    ),
    Topic(
        slug="claim",
        title="互助赔付：从申请到赔付",
        summary="申请、初审、上报、审定、赔付，每步由谁办",
        pages=("welfare.mutualaidclaim",),
        related=("enrolment", "attachments", "roles"),
        words="理赔 报销 重疾 住院 补正",
    ),
)

CONGRESS = (
    Topic(
        slug="congress",
        title="登记职代会会议",
        summary="届次、到会人数、审议事项和提案规则",
        pages=("congress.congresssession",),
        permission="congress.add_congresssession",
        related=("proposal", "disclosure"),
        words="职工代表大会 联席会 法定人数 代表",
    ),
    Topic(
        slug="proposal",
        title="办理提案",
        summary="登记、审查、交办、答复、反馈、办结",
        pages=("congress.proposal",),
        related=("congress", "work", "roles"),
        words="意见 立案 交办 答复 满意",
    ),
)

ACTIVITIES = (
    Topic(
        slug="activity",
        title="登记活动与成绩",
        summary="比赛、演出、讲座、观影、疗休养和获奖",
        pages=(
            "activities.activity",
            "activities.activitysession",
            "activities.activityresult",
            "activities.prizerule",
        ),
        permission="activities.add_activity",
        related=("grid", "figures", "attachments"),
        words="运动会 文体 场次 奖品 名次 比例",
    ),
)

DISCLOSURE = (
    Topic(
        slug="disclosure",
        title="登记院务公开",
        summary="公开了什么、何时、以什么形式",
        pages=("congress.disclosureitem",),
        permission="congress.add_disclosureitem",
        related=("congress", "attachments", "filter"),
        words="公示 公开栏 财务公开 会务公开",
    ),
)

REPORTS = (
    Topic(
        slug="report",
        title="生成年度总结",
        summary="起草、核对、签发、下载",
        pages=("reports.annualreport", "reports.problem"),
        related=("plan", "figures", "roles"),
        words="工作总结 报告 Word DOCX PDF 签发",
    ),
    Topic(
        slug="plan",
        title="制定下年计划",
        summary="按上年记录生成，再逐项修改",
        pages=("reports.planitem",),
        permission="reports.add_planitem",
        related=("report", "work"),
        words="工作计划 完成情况 安排",
    ),
    Topic(
        slug="figures",
        title="看板和数据一览",
        summary="全年数字、与上年比较、每个数字由哪些记录得来",
        pages=("dashboard", "figures"),
        permission="members.view_member",
        related=("report", "filter", "print"),
        words="统计 报表 图表 指标 口径",
    ),
)
