"""A report that was read: what the laws said of one implementation in one run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mnist_nn.comparison.outcome import Outcome
    from mnist_nn.specification.law import Level


@dataclass(frozen=True)
class Judged:
    """One verdict of a report.

    Attributes:
        law: such as `softmax.sums_to_one`.
        function: the function that the law is about.
        dtype: of the inputs.
        level: required or advisory.
        outcome: what became of the check.
        examples: how many inputs were tried, and held.
        deviation: why the law is known not to hold, or nothing.
        counterexample: the smallest input that refutes the law, as Python, or nothing.
        cause: what is wrong there, in a few words, or nothing.

    """

    law: str
    function: str
    dtype: str
    level: Level
    outcome: Outcome
    examples: int = 0
    deviation: str = ""
    counterexample: str = ""
    cause: str = ""


@dataclass(frozen=True)
class Report:
    """What the laws said of one implementation in one run.

    Attributes:
        file: the name of the file that it was read from.
        name: the implementation, such as `torch`.
        version: which one was tested.
        arithmetic: the name of the arithmetic by which results were judged.
        conforms: whether the implementation was found to conform.
        verdicts: in the order of the report.
        asked: how many inputs were to be tried in each check, or nothing, if that is not told.
        seed: what decided which, or nothing.
        judge: the version of this package that judged, or nothing.

    """

    file: str
    name: str
    version: str
    arithmetic: str
    conforms: bool
    verdicts: tuple[Judged, ...]
    asked: str = ""
    seed: str = ""
    judge: str = ""

    @property
    def examples(self) -> int:
        """How many inputs were tried, and held, of all laws."""
        return sum(verdict.examples for verdict in self.verdicts)

    @property
    def label(self) -> str:
        """The name, the version and, if it is not the strict one, the arithmetic."""
        weaker = "" if self.arithmetic == "strict" else f" as {self.arithmetic}"
        return f"{self.name} {self.version}{weaker}"
