from .event import MembershipEvent
from .group import Department, UnionGroup
from .member import Member
from .profile import StaffCount, UnionProfile, union_profile

__all__ = [
    "Department",
    "Member",
    "MembershipEvent",
    "StaffCount",
    "UnionGroup",
    "UnionProfile",
    "union_profile",
]
