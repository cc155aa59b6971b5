"""What a measurement found."""

from __future__ import annotations

import statistics
from dataclasses import dataclass

from bench.contender import Memory, Timing
from bench.sites import Size


@dataclass(frozen=True, slots=True)
class Result:
    """One contender on one number of tasks."""

    tasks: int
    name: str
    timings: list[Timing]
    memory: Memory
    size: Size

    @property
    def wall(self) -> float:
        """Median."""
        return statistics.median(timing.wall for timing in self.timings)

    @property
    def synced(self) -> float:
        """Median."""
        return statistics.median(timing.synced for timing in self.timings)

    @property
    def cpu(self) -> float:
        """Median."""
        return statistics.median(timing.cpu for timing in self.timings)
