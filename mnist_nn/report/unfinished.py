"""A run that may end at any moment: what was judged is reported, and what was not is said to be."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mnist_nn.checking.judgement import Judgement, not_judged
from mnist_nn.checking.strength import Strength
from mnist_nn.report.run import Run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mnist_nn.checking.accuracy import Accuracy
    from mnist_nn.checking.check import Check
    from mnist_nn.targets.implementation import Implementation


@dataclass
class Unfinished:
    """A run at work.

    Attributes:
        implementation: what is under test.
        planned: every check that is to be judged, in order.
        judgements: of those that were judged.
        strength: what became of the mutants: nothing, until they were tried.
        accuracy: what was read of the whole test set: nothing, until that was asked.

    """

    implementation: Implementation
    planned: Sequence[Check]
    judgements: list[Judgement] = field(default_factory=list)
    strength: Strength = field(default_factory=Strength)
    accuracy: Accuracy | None = None

    @property
    def run(self) -> Run:
        """The run as far as it came; where it did not come, nothing is concluded."""
        rest = [not_judged(check) for check in self.planned[len(self.judgements) :]]
        verdicts = [judgement.verdict for judgement in (*self.judgements, *rest)]
        return Run(self.implementation, verdicts, self.strength, self.accuracy)

    @property
    def own_errors(self) -> list[Exception]:
        """The errors of mnist_nn itself that ended a check."""
        return [judgement.own_error for judgement in self.judgements if judgement.own_error]
