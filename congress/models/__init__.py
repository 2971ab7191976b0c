from .disclosure import DisclosureItem
from .proposal import Proposal
from .session import CongressSession

__all__ = ["CongressSession", "DisclosureItem", "Proposal"]
