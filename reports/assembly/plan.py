"""The plan of the next year: 指导思想, 工作目标, 主要工作, 计划安排."""

from reports.choices import PlanSection
from reports.prose import Piece, paragraphs

from .parts import Heading, Paragraph, Table, ended, item, numbered, paragraph, words

#: (heading, width in characters, alignment, what it prints) of the schedule.
COLUMNS = (
    ("时间", 4.8, "center", lambda line: line.months),
    ("事项", 12.7, "left", lambda line: ended(line.text)),
    ("责任人或部门", 5.5, "center", lambda line: line.responsible),
    ("参加范围", 5.0, "center", lambda line: line.audience),
)


def plan_parts(content, *, level=1, table_number=1):
    """The plan; ``level`` is that of its first headings, 2 inside a summary. A thought
    that guides nothing is no plan: without items there is none."""
    if not content.texts.plan:
        return []
    return numbered(
        [
            ("指导思想", guiding(content)),
            ("工作目标", listed(lines(content, PlanSection.GOALS))),
            ("主要工作", work(content) if level > 1 else headed_work(content)),
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


def listed(plan_lines):
    """Numbered, unless it is a single one."""
    if len(plan_lines) == 1:
        return [paragraph(f"{ended(plan_lines[0].text)}。")]
    return [
        item(number, (Piece(f"{ended(line.text)}。"),))
        for number, line in enumerate(plan_lines, 1)
    ]


def headed_work(content):
    """Where the plan stands alone: a heading for each group, and its items below."""
    groups = {}
    for line in lines(content, PlanSection.WORK):
        groups.setdefault(line.group or "其他工作", []).append(line)
    return numbered([(name, listed(part)) for name, part in groups.items()], 2)


def work(content):
    """One numbered block for each group; what has no group stands for itself."""
    groups = {}
    for line in lines(content, PlanSection.WORK):
        groups.setdefault(line.group or line.text, []).append(line)
    for number, (name, members) in enumerate(groups.items(), 1):
        mark = f"{number}." if len(groups) > 1 else ""
        if members[0].group:
            body = "；".join(ended(line.text) for line in members) + "。"
            yield Heading(words(f"{mark}{name}。"), 3, words(body))
        elif not mark:
            yield paragraph(f"{ended(name)}。")
        else:
            yield item(number, words(f"{ended(name)}。"))


def schedule(content, table_number):
    planned = lines(content, PlanSection.SCHEDULE)
    if not planned:
        return []
    caption = f"表{table_number}　{content.texts.plan_year}年工作计划安排"
    used = [c for c in COLUMNS if any(c[3](line) for line in planned)]
    headers, widths, align, prints = zip(*used, strict=True)
    rows = tuple(tuple(Piece(show(line)) for show in prints) for line in planned)
    return [
        paragraph(f"各月计划安排见表{table_number}。"),
        Table(caption, headers, widths, align, rows),
        # A document ends with words: a signature below a table belongs to the table.
        paragraph(
            f"各项工作按上述安排逐月落实，完成情况在{content.texts.plan_year}年"
            "工作总结中报告。"
        ),
    ]
