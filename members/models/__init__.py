from .event import MembershipEvent
from .group import Department, UnionGroup
from .member import Member
from .profile import StaffCount, UnionProfile

__all__ = [
    "Department",
    "Member",
    "MembershipEvent",
    "StaffCount",
    "UnionGroup",
    "UnionProfile",
]
