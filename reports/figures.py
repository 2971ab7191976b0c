from union.figures import Figure, Ratio
from union.periods import in_year

from .choices import PlanStatus

SECTION = "计划与不足"
PLAN = "reports:planitem_list"

PLANNED = Figure(
    key="plan_items_total",
    label="年度计划事项数",
    unit="项",
    section=SECTION,
    definition="本年工作计划登记的事项数",
    rows=PLAN,
    when=in_year("plan_year"),
)

FIGURES = [
    PLANNED,
    *PLANNED.split("status", PlanStatus, label="计划事项：{choice}"),
    Ratio(
        key="plan_items_done_rate",
        label="年度计划完成率",
        section=SECTION,
        definition="状态为“已完成”的本年计划事项数÷本年计划事项数",
        part="plan_items_total_done",
        whole="plan_items_total",
    ),
    Figure(
        key="problems_listed",
        label="问题与不足条数",
        unit="条",
        section=SECTION,
        definition="本年总结中登记的问题与不足条数",
        rows="reports:problem_list",
        when=in_year("year"),
    ),
    Figure(
        key="plan_items_by_month",
        label="下年计划安排项数（按月）",
        unit="项",
        section=SECTION,
        definition="下一年工作计划中排定了月份的事项数",
        rows=PLAN,
        when=lambda period: {"plan_year": period.year + 1},
        where={"has_month": True},
    ),
]
