"""Figures are named by their keys in several places; a slip must not go unnoticed."""

import pytest

from reports.assembly.indicators import MAIN
from reports.narrative import SECTIONS
from reports.planned import PLANNED
from reports.registry import BY_KEY, KEY_FIGURES, named
from reports.tokens import KNOWN, names_in


def test_every_figure_that_is_named_is_declared_or_planned():
    outline = [name for section in SECTIONS for name in names_in(section.text)]

    assert set(outline) | {*KEY_FIGURES, *MAIN} <= KNOWN | set(PLANNED)


def test_what_is_planned_is_named_once_and_leaves_the_plan_when_it_is_declared():
    assert not BY_KEY.keys() & set(PLANNED)
    assert len(PLANNED) == len(set(PLANNED))


def test_a_slip_in_a_key_is_an_error_and_a_planned_figure_is_left_out():
    assert named(["dues_collection_rate"]) == []
    with pytest.raises(KeyError, match="members_totl"):
        named(["members_totl"])
