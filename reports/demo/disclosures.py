"""What was disclosed to the staff in each year."""

import datetime as dt

from congress.models import DisclosureItem
from members.models import Department

#: category: what is disclosed in a year, 1 + 2 + 6 + 7.
DISCLOSED = {
    "major": ("年度工作要点与重大项目安排",),
    "operation": ("各科室收入情况", "药品及医疗器械采购情况"),
    "interests": (
        "职工疗休养安排",
        "职称评聘结果",
        "绩效分配方案",
        "职工慰问办法修订",
        "年度体检安排",
        "先进个人推荐名单",
    ),
    "leadership": (
        "领导班子述职报告",
        "中层干部任免情况",
        "业务招待费使用情况",
        "党风廉政建设责任书签订情况",
        "因公出国（境）情况",
        "民主评议干部结果",
        "领导接待日安排",
    ),
}
#: By whom; the rest by the hospital's office.
DISCLOSED_BY = {"operation": "财务与人事处", "interests": "财务与人事处"}
CHANNELS = ("党政联席会", "院务会", "公开栏", "局域网", "公开栏、局域网")


def make(context):
    departments = {d.name: d for d in Department.objects.all()}
    for year in context.years:
        context.save(DisclosureItem, _items(context, year, departments))


def _items(context, year, departments):
    items = [
        _disclosed(
            context, category, f"{year}年{title}", context.workday(context.day(year))
        )
        for category, titles in DISCLOSED.items()
        for title in titles
        if year < context.today.year or context.rng.random() < _elapsed(context.today)
    ]
    items += _accounts(context, year)
    for item in items:
        name = DISCLOSED_BY.get(item.category, "院办公室")
        item.department = departments[name]
        item.supervised_by = "院务公开监督小组"
        item.privacy_checked = True
    return items


def _elapsed(today):
    """How much of the year has gone, from 0 to 1."""
    return today.timetuple().tm_yday / 366


def _disclosed(context, category, title, day):
    channels = context.rng.choice(CHANNELS)
    until = day + dt.timedelta(days=29) if "公开栏" in channels else None
    return DisclosureItem(
        category=category,
        title=title,
        summary=f"{title}，按公开目录向全院职工公开。",
        period=f"{day.year}年",
        disclosed_on=day,
        until=until,
        channels=channels,
    )


def _accounts(context, year):
    """The union's accounts of the half year before, and what the union itself does."""
    books = [
        ("finance", "finance", f"{year - 1}年下半年工会经费收支", dt.date(year, 1, 20)),
        ("finance", "finance", f"{year}年上半年工会经费收支", dt.date(year, 7, 15)),
        ("union", "", f"{year}年工会工作要点", dt.date(year, 2, 25)),
    ]
    return [
        DisclosureItem(
            register=register,
            category=category,
            title=title,
            disclosed_on=day,
            until=day + dt.timedelta(days=20),
            channels="公开栏、局域网",
        )
        for register, category, title, given in books
        if context.is_past(day := context.workday(given))
    ]
