"""What follows from another field where nobody says otherwise, as the union group of a
member does from the department. Forms, grids, imports and bulk changes ask here."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Follows:
    """The field follows ``leader``. ``options()`` returns {pk of a leader: the records
    that go with it}, in one query."""

    leader: str
    options: Callable[[], Mapping[int, list]]


@dataclass
class Following:
    """What follows in the records of ``model``; the options are read once for all."""

    model: Any  # a subclass of Record, which imports Follows from here
    _options: dict = field(default_factory=dict, init=False)

    def options(self, name):
        if name not in self._options:
            self._options[name] = self.model.follows[name].options()
        return self._options[name]

    def led_by(self, leader):
        """The fields that follow ``leader``."""
        return [n for n, rule in self.model.follows.items() if rule.leader == leader]

    def leaves_open(self, name):
        """Whether some leaders do not tell what goes with them."""
        field = self.model._meta.get_field(self.model.follows[name].leader)
        leaders = field.related_model.objects.valid().values_list("pk", flat=True)
        return any(len(self.options(name).get(pk, ())) != 1 for pk in leaders)

    def found(self, values, before=None, given: Iterable[str] = ()):
        """{field: value} of what follows from ``values``.

        What is empty is filled in. In a record that had ``before``, it goes with a new
        leader where it belonged to the old one; not what was ``given`` together with
        the leader. Where several would do, or none, nothing follows.
        """
        found = {}
        for name, rule in self.model.follows.items():
            leader, value = values.get(rule.leader), values.get(name)
            if leader is None:
                continue
            if value is not None and (
                before is None or name in given or not self._goes(name, before, values)
            ):
                continue
            fitting = self.options(name).get(leader.pk, ())
            if len(fitting) == 1:
                found[name] = fitting[0]
        return found

    def _goes(self, name, before, values):
        """Whether the unchanged value belonged to the old leader, not to the new."""
        leader = self.model.follows[name].leader
        old, new, value = before[leader], values[leader], values[name]
        if old is None or old == new or before[name] != value:
            return False
        fits = self.options(name)
        return value in fits.get(old.pk, ()) and value not in fits.get(new.pk, ())

    def values(self, record):
        """{field: value} of the fields that take part, None where there is none."""
        names = {*self.model.follows, *(r.leader for r in self.model.follows.values())}
        return {name: getattr(record, name, None) for name in names}
