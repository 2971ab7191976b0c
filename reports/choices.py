from django.db.models import TextChoices


class Preset(TextChoices):
    """How the same sections are put together (三种体例)."""

    THEME = "theme", "主题式"
    TARGETS = "targets", "目标责任式"
    LEDGER = "ledger", "台账式"


class ReportStatus(TextChoices):
    DRAFT = "draft", "起草中"
    SIGNED = "signed", "已签发"


REPORT_COLOURS = (
    (ReportStatus.DRAFT, "warning"),
    (ReportStatus.SIGNED, "success"),
)


class NumberStyle(TextChoices):
    ARABIC = "arabic", "都用阿拉伯数字（3次）"
    MIXED = "mixed", "十以内的次数用汉字（三次）"


class DateWriting(TextChoices):
    """The names are those of union.chinese.DateStyle."""

    ARABIC = "arabic", "2026年1月5日"
    CHINESE = "chinese", "二〇二六年一月五日"


class PlanSection(TextChoices):
    GUIDING = "guiding", "指导思想"
    GOALS = "goals", "工作目标"
    WORK = "work", "主要工作"
    SCHEDULE = "schedule", "计划安排"


class PlanStatus(TextChoices):
    PLANNED = "planned", "未开始"
    DOING = "doing", "进行中"
    DONE = "done", "已完成"


PLAN_COLOURS = (
    (PlanStatus.PLANNED, "secondary"),
    (PlanStatus.DOING, "warning"),
    (PlanStatus.DONE, "success"),
)
