"""What is disclosed where, for how long, and after which check."""

import datetime as dt

from congress.choices import BOARD, DisclosureCategory, Register
from union.errors import RuleViolation

#: 《山东省厂务公开条例》第十二条、《重庆市厂务公开条例》第九条: the least time that a
#: notice stays on the board, its first and last day included.
BOARD_DAYS = 15
UNCHECKED = "公开前须完成保密和个人隐私审查，请确认后再登记"


def check_disclosure(item):
    """Group, channels and privacy check of one disclosed matter."""
    _check_group(item)
    if item.disclosed_on and not item.privacy_checked:
        raise RuleViolation({"privacy_checked": UNCHECKED})
    if not (item.disclosed_on and item.until):
        return
    days = (item.until - item.disclosed_on).days + 1
    if days < 1:
        raise RuleViolation({"until": "公开截止日期不能早于公开日期"})
    if BOARD in item.channel_names and days < BOARD_DAYS:
        raise RuleViolation(
            {
                "until": f"公开栏公示不少于 {BOARD_DAYS} 天，现为 {days} 天"
                "（《山东省厂务公开条例》第十二条）"
            }
        )


def _check_group(item):
    is_finance = item.category == DisclosureCategory.FINANCE
    if item.register == Register.AFFAIRS and (is_finance or not item.category):
        raise RuleViolation(
            {"category": "院务公开须归入重大决策等四类之一，工会财务收支另立登记簿"}
        )
    if (item.register == Register.FINANCE) is not is_finance:
        raise RuleViolation(
            {"category": "“工会财务”登记簿与“工会财务收支”类别须同时选用"}
        )


def half_year_of(day: dt.date):
    """(first, last) day of the half year around ``day``."""
    if day.month <= 6:
        return dt.date(day.year, 1, 1), dt.date(day.year, 6, 30)
    return dt.date(day.year, 7, 1), dt.date(day.year, 12, 31)
