"""The topics, in the order of the index: grouped by what people do."""

from . import general, tasks
from .topics import Topic

MANUAL: dict[str, tuple[Topic, ...]] = {
    "开始使用": general.BEGINNING,
    "会员": tasks.MEMBERS,
    "慰问": tasks.CONSOLATIONS,
    "互助保障": tasks.MUTUAL_AID,
    "职代会与提案": tasks.CONGRESS,
    "活动": tasks.ACTIVITIES,
    "院务公开": tasks.DISCLOSURE,
    "总结与计划": tasks.REPORTS,
    "名单和导入": general.LISTS,
    "账号与安全": general.ACCOUNTS,
}
