"""The events that recur every year: day, title, category and what is recorded of them.

The day is (month, day), or (festival, days from it) by the lunar calendar.
``series_no`` is that of the first year of the demo; ``lasts`` is a number of days.
"""

TEAMS = ("普外科队", "骨科队", "儿科队", "检验科队", "急诊科队", "后勤保障处队")

CALENDAR = (
    (
        1, 15, "离休干部新春座谈会", "retirees",
        {
            "date_precision": "morning", "location": "多功能厅", "subtype": "座谈会",
            "guests": "院党委书记", "headcount": 18, "festival": "春节",
        },
    ),
    (
        1, 16, "离退休职工新春茶话会", "retirees",
        {
            "date_precision": "afternoon", "location": "院礼堂", "subtype": "茶话会",
            "headcount": 170, "headcount_qualifier": "odd", "festival": "春节",
            "cost": 6800,
        },
    ),
    (
        1, 21, "新春联欢会", "culture",
        {
            "date_precision": "afternoon", "location": "滨江剧院", "festival": "春节",
            "theme": "光荣与梦想", "programme_count": 14, "headcount": 300,
            "headcount_qualifier": "odd", "cost": 28600,
            "content": "歌舞、小品、诗朗诵、游戏互动和抽奖",
        },
    ),
    (
        2, 25, "“宫颈癌筛查与健康管理”专题讲座", "lecture",
        {
            "location": "学术报告厅", "co_organiser": "医务护理部", "headcount": 96,
            "scope": "女职工", "guests": "妇产科专家",
        },
    ),
    (
        3, 5, "学雷锋社区义诊", "volunteer",
        {
            "location": "滨江社区", "subtype": "义诊", "headcount": 26,
            "served_count": 320, "content": "测血压、血糖和健康咨询",
        },
    ),
    (
        3, 8, "庆“三八”女职工拔河比赛", "women",
        {
            "location": "门诊广场", "subtype": "拔河", "festival": "三八",
            "team_count": 12, "headcount": 144, "cost": 5200,
        },
    ),
    (
        3, 26, "职工趣味篮球比赛", "sports",
        {
            "lasts": 9, "series_no": 1, "location": "院篮球场", "team_count": 26,
            "headcount": 102, "cost": 7300,
            "content": "两男一女、一男三女或五女组队，进球与限时结合",
        },
    ),
    (
        4, 18, "春季职工健身运动会", "sports",
        {
            "date_precision": "morning", "location": "市体育场", "performers": 34,
            "host_level": "external", "host_org": "市医务工会", "headcount": 58,
        },
    ),
    (
        5, 10, "职工游园踏青", "outing",
        {
            "location": "云溪植物园", "headcount": 230, "headcount_qualifier": "odd",
            "session_count": 2, "lasts": 2, "cost": 9200,
        },
    ),
    (
        5, 12, "护士节文艺晚会", "culture",
        {
            "date_precision": "evening", "location": "院礼堂", "festival": "护士节",
            "programme_count": 12, "performers": 86, "headcount": 280,
            "headcount_qualifier": "odd", "cost": 15400,
        },
    ),
    (
        5, 14, "护理技能竞赛", "contest",
        {
            "location": "技能培训中心", "festival": "护士节", "headcount": 64,
            "team_count": 16, "co_organiser": "医务护理部", "cost": 4600,
        },
    ),
    (
        5, 20, "新退休职工座谈会", "retirees",
        {"location": "职工之家", "subtype": "座谈会", "headcount": 12},
    ),
    (
        6, 1, "“童心逐梦”亲子活动", "children",
        {
            "location": "职工之家", "festival": "六一", "headcount": 182,
            "scope": "14 岁以下职工子女", "cost": 8100,
        },
    ),
    (
        6, 20, "职工科普大赛", "contest",
        {
            "series_no": 3, "location": "学术报告厅", "co_organiser": "宣传科",
            "headcount": 48, "cost": 3900,
        },
    ),
    (
        7, 12, "高温防护与急救讲座", "lecture",
        {"location": "学术报告厅", "headcount": 120},
    ),
    (
        8, 19, "医师节读书会", "culture",
        {"location": "图书馆", "festival": "医师节", "headcount": 56},
    ),
    (
        9, 10, "市卫生系统羽毛球比赛", "sports",
        {
            "host_level": "external", "host_org": "市卫生健康委", "series_no": 5,
            "location": "市体育馆", "headcount": 10,
        },
    ),
    (
        "中秋", -10, "“一封家书”征集活动", "culture",
        {
            "date_precision": "label", "date_label": "中秋前夕", "festival": "中秋",
            "works_count": 50, "works_qualifier": "many", "works_unit": "封",
        },
    ),
    (
        "中秋", -8, "退休职工参观森林公园", "retirees",
        {
            "date_precision": "label", "date_label": "中秋前夕", "subtype": "游览",
            "location": "北山森林公园", "headcount": 76, "festival": "中秋",
        },
    ),
    (
        9, 28, "国庆文艺汇演", "culture",
        {
            "host_level": "external", "host_org": "市医务工会", "festival": "国庆",
            "location": "市工人文化宫", "performers": 24, "headcount": 24,
        },
    ),
    (
        "重阳", 0, "重阳节社区义诊", "volunteer",
        {
            "location": "江畔社区", "subtype": "义诊", "festival": "重阳",
            "headcount": 22, "served_count": 260,
        },
    ),
    (
        11, 8, "职工健步走", "sports",
        {
            "location": "滨江绿道", "series_no": 4, "headcount": 210,
            "headcount_qualifier": "odd",
        },
    ),
    (
        12, 5, "工会知识答题", "contest",
        {
            "date_precision": "month", "scope": "全院会员", "headcount": 460,
            "headcount_qualifier": "nearly",
        },
    ),
    (
        12, 30, "元旦音乐会", "culture",
        {
            "location": "院礼堂", "festival": "元旦", "programme_count": 10,
            "headcount": 240, "headcount_qualifier": "odd",
        },
    ),
    (
        1, 5, "职工乒乓球活动", "sports",
        {
            "location": "职工之家乒乓球室", "period": "week", "times_per_period": 2,
            "times_qualifier": "at_least",
        },
    ),
)  # fmt: skip

FITNESS_ITEMS = (
    (5, "游泳活动", 46),
    (8, "登山活动", 92),
    (15, "健身行走", 110),
    (22, "羽毛球比赛", 48),
)

#: Categories whose events are held on working days.
IN_OFFICE_HOURS = {"retirees", "lecture", "contest"}

#: (month, day, title, who comes) of each year, and the films of one year after another.
SCREENINGS = (
    (3, 6, "“三八”女职工包场观影", "两院区女职工"),
    (9, 25, "迎国庆职工包场观影", "两院区职工"),
)
FILMS = (
    ("《晴天的约定》", "《江上灯火》"),
    ("《向阳的窗》", "《山那边的站台》"),
    ("《她们的名字》", "《长河万里》"),
)

#: Own contests: the teams that placed.
PLACINGS = {
    "职工趣味篮球比赛": (
        {"team": TEAMS[0], "place": 1, "award": "冠军", "winners": 4},
        {"team": TEAMS[1], "place": 2, "award": "亚军", "winners": 4},
        {"team": TEAMS[2], "place": 2, "award": "亚军", "winners": 4},
        {"team": TEAMS[3], "place": 3, "award": "季军", "winners": 4},
        {"team": TEAMS[4], "place": 3, "award": "季军", "winners": 4},
        {"team": TEAMS[5], "place": 3, "award": "季军", "winners": 4},
    ),
    "庆“三八”女职工拔河比赛": (
        {"team": "儿科队", "place": 1, "award": "一等奖", "winners": 12},
        {"team": "急诊科队", "place": 2, "award": "二等奖", "winners": 12},
        {"team": "检验科队", "place": 3, "award": "三等奖", "winners": 12},
    ),
    "护理技能竞赛": (
        {"team": "重症医学科队", "event": "心肺复苏", "place": 1, "winners": 4},
        {"team": "普外科队", "event": "静脉穿刺", "place": 1, "winners": 4},
    ),
}

#: Contests elsewhere; with ``sex`` one member won it, else the hospital's team.
AWAY = {
    "春季职工健身运动会": (
        {"event": "集体拔河", "award": "一等奖"},
        {"event": "集体跳绳", "award": "一等奖"},
        {"event": "100米接力", "group": "男子青年组", "place": 3},
        {"event": "100米接力", "group": "女子青年组", "place": 4},
        {"event": "100米跑", "group": "男子青年组", "place": 3, "sex": "male"},
        {"event": "60米跑", "group": "女子中年组", "place": 4, "sex": "female"},
        {"event": "100米跑", "group": "男子中年组", "place": 4, "sex": "male"},
    ),
    "市卫生系统羽毛球比赛": ({"event": "混合团体", "place": 3},),
    "国庆文艺汇演": ({"event": "舞蹈《国家》", "award": "二等奖"},),
}

#: Who runs with whom.
AGES = {"青年组": range(20, 36), "中年组": range(36, 56)}
