"""What speaks for a law: on how many inputs it was tried, and held, and how nearly it did not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mnist_nn.specification.claim import Claim


@dataclass
class Evidence:
    """What speaks for a law that was not refuted.

    Attributes:
        examples: how many were tried, and held; one may have several inputs.
        worst: the greatest error seen, in units of the error allowed.
        whole: whether these are all the inputs that there are.

    """

    examples: int = 0
    worst: float = 0.0
    whole: bool = False

    def add(self, claim: Claim) -> None:
        """Note one input on which the law held."""
        self.worst = max(self.worst, claim.ratio)
