"""How fast a run comes forward, and whether that is too slow to wait for."""

from __future__ import annotations

from dataclasses import dataclass

LONG = 600.0
"""How many seconds are too long to find out late: a run of the reference on one core takes less."""

FEWER = 10
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

        >>> Pace(checks=450, examples=100, jobs=1).warning(judged=6, seconds=30)
        '0.05 s an input: about 38 min; --examples 10 takes about 4'

        """
        total = self.checks * seconds / max(judged, self.jobs)
        if total < LONG:
            return None
        each = self.jobs * seconds / (max(judged, self.jobs) * self.examples)
        more, about = ("", "about") if judged else ("more than ", "more than")
        fewer = total * FEWER / self.examples
        instead = f"; --examples {FEWER} takes {about} {_minutes(fewer)}"
        told = f"{more}{each:.2g} s an input: {about} {_minutes(total)} min"
        return told + (instead if self.examples > FEWER else "")


def _minutes(seconds: float) -> str:
    """Return how many minutes that is."""
    return f"{seconds / 60:.0f}" if seconds > 60 else f"{seconds / 60:.1f}"
