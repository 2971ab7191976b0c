"""Excel import: the cells go through the record form's own fields and the record's own
rules, without a form object a row (that alone would cost 4 ms a row)."""

from .plan import RecordImport
from .rows import ImportPlan, PlannedRow, RowState

__all__ = ["ImportPlan", "PlannedRow", "RecordImport", "RowState"]
