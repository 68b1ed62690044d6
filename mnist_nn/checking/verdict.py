"""A verdict: what one law said of one implementation, and what all of them come to."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from mnist_nn.specification.defect import Defect
from mnist_nn.specification.law import Level

if TYPE_CHECKING:
    from collections.abc import Sequence


class Status(StrEnum):
    """What one law said of one implementation at one dtype."""

    PROVED = "proved"
    HELD = "held"
    REFUTED = "refuted"
    CRASHED = "crashed"
    INCONCLUSIVE = "inconclusive"
    NOT_OFFERED = "not offered"


@dataclass(frozen=True)
class Verdict:
    """What one law said of one implementation at one dtype.

    Attributes:
        law: such as `softmax.sums_to_one`.
        function: the function that the law is about.
        dtype: of the inputs.
        level: required or advisory.
        status: proved, which is held on every input that there is; held, refuted, crashed, not
            offered, or inconclusive: ended by an error of ours or by Ctrl-C, or not begun.
        examples: how many inputs were tried, and held.
        worst: the greatest error seen, in units of the error allowed, or None where none was seen.
        counterexample: the smallest input that refutes the law, as Python.
        message: the whole story of a refutation or a crash.
        reproduce: lines of Python that show a refutation or a crash again.
        deviation: why the law is known not to hold, or None where it should.
        cause: what is wrong at the counterexample: a `Defect`, and behind a colon where it is known
            from which size on or in which line; the same of laws that fail for the same reason.
        grades: the weaker arithmetics in which the law holds where it was refuted by numbers, the
            narrowest first.
        worst_input: the input at which the greatest error was seen where the law held, as Python,
            or None where none was seen, or it is long.

    """

    law: str
    function: str
    dtype: str
    level: Level
    status: Status
    examples: int = 0
    worst: float | None = None
    counterexample: str | None = None
    message: str | None = None
    reproduce: str | None = None
    deviation: str | None = None
    cause: str | None = None
    grades: tuple[str, ...] = ()
    worst_input: str | None = None

    @property
    def holds(self) -> bool:
        """Whether the law held on every input that was tried, be they all or some."""
        return self.status in {Status.PROVED, Status.HELD}

    @property
    def is_off_by_a_factor(self) -> bool:
        """Whether the law was refuted by a number that is off by so many times the allowed."""
        seen = self.worst is not None and math.isfinite(self.worst)
        return self.status == Status.REFUTED and seen

    @property
    def is_wrong_in_its_numbers(self) -> bool:
        """Whether the law was refuted by a number, be it where none but one is allowed, or NaN."""
        numbers = {str(Defect.NUMBER), str(Defect.NOT_FINITE)}
        refuted = self.status == Status.REFUTED and self.cause in numbers
        return refuted or self.is_off_by_a_factor

    @property
    def fails(self) -> bool:
        """Whether a required law does not hold and should, or is known not to hold and does."""
        if self.level != Level.REQUIRED or self.status == Status.NOT_OFFERED:
            return False
        as_it_should = self.holds != (self.deviation is not None)
        return self.status == Status.INCONCLUSIVE or not as_it_should


def conforms(verdicts: Sequence[Verdict]) -> bool:
    """Return whether every required law that could be checked held, and at least one did.

    A known deviation does not count, unless it is outdated, for the law holds.
    """
    required = [v for v in verdicts if v.level == Level.REQUIRED]
    return any(v.holds for v in required) and not any(v.fails for v in required)
