from union.imports import RecordImport


class PlanItemImport(RecordImport):
    key = ("plan_year", "section", "month_from", "text")
    aliases = {
        "text": ("工作内容", "活动内容"),
        "month_from": ("时间",),
        "responsible": ("责任人", "责任部门"),
    }
