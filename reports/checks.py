"""What a person should look at before a report is signed."""

import datetime as dt

from django.utils import timezone

from members.models.profile import GENERAL_NAME

from .registry import BY_KEY
from .tokens import LABELS, RECORD, WORDS, names_in

#: Totals and the parts that must add up to them.
PARTITIONS = {
    "disclosure_total": (
        "disclosure_major",
        "disclosure_operation",
        "disclosure_interests",
        "disclosure_leadership",
    ),
}


def warnings(content):
    """Sentences about what does not fit, in the order of importance."""
    yield from sums(content.values)
    for section in content.texts.sections:
        yield from empty_numbers(section, content)
    yield from no_thought(content.texts)
    yield from part_of_year(content.texts)
    yield from wrong_span(content.texts)
    if content.texts.issuer == GENERAL_NAME:
        yield "尚未登记工会基本情况，落款和标题用的是通用名称"
    if not content.texts.plan:
        yield (
            f"{content.texts.plan_year}年还没有计划事项，"
            "总结不列工作计划一章，指导思想也不单独印出"
        )
    if not content.texts.problems:
        yield "没有登记“问题与不足”，总结不列“存在的问题和不足”一章"


def no_thought(texts):
    """The sentence that every opening has and only people can write."""
    if not texts.words.get("thought"):
        yield (
            f"请填写本年度的指导思想：点“修改”，填“本年指导思想”；现在{texts.year}年"
            "总结的开头没有这一句"
        )
    elif "{{thought}}" not in texts.opening:
        yield "开头没有引用“指导思想”，填写的这一句不会印出；请在开头写上{{指导思想}}"


def part_of_year(texts):
    """What is frozen before the year is over, or without its last days."""
    if not texts.span.until:
        return
    until = texts.span.until.removeprefix("截至")
    if timezone.localdate() > dt.date(texts.year, 12, 31):
        yield (
            f"数据截止日是{until}，这一天以后的记录不计入；"
            "要统计全年，请清空“数据截止日”"
        )
    else:
        yield (
            f"{texts.year}年还没有结束，数据只统计到{until}；签发后数字不再变动，"
            "年底以前的记录不会再计入"
        )


def wrong_span(texts):
    """Whole years, in what people wrote, of a year that is not over."""
    if not texts.span.until:
        return
    for section in texts.sections:
        if "全年" in section.text:
            yield (
                f"“{section.heading}”写有“全年”，而数据只统计到"
                f"{texts.span.until.removeprefix('截至')}"
            )


def unread(sections):
    """What nobody may have looked at yet."""
    empty = [s.heading for s in sections if not s.text]
    generated = [s.heading for s in sections if s.text and not s.is_edited]
    if empty:
        yield f"没有内容、不列入总结的章节：{'、'.join(empty)}"
    if generated:
        yield f"自动生成后没有改过的章节：{'、'.join(generated)}"


def sums(values):
    for total, parts in PARTITIONS.items():
        if not {total, *parts} <= values.keys():
            continue
        summed = sum(values[part].number or 0 for part in parts)
        if summed != values[total].number:
            yield (
                f"“{BY_KEY[total].label}”为 {values[total].text}，"
                f"各分项合计 {summed}{BY_KEY[total].unit}，两者不等"
            )


def empty_numbers(section, content):
    """Tokens of a text that a person wrote and that have nothing behind them."""
    for name in dict.fromkeys(names_in(section.text)):
        if name in WORDS:
            continue
        if RECORD.fullmatch(name):
            if name not in content.sentences:
                yield f"“{section.heading}”引用的一条记录已作废，该句不再列出"
        elif not (content.number(name) and content.number(name).number):
            label = LABELS.get(name, name)
            yield f"“{section.heading}”引用的“{label}”现在没有数据或为 0"
