"""The annual summary: 主题式, 目标责任式 or 台账式, all made of the same sections."""

from reports.charts import ATTENDED
from reports.choices import PlanStatus, Preset
from reports.prose import paragraphs
from reports.tokens import RECORD

from .indicators import indicator_table
from .parts import (
    Chart,
    Paragraph,
    ended,
    enumerated,
    event,
    numbered,
    paragraph,
)
from .plan import plan_parts

PROBLEMS = "存在的问题和不足"


def summary_parts(content, *, with_plan=True):
    """The whole text of the report, with next year's plan as its last part."""
    make = {
        Preset.THEME: theme,
        Preset.TARGETS: targets,
        Preset.LEDGER: ledger,
    }[Preset(content.texts.preset)]
    return make(content, with_plan)


def theme(content, with_plan):
    blocks = [
        *((s.heading, told(s.text, content)) for s in content.texts.sections),
        ("主要指标", indicators(content)),
        (PROBLEMS, problems(content)),
    ]
    plan = (f"{content.texts.plan_year}年工作计划", last_part(content, with_plan))
    return framed(content, blocks, plan)


def targets(content, with_plan):
    done = numbered(
        [
            ("年度计划完成情况", plan_state(content)),
            *((s.heading, told(s.text, content)) for s in content.texts.sections),
            ("主要指标", indicators(content)),
        ],
        2,
    )
    blocks = [("目标责任完成情况", done), (PROBLEMS, problems(content))]
    return framed(content, blocks, ("工作思路", last_part(content, with_plan)))


def ledger(content, with_plan):
    """Dated events, one numbered item each; no opening and no closing words."""
    blocks = [
        *((s.heading, listed(s.text, content)) for s in content.texts.sections),
        ("主要指标", indicators(content)),
        (PROBLEMS, problems(content)),
        (f"{content.texts.plan_year}年工作计划", last_part(content, with_plan)),
    ]
    return numbered(blocks, 1)


def framed(content, blocks, plan):
    """With the opening before, and the closing words where the summary ends."""
    blocks = [(heading, parts) for heading, parts in blocks if parts]
    opening = told(content.texts.opening, content)
    closing = told(content.texts.closing, content)
    if not blocks:
        return [*opening, *closing, *numbered([plan], 1)]
    heading, parts = blocks.pop()
    return [*opening, *numbered([*blocks, (heading, [*parts, *closing]), plan], 1)]


def told(text, content):
    return [Paragraph(tuple(line)) for line in paragraphs(text, content)]


def listed(text, content):
    """A numbered item for each paragraph, and for each record that it tells of."""
    found = []
    for line in paragraphs(text, content):
        current = []
        for piece in line:
            if RECORD.fullmatch(piece.key):
                found += [current, [piece]]
                current = []
            else:
                current.append(piece)
        found.append(current)
    kept = [line for line in found if any(piece.text.strip() for piece in line)]
    return [event(number, line) for number, line in enumerate(kept, 1)]


def last_part(content, with_plan):
    if not with_plan:
        return []
    number = 1 if indicator_table(content) is None else 2
    return plan_parts(content, level=2, table_number=number)


def indicators(content):
    """The table of the main figures and the chart of the months."""
    table = indicator_table(content)
    if table is None:
        return []
    title = f"{content.texts.year}年{ATTENDED.title}"
    during = content.texts.span.during
    if not any(number for _, number in content.months):
        return [paragraph(f"{during}主要指标见表1。"), table]
    return [
        paragraph(f"{during}主要指标见表1，{ATTENDED.title}见图1。"),
        table,
        Chart(f"图1　{title}", ATTENDED.figure.unit, content.months),
    ]


def problems(content):
    """一是…；二是…, then what will be done about them."""
    named = content.texts.problems
    if not named:
        return []
    texts = [
        ended(p.text) + (f"，原因是{ended(p.cause)}" if p.cause else "") for p in named
    ]
    parts = told("工作中还存在一些问题和不足：" + enumerated(texts), content)
    measures = [p.measure for p in named if p.measure]
    if measures:
        parts += told(
            "针对上述问题，将采取以下措施加以改进：" + enumerated(measures), content
        )
    return parts


def plan_state(content):
    """What became of the plan that was made for this year."""
    lines = content.texts.last_plan
    if not lines:
        return []
    count = dict.fromkeys(PlanStatus, 0)
    for line in lines:
        count[line.status] += 1
    clauses = [
        f"{status.label}{number}项"
        for status, number in reversed(count.items())
        if number
    ]
    text = f"{content.texts.year}年计划事项共{len(lines)}项，其中{'、'.join(clauses)}。"
    open_lines = [ended(line.text) for line in lines if line.status != PlanStatus.DONE]
    parts = [paragraph(text)]
    if open_lines:
        parts.append(paragraph(f"尚未完成的事项：{'；'.join(open_lines)}。"))
    return parts
