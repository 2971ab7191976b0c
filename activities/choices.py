from django.db.models import TextChoices


class Category(TextChoices):
    SPORTS = "sports", "体育"
    CULTURE = "culture", "文艺"
    CONTEST = "contest", "竞赛"
    LECTURE = "lecture", "讲座"
    OUTING = "outing", "外出"
    FILM = "film", "观影"
    WOMEN = "women", "女职工"
    CHILDREN = "children", "儿童"
    RETIREES = "retirees", "离退休"
    VOLUNTEER = "volunteer", "志愿服务"
    RECUPERATION = "recuperation", "疗休养"


class HostLevel(TextChoices):
    OWN = "own", "院内"
    EXTERNAL = "external", "上级"


class ActivityStatus(TextChoices):
    PLANNED = "planned", "计划"
    HELD = "held", "已举办"
    CANCELLED = "cancelled", "取消"


STATUS_COLOURS = (
    (ActivityStatus.PLANNED, "warning"),
    (ActivityStatus.HELD, "success"),
)


class Frequency(TextChoices):
    DAY = "day", "每日"
    WEEK = "week", "每周"
    MONTH = "month", "每月"
    QUARTER = "quarter", "每季"
    YEAR = "year", "每年"


class EntrantKind(TextChoices):
    TEAM = "team", "团体"
    INDIVIDUAL = "individual", "个人"


class Counting(TextChoices):
    """How a list leaves out events that are counted with the series they belong to."""

    SERIES = "series", "系列算一次（不列子活动）"
    CATEGORY = "category", "同类系列算一次"
    HOST_LEVEL = "host_level", "同级主办的系列算一次"
    ATTENDANCE = "attendance", "系列已填总人次的不列子活动"
