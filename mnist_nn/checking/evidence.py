"""What speaks for a law: the inputs on which it was tried, and held."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mnist_nn.specification.claim import Claim


@dataclass
class Evidence:
    """What speaks for a law that was not refuted.

    Attributes:
        examples: how many were tried, and held; one may have several inputs.
        inputs: those that were tried, and held.
        worst: the greatest error seen, in units of the error allowed.
        whole: whether these are all the inputs that there are.

    """

    examples: int = 0
    inputs: list[tuple[Any, ...]] = field(default_factory=list)
    worst: float = 0.0
    whole: bool = False

    def add(self, inputs: tuple[Any, ...], claim: Claim) -> None:
        """Count one input on which the law held."""
        self.inputs.append(inputs)
        self.worst = max(self.worst, claim.ratio)
