from .template import SectionTemplate

MEMBERS = SectionTemplate(
    key="S1",
    heading="加强组织建设，规范会员管理",
    text=(
        "截至{{as_of}}，共有会员{{members_total}}，其中女会员{{members_female}}，"
        "占{{members_female_share}}，职工入会率{{membership_rate}}，"
        "会员登记率{{members_registered_rate}}。"
        "{{during}}新增会员{{members_joined}}，其中新员工{{members_joined_new_staff}}、"
        "调入{{members_joined_transferred}}、"
        "一年以上临时工{{members_joined_temp_one_year}}、"
        "临时聘用{{members_joined_temp}}，"
        "包括农民工{{members_joined_migrant}}、"
        "招聘护士{{members_joined_recruited_nurses}}。"
        "会员转入{{members_transferred_in}}，转出{{members_transferred_out}}，"
        "退休保留会籍{{members_retired}}，其他保留会籍{{members_reserved}}，"
        "恢复会籍{{members_reinstated}}，退会{{members_withdrawn}}，"
        "除名{{members_expelled}}，去世{{members_deceased}}。"
        "办理会员服务卡{{service_cards_issued}}。\n"
        "完成换届（改选）{{elections_held}}。现有工会干部{{officers_total}}，"
        "其中兼职占{{officers_parttime_share}}；"
        "民主评议工会干部{{officers_reviewed}}，"
        "称职率{{officers_review_pass_rate}}。"
    ),
)

FINANCE = SectionTemplate(
    key="S12",
    heading="规范经费管理，加强经费审查",
    text=(
        "{{during}}应收会费{{dues_due}}，实收{{dues_collected}}，"
        "收缴率{{dues_collection_rate}}；"
        "{{dues_backpay_members}}补缴会费{{dues_backpay_amount}}。"
        "上缴工会经费{{fund_remitted}}，足额上缴率{{fund_remit_rate}}，"
        "按时上缴率{{fund_remit_on_time_rate}}。"
        "工会经费收入{{finance_income}}，支出{{finance_expense}}。\n"
        "进行经费审查{{audits_done}}，发现问题{{audit_findings}}，"
        "已整改{{audit_findings_rectified}}。"
    ),
)
