from .template import SectionTemplate

CONGRESS = SectionTemplate(
    key="S2",
    heading="落实职代会制度，推进民主管理",
    text=(
        "{{during}}召开职代会{{congress_sessions_held}}，"
        "召开职代会联席会{{joint_meetings}}，"
        "听取和审议报告{{agenda_reports}}，"
        "审议通过事项{{agenda_items_passed}}。\n"
        "征集提案、意见{{proposals_total}}，"
        "其中立案或转有关部门办理{{proposals_accepted}}，"
        "已答复{{proposals_handled}}，"
        "答复率{{proposals_handled_rate}}；已落实{{proposals_resolved}}，"
        "落实率{{proposals_resolved_rate}}。"
        "归纳代表讨论意见{{opinions_recorded}}。"
    ),
    sentences=(("session", "congress"),),
)

DISCLOSURE = SectionTemplate(
    key="S3",
    heading="深化院务公开，维护职工权益",
    text=(
        "{{during}}院务公开{{disclosure_total}}，其中重大决策{{disclosure_major}}、"
        "生产经营（业务）管理{{disclosure_operation}}、"
        "职工切身利益{{disclosure_interests}}、"
        "领导班子与党风廉政{{disclosure_leadership}}，"
        "采用{{channels}}等公开形式{{disclosure_channels}}。"
        "公布工会财务收支{{finance_disclosures}}。\n"
        "签订集体合同{{contracts_signed}}，规范{{contract_topics}}内容，"
        "签约前征求意见{{contract_consultations}}；"
        "现行有效的集体（专项）合同{{contracts_in_force}}。"
        "受理职工反映的问题{{appeals_received}}，办结率{{appeals_closed_rate}}。"
    ),
)
