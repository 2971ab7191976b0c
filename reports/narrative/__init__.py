"""The sections of the annual summary and the sentences that records can fill.

A template is plain text with figure tokens. Drafting drops what has no number
(reports.pruning), so every sentence must read well with any of its clauses missing.
Wording is neutral: judgement and the guiding thought of a year are for people to add.
"""

from . import benefits, care, democracy, house, life, organisation
from .template import SectionTemplate

#: In the order of the canonical outline; the keys are those of its rows.
SECTIONS: tuple[SectionTemplate, ...] = (
    organisation.MEMBERS,
    democracy.CONGRESS,
    democracy.DISCLOSURE,
    care.CONSOLATION,
    care.HARDSHIP,
    benefits.MUTUAL_AID,
    life.ACTIVITIES,
    life.WOMEN_AND_CHILDREN,
    life.LEARNING,
    life.HONOURS,
    care.RETIREES,
    organisation.FINANCE,
    house.HOUSE,
)
BY_KEY = {section.key: section for section in SECTIONS}

__all__ = ["BY_KEY", "SECTIONS", "SectionTemplate"]
