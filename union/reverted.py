"""What an undo took back, in numbers and in words."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Reverted:
    """How many records of each kind were voided, because the batch had created them,
    and how many are again what they were; {kind: number}."""

    voided: Counter = field(default_factory=Counter)
    restored: Counter = field(default_factory=Counter)

    @property
    def count(self):
        return self.voided.total() + self.restored.total()

    @property
    def text(self):
        """“已作废 67 条，已恢复原状 3 条”; of several kinds, how many of each."""
        parts = (("已作废", +self.voided), ("已恢复原状", +self.restored))
        kinds = set(+self.voided) | set(+self.restored)
        return "，".join(
            f"{done}{listed(counts, is_named=len(kinds) > 1)}"
            for done, counts in parts
            if counts
        )


def listed(counts, *, is_named):
    return "、".join(
        f"{kind.name if is_named else ''} {count:,} {kind.unit}"
        for kind, count in counts.items()
    )
