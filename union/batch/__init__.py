"""成批录入: a grid of typed rows is an import of these rows; fields, rules, warnings of
look-alikes, log and undo are those of any import."""

from . import drafts
from .checked import BAD, DOUBTFUL, GOOD, Checked, check, importer_for
from .moving import move
from .page import GridPage
from .pasted import read_pasted
from .people import People
from .saving import NotSaved, save
from .typed import MOST_ROWS, Typed

__all__ = [
    "BAD",
    "DOUBTFUL",
    "GOOD",
    "MOST_ROWS",
    "Checked",
    "GridPage",
    "NotSaved",
    "People",
    "Typed",
    "check",
    "drafts",
    "importer_for",
    "move",
    "read_pasted",
    "save",
]
