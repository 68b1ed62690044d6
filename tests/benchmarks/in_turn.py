"""How long several calls take that are to be compared: each in its turn, again and again."""

from __future__ import annotations

from statistics import median
from time import process_time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ROUNDS = 30


def median_times(calls: Mapping[str, Callable[[], object]]) -> dict[str, float]:
    """Return the median time of each call, in seconds of the processor, of all its threads.

    So what the machine does besides counts for all of them alike, and nothing that is slow once.
    """
    times: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(ROUNDS):
        for name, call in calls.items():
            start = process_time()
            call()
            times[name].append(process_time() - start)
    return {name: median(taken) for name, taken in times.items()}
