"""How fast a run comes forward, and whether that is too slow to wait for."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic

LONG = 600.0
"""How many seconds are too long to find out late: a run of the reference on one core takes less."""

FEWER = 5
"""With how many examples a slow target may be tried."""


@dataclass(frozen=True)
class Pace:
    """What is to be done.

    Attributes:
        checks: how many there are.
        examples: of each.
        jobs: how many are judged side by side.

    """

    checks: int
    examples: int
    jobs: int

    def warning(self, judged: int, seconds: float) -> str | None:
        """Return that it will take long, if it will, by how many were judged in so many seconds.

        If none was judged, the first of them take longer than that, and so do all that follow.

        >>> Pace(checks=450, examples=25, jobs=1).warning(judged=6, seconds=30)
        '0.2 s an example: about 38 min; --examples 5 takes about 8'

        """
        total = self.checks * seconds / max(judged, self.jobs)
        if total < LONG:
            return None
        each = self.jobs * seconds / (max(judged, self.jobs) * self.examples)
        more, about = ("", "about") if judged else ("more than ", "more than")
        fewer = total * FEWER / self.examples
        instead = f"; --examples {FEWER} takes {about} {_minutes(fewer)}"
        told = f"{more}{each:.2g} s an example: {about} {_minutes(total)} min"
        return told + (instead if self.examples > FEWER else "")


class PaceOfParts:
    """How long it takes to try all the inputs of checks, which is told by the first part of them.

    Args:
        parts: how many parts there are.
        jobs: how many are tried side by side.

    """

    def __init__(self, parts: int, jobs: int) -> None:
        self._parts, self._jobs = parts, jobs
        self._began: float | None = None
        self._told = False

    def started(self) -> None:
        """Note when the first part was started."""
        self._began = self._began or monotonic()

    def ended(self) -> str | None:
        """Return how long the others take, when the first part ends, if that is a minute or more.

        >>> pace = PaceOfParts(256, 2)
        >>> pace.started()
        >>> pace.ended()  # after no time at all

        """
        if self._told or self._began is None:
            return None
        self._told = True
        left = (self._parts - 1) * (monotonic() - self._began) / self._jobs
        return f"all of its inputs are tried: about {_minutes(left)} min" if left >= 60 else None


def _minutes(seconds: float) -> str:
    """Return how many minutes that is."""
    return f"{seconds / 60:.0f}" if seconds > 60 else f"{seconds / 60:.1f}"
