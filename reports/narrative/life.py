from .template import SectionTemplate

ACTIVITIES = SectionTemplate(
    key="S7",
    heading="丰富职工文体生活",
    text=(
        "{{during}}组织和参加文体活动{{activities_total}}，"
        "参加{{activities_person_times}}，"
        "其中参加上级和地区活动{{activities_external}}；"
        "包场观看电影{{film_screenings}}。"
        "健身活动月设{{fitness_series_items}}，"
        "参加{{fitness_series_person_times}}。"
        "组织职工疗休养{{recuperation_persons}}，分{{recuperation_batches}}进行，"
        "支出{{recuperation_cost}}。"
        "开展志愿服务{{volunteer_events}}。"
        "在对外比赛中获奖{{awards_external}}，"
        "其中一等奖（第一名）{{awards_first_class}}。"
    ),
    sentences=(("activity", "won"), ("activity", "culture")),
)

WOMEN_AND_CHILDREN = SectionTemplate(
    key="S8",
    heading="做好女职工和职工子女工作",
    text=(
        "开展女职工活动{{activities_total_women}}，女职工专项筛查{{women_screened}}，"
        "女职工专项保险参保{{women_insured}}。"
        "开展儿童活动{{activities_total_children}}，"
        "六一节为{{children_gifts}}职工子女送去礼物；"
        "协助职工子女入学{{child_school_admissions}}、"
        "升学{{child_promotions}}，"
        "办理子女医疗保险{{child_insured}}。"
    ),
    sentences=(("activity", "women"), ("activity", "children")),
)

LEARNING = SectionTemplate(
    key="S9",
    heading="提升职工素质",
    text=(
        "外派业务培训{{train_external_person_times}}，"
        "共{{train_external_person_days}}；"
        "院内业务培训{{train_internal_sessions}}，"
        "共{{train_internal_hours}}，参加{{train_internal_person_times}}；"
        "培训内容{{train_topics}}。"
        "培训新员工{{new_staff_trained}}，举办工会干部培训{{officers_trained}}，"
        "组织政治、法律和职业道德学习{{study_sessions}}。"
        "{{learning_award_persons}}获得论文奖励，"
        "奖励金额{{learning_award_amount}}。"
    ),
    sentences=(("activity", "learning"),),
)

HONOURS = SectionTemplate(
    key="S10",
    heading="选树典型，创建职工之家",
    text=(
        "获得集体荣誉{{honours_unit}}，个人荣誉{{honours_individual}}；"
        "推荐申报{{honours_nominated}}。"
        "表彰工会积极分子{{activists_commended}}，"
        "另有{{activists_in_selection}}正在评选中。"
        "接受检查验收，提出评议意见{{inspection_opinions}}。"
    ),
)
