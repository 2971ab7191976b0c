"""An event as the annual summary tells it, made of what was recorded and nothing else.

〔日期〕〔上午/下午〕，在〔地点〕〔举办〕〔届次〕〔名称〕，〔人数〕参加，〔成绩〕。
What was not recorded is left out together with its punctuation.
"""

import re

from union.chinese import chinese_numeral
from union.models import Qualifier

from .choices import Category, EntrantKind, HostLevel

VERBS = {
    Category.OUTING: "组织",
    Category.FILM: "组织",
    Category.RECUPERATION: "组织",
    Category.VOLUNTEER: "开展",
}
#: Titles that say by their end how they are held.
VERBS_BY_END = (
    (("座谈会", "恳谈会", "会议", "工作会"), "召开"),
    (("活动", "活动月", "活动周"), "开展"),
)
#: 包场观影女职工专场《春潮》: whose screening, and of what.
SCREENING = re.compile(
    r"(?P<booked>包场)?(?:观影|观看(?:电影|影片)?)(?P<whose>[^《》]*)(?P<film>《[^《》]+》)"
)
TRIPS = ("参观", "游览", "郊游")
#: What is written for a person's name that is not to be told.
SOMEONE = "某职工"


def sentence(activity, results=(), *, anonymise=False):
    """One sentence about ``activity`` with its ``results``, best first; ``anonymise``
    writes 某职工 for a person's name. Empty where the activity has no title."""
    if not activity.title:
        return ""
    parts = [
        when(activity),
        what(activity),
        theme(activity),
        size(activity),
        attendance(activity),
        counted("服务", activity.served_count, "", "人次"),
        outcome(results, anonymise=anonymise),
    ]
    return "，".join(filter(None, parts)) + "。"


def when(activity):
    """4月18日上午; 每周不少于2次 for what happens all the year."""
    often = activity.frequency + activity.recurrence
    return often or activity.date_text + activity.time_text


def what(activity):
    """在院礼堂举办首届职工趣味篮球赛; 参加市医务工会组织的第五届羽毛球赛."""
    place = f"在{activity.location}" if activity.location else ""
    with_whom = f"与{activity.co_organiser}联合" if activity.co_organiser else ""
    if activity.host_level == HostLevel.EXTERNAL:
        host = f"{activity.host_org}组织的" if activity.host_org else ""
        return f"{place}参加{host}{name(activity)}"
    return f"{organiser(activity)}{with_whom}{place}{verb(activity)}{name(activity)}"


def organiser(activity):
    """Nothing where the title names it: 骨科工会小组 held 骨科读书分享会."""
    host = activity.host_org
    return "" if host.removesuffix("工会小组") in activity.title else host


def verb(activity):
    if activity.category in VERBS or any(trip in activity.title for trip in TRIPS):
        return VERBS.get(activity.category, "组织")
    verbs = (word for ends, word in VERBS_BY_END if activity.title.endswith(ends))
    return next(verbs, "举办")


def name(activity):
    """第二届“同仁杯”羽毛球赛; what the title says is not repeated."""
    screening = SCREENING.fullmatch(activity.title)
    if screening:
        booked = screening["booked"] or ""
        return f"{screening['whose']}{booked}观看电影{screening['film']}"
    series = activity.series_name
    if not series or series in activity.title:
        return ordinal(activity) + activity.title
    return f"{ordinal(activity)}“{series}”{activity.title}"


def ordinal(activity):
    number = activity.series_no
    if not number or "届" in activity.title:
        return ""
    return "首届" if number == 1 else f"第{chinese_numeral(number)}届"


def theme(activity):
    text = activity.theme
    return f"主题为“{text}”" if text and text not in activity.title else ""


def size(activity):
    """分6批、每批6天，共14个节目，34人表演，征集作品50多封."""
    works = activity.works_unit or "件"
    parts = [
        batches(activity),
        counted("共", activity.programme_count, "", "个节目"),
        counted("", activity.performers, "", "人表演"),
        counted("征集作品", activity.works_count, activity.works_qualifier, works),
    ]
    return "，".join(filter(None, parts))


def batches(activity):
    number, days = activity.session_total, activity.days
    if activity.category == Category.RECUPERATION:
        text = f"分{number}批" if number > 1 else ""
        each = "每批" if number > 1 else "为期"
        return "、".join(filter(None, (text, f"{each}{days}天" if days else "")))
    return f"共{number}场" if number > 1 else ""


def attendance(activity):
    """26个队102人参加, 300余人参加, 近300人次参加."""
    teams = counted("", activity.team_count, "", "个队")
    persons = counted("", activity.headcount, activity.headcount_qualifier, "人")
    if not persons:
        number, qualifier = activity.attendance, activity.attendance_qualifier
        persons = counted("", number, qualifier, "人次")
    who = teams + persons
    return f"{who}参加" if who else ""


def counted(before, number, qualifier, unit):
    """Nothing for what was not reported, and for none."""
    return f"{before}{Qualifier(qualifier).put(number, unit)}" if number else ""


def outcome(results, *, anonymise):
    """获集体拔河一等奖、集体跳绳一等奖，外科队获冠军，内科队、儿科队获第二名."""
    winners = {}  # of one outcome
    for result in results:
        winners.setdefault(won(result), []).append(result)
    outcomes = {}  # of the same entrants; who stands alone and unnamed, of all such
    for text, those in winners.items():
        who = listed([entrant(result, anonymise) for result in those])
        names = () if who == SOMEONE else tuple(result.entrant for result in those)
        outcomes.setdefault((who, names), []).append((text, those[0].entrant))
    return "，".join(told(who, won) for (who, _), won in outcomes.items())


def told(who, outcomes):
    """外科队获冠军; 2名职工分别获…, lest several unnamed persons be taken for one."""
    texts = "、".join(text for text, _ in outcomes)
    persons = len({name for _, name in outcomes})
    if who != SOMEONE or persons == 1:
        return f"{who}获{texts}"
    each = "分别" if persons == len(outcomes) else ""
    return f"{persons}名职工{each}获{texts}"


def won(result):
    """男子青年组100米跑第三名."""
    group = "" if result.group in result.event else result.group
    return (
        group + result.event + (result.award or f"第{chinese_numeral(result.place)}名")
    )


def entrant(result, anonymise):
    if anonymise and result.entrant_kind == EntrantKind.INDIVIDUAL:
        return SOMEONE
    return result.entrant


def listed(names):
    """外科队、内科队; two anonymous persons are 2名职工."""
    named = [name for name in names if name and name != SOMEONE]
    hidden = names.count(SOMEONE)
    if hidden:
        named.append(SOMEONE if hidden == 1 else f"{hidden}名职工")
    return "、".join(named)
