"""What an undo took back, in numbers and in words."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Reverted:
    """How many records of each kind were voided, because the batch had created them,
    and how many are again what they were; {name of the kind: number}."""

    voided: Counter = field(default_factory=Counter)
    restored: Counter = field(default_factory=Counter)

    @property
    def count(self):
        return self.voided.total() + self.restored.total()

    @property
    def text(self):
        """“已取消登记 67 条，已恢复原状 3 条”; of several kinds, how many of each."""
        parts = (("已取消登记", +self.voided), ("已恢复原状", +self.restored))
        is_one = len(set(self.voided) | set(self.restored)) == 1
        return "，".join(
            f"{done} {counts.total():,} 条" if is_one else f"{done}{listed(counts)}"
            for done, counts in parts
            if counts
        )


def listed(counts):
    return "、".join(f"{name} {count:,} 条" for name, count in counts.items())
