"""A run: what the laws said of an implementation, and whether they were awake."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mnist_nn.checking.verify import conforms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mnist_nn.checking.strength import Watch
    from mnist_nn.checking.verify import Verdict
    from mnist_nn.targets.implementation import Implementation


@dataclass(frozen=True)
class Run:
    """Everything that a report is about.

    Attributes:
        implementation: what was under test.
        verdicts: one for each law and dtype.
        watch: what became of the mutants.

    """

    implementation: Implementation
    verdicts: Sequence[Verdict]
    watch: Watch

    @property
    def conforms(self) -> bool:
        """Whether the implementation conforms, by laws that were awake."""
        return conforms(self.verdicts) and self.watch.awake
