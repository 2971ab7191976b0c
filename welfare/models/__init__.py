from .benefit_rule import BenefitRule
from .claim import MutualAidClaim
from .consolation import Consolation
from .enrolment import MutualAidEnrolment
from .plan import MutualAidPlan

__all__ = [
    "BenefitRule",
    "Consolation",
    "MutualAidClaim",
    "MutualAidEnrolment",
    "MutualAidPlan",
]
