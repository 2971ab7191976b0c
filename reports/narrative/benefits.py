from .template import SectionTemplate

MUTUAL_AID = SectionTemplate(
    key="S6",
    heading="健全互助保障，落实普惠服务",
    text=(
        "职工医疗互助参保{{mutual_enrolled}}，参保率{{mutual_enrol_rate}}；"
        "办理医疗互助赔付{{mutual_claim_person_times}}，"
        "赔付金额{{mutual_claim_amount}}，平均{{claim_turnaround_days}}办结；"
        "办理重疾{{critical_claim_persons}}。"
        "解答政策咨询{{consultations}}。\n"
        "组织职工体检{{health_check_persons}}，"
        "检查项目{{health_check_items}}，发现问题{{health_check_abnormal}}。"
        "为职工办理电影福利{{ticket_copies}}，惠及{{ticket_persons}}。"
        "{{during}}普惠发放{{distribution_amount}}。"
        "职工通过合作优惠购买{{partner_employee_paid}}，"
        "获得回馈{{partner_rebate_value}}。"
    ),
)
