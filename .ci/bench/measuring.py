"""Two jobs side by side: what ours costs in times of the least that it could cost."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection

#: Seconds that a benchmark waits for its turn to write.
PATIENCE = 600

HEADING = "      本项      基准    倍数    目标  项目"


@dataclass(frozen=True)
class Benchmark:
    """``target`` is in times of the yardstick, both by the same ``clock``."""

    title: str
    target: float
    ours: Callable[[], object]
    yardstick: Callable[[], object]
    rounds: int = 9
    clock: Callable[[], float] = time.process_time

    def line(self):
        ours, yardstick = best(self.rounds, self.ours, self.yardstick, clock=self.clock)
        return line(self.title, ours * 1000, yardstick * 1000, self.target)


def line(title, ours, yardstick, target):
    """One line of the table; both values in the same unit."""
    ratio = ours / yardstick
    mark = "达到" if ratio <= target else "超出"
    return f"{ours:10.1f}{yardstick:10.1f}{ratio:8.2f}{target:8.1f}  {mark}  {title}"


def absolute(title, value, target):
    """One line of the table for what has no yardstick."""
    mark = "达到" if value <= target else "超出"
    return f"{value:10.1f}{'—':>10}{'—':>8}{target:8.1f}  {mark}  {title}"


def best(rounds, *jobs, clock=time.process_time):
    """Seconds of each job in its best round, run in turn after one unmeasured."""
    for job in jobs:
        job()
    times = [[seconds(job, clock) for job in jobs] for _ in range(rounds)]
    return [min(column) for column in zip(*times, strict=True)]


def seconds(job, clock):
    start = clock()
    job()
    return clock() - start


def be_patient():
    """Wait for the lock of SQLite as long as it takes, where the app would give up: on
    a busy machine, how long that is is what shall be measured."""
    if connection.vendor == "sqlite":
        connection.settings_dict["OPTIONS"]["timeout"] = PATIENCE
        connection.close()
