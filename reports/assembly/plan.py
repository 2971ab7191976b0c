"""The plan of the next year: 指导思想, 工作目标, 主要工作, 计划安排."""

from itertools import groupby

from reports.choices import PlanSection
from reports.prose import Piece, paragraphs

from .parts import Heading, Paragraph, Table, ended, item, numbered, paragraph, words

SCHEDULE_HEADERS = ("时间", "事项", "责任人或部门", "参加范围")
SCHEDULE_WIDTHS = (4.0, 13.5, 5.5, 5.0)
SCHEDULE_ALIGN = ("center", "left", "center", "center")


def plan_parts(content, *, level=1, table_number=1):
    """The plan; ``level`` is that of its first headings, 2 inside a summary."""
    return numbered(
        [
            ("指导思想", guiding(content)),
            ("工作目标", items(content, PlanSection.GOALS)),
            ("主要工作", work(content)),
            ("计划安排", schedule(content, table_number)),
        ],
        level,
    )


def lines(content, section):
    return [line for line in content.texts.plan if line.section == section]


def guiding(content):
    parts = [
        Paragraph(tuple(line)) for line in paragraphs(content.texts.guiding, content)
    ]
    texts = [line.text for line in lines(content, PlanSection.GUIDING)]
    return parts + [paragraph(f"{ended(text)}。") for text in texts]


def items(content, section):
    return [
        item(number, (Piece(f"{ended(line.text)}。"),))
        for number, line in enumerate(lines(content, section), 1)
    ]


def work(content):
    """One numbered block for each group; what has no group stands for itself."""
    groups = {}
    for line in lines(content, PlanSection.WORK):
        groups.setdefault(line.group or line.text, []).append(line)
    for number, (name, members) in enumerate(groups.items(), 1):
        if members[0].group:
            body = "；".join(ended(line.text) for line in members) + "。"
            yield Heading(words(f"{number}.{name}。"), 3, words(body))
        else:
            yield item(number, words(f"{ended(name)}。"))


def schedule(content, table_number):
    planned = lines(content, PlanSection.SCHEDULE)
    if not planned:
        return []
    caption = f"表{table_number}　{content.texts.plan_year}年工作计划安排"
    rows = tuple(
        tuple(map(Piece, row))
        for months, same in groupby(planned, key=lambda line: line.months)
        for row in month_rows(months, list(same))
    )
    return [
        paragraph(f"各月计划安排见表{table_number}。"),
        Table(caption, SCHEDULE_HEADERS, SCHEDULE_WIDTHS, SCHEDULE_ALIGN, rows),
    ]


def month_rows(months, planned):
    """The month is named once, in the first of its rows."""
    for index, line in enumerate(planned):
        time = months if index == 0 else ""
        yield time, ended(line.text), line.responsible, line.audience
