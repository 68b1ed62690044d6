"""A run: what the laws said of an implementation, and what they are worth."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mnist_nn.checking.declaration import STRICT
from mnist_nn.checking.plan import EXAMPLES
from mnist_nn.checking.verdict import conforms

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mnist_nn.checking.accuracy import Accuracy
    from mnist_nn.checking.observation import Observation
    from mnist_nn.checking.strength import Strength
    from mnist_nn.checking.survey.survey import Survey
    from mnist_nn.checking.verdict import Verdict
    from mnist_nn.specification.law import Law
    from mnist_nn.targets.implementation import Implementation


@dataclass(frozen=True)
class Run:
    """Everything that a report is about.

    Attributes:
        implementation: what was under test.
        verdicts: one for each law and dtype.
        strength: what became of the mutants.
        accuracy: what was read of the whole test set, if that was asked.
        arithmetic: the name of the arithmetic by which results were judged.
        surveys: how far results were off, function by function and dtype by dtype, if it was asked.
        examples: how many examples were to be tried in each check.
        seed: what decided which.
        seconds: how long each check took, by its name: no two runs have that in common.
        laws: the laws that were checked, by their names.
        observations: what was seen where a law was refuted, by the names of the checks.

    """

    implementation: Implementation
    verdicts: Sequence[Verdict]
    strength: Strength
    accuracy: Accuracy | None = None
    arithmetic: str = STRICT
    surveys: Sequence[Survey] = ()
    examples: int = EXAMPLES
    seed: int = 0
    seconds: Mapping[str, float] = field(default_factory=dict)
    laws: Mapping[str, Law] = field(default_factory=dict)
    observations: Mapping[str, Observation] = field(default_factory=dict)

    @property
    def conforms(self) -> bool:
        """Whether the implementation conforms, by laws that wrong code does not pass."""
        return conforms(self.verdicts) and self.strength.suffices
