from .template import SectionTemplate

HOUSE = SectionTemplate(
    key="S13",
    heading="加强自身建设",
    text=(
        "建立、修订制度{{rules_made}}。"
        "新建、改造职工活动阵地{{facilities_improved}}，"
        "添置设备{{equipment_kinds}}；"
        "现有职工协会（兴趣小组）{{clubs_active}}。"
        "开展宣传{{publicity_items}}。"
    ),
)
