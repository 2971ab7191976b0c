"""成批录入, as a record kind declares it: which fields a row of its grid has."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Without:
    """Persons whom 成批选人 leaves out, unless one asks for them, too."""

    label: str
    #: The column that says in what they have a part: a plan.
    column: str
    #: taken(record in that column): the pks of the persons.
    taken: Callable[[object], Iterable[int]]


@dataclass(frozen=True, kw_only=True)
class Grid:
    """``columns`` are fields of the kind's form, and all that it requires."""

    #: The columns of the grid, from left to right.
    columns: Sequence[str]
    #: Those of the columns whose common value has a box of its own above the grid, and
    #: not at the head of the column: a choice too long for that.
    above: Sequence[str] = ()
    #: The column that names a person, by which many rows are made at one stroke.
    pick: str = ""
    #: The filters with which the list of persons starts: {"status": "active"}.
    among: Mapping[str, str] = field(default_factory=dict)
    #: Who of that list has a part already, to be left out of it.
    without: Without | None = None
    #: Said above the grid: who belongs into it, and who does not.
    hint: str = ""

    def starts_with(self, name):
        """Whether the address of a new grid may give this field to all of its rows."""
        return name in self.columns and name != self.pick
