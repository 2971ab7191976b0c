from .template import SectionTemplate

CONSOLATION = SectionTemplate(
    key="S4",
    heading="开展送温暖慰问",
    text=(
        "{{during}}慰问职工{{consol_total_visits}}，"
        "慰问金和慰问品合计{{consol_total_amount}}。"
        "探望患病职工及家属{{consol_sick_visits}}，"
        "其中家属{{consol_sick_family_visits}}，"
        "慰问金额{{consol_sick_amount}}；"
        "职工及家属去世慰问{{consol_death_visits}}，"
        "慰问金额{{consol_death_amount}}。"
        "慰问困难职工{{consol_hardship_households}}，"
        "慰问金额{{consol_hardship_amount}}。"
        "上述慰问中，春节期间走访困难职工和离退休人员{{consol_spring_visits}}，"
        "慰问金额{{consol_spring_amount}}；"
        "慰问节日一线值班职工{{consol_frontline_visits}}。\n"
        "为职工送生日祝福{{birthday_gifts}}；发放节日礼品{{festival_gifts}}。"
    ),
)

HARDSHIP = SectionTemplate(
    key="S5",
    heading="做好困难帮扶",
    text=(
        "在档困难职工{{hardship_on_file}}，其中新建档{{hardship_new}}；"
        "工会委员会研究帮扶{{hardship_committee_meetings}}。"
        "救助困难职工{{hardship_aid_persons}}，"
        "发放救助金{{hardship_aid_amount}}；"
        "争取上级救助{{hardship_aid_superior}}。"
        "帮扶劳模{{model_workers_helped}}。"
        "组织爱心捐款，捐款{{fund_drive_donors}}，"
        "捐款金额{{fund_drive_amount}}。"
    ),
)

RETIREES = SectionTemplate(
    key="S11",
    heading="做好离退休工作",
    text=(
        "退休职工登记造册{{retirees_on_register}}。"
        "组织离退休人员活动{{retiree_events}}，"
        "参加{{retiree_event_headcount}}；"
        "节日慰问离退休人员{{consol_retiree_times}}，"
        "慰问金额{{consol_retiree_amount}}；"
        "发放离退休礼品{{retiree_gifts}}。"
    ),
    sentences=(("activity", "retirees"),),
)
