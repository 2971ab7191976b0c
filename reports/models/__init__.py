from .plan import PlanItem
from .problem import Problem
from .report import AnnualReport, ReportSection

__all__ = ["AnnualReport", "PlanItem", "Problem", "ReportSection"]
