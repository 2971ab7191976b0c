from .activity import Activity
from .prize_rule import PrizeRule
from .result import ActivityResult
from .session import ActivitySession

__all__ = ["Activity", "ActivityResult", "ActivitySession", "PrizeRule"]
