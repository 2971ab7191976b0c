"""The rules of sessions, proposals and disclosure, without the database."""

from .disclosure import BOARD_DAYS, UNCHECKED, check_disclosure, half_year_of
from .proposals import (
    MOVES,
    check_entry,
    check_handling,
    check_paper,
    check_second_handling,
    due_day,
    due_light,
    is_near,
    lacks_seconders,
    names_in,
    seconders_of,
    status_of,
    steps_of,
)
from .sessions import check_attendance, quorum, quorum_text

__all__ = [
    "BOARD_DAYS",
    "MOVES",
    "UNCHECKED",
    "check_attendance",
    "check_disclosure",
    "check_entry",
    "check_handling",
    "check_paper",
    "check_second_handling",
    "due_day",
    "due_light",
    "half_year_of",
    "is_near",
    "lacks_seconders",
    "names_in",
    "quorum",
    "quorum_text",
    "seconders_of",
    "status_of",
    "steps_of",
]
