"""The inputs of a check, one example after the other, drawn as far as they are asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from mnist_nn.checking.plan import EXAMPLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mnist_nn.checking.check import Check
    from mnist_nn.checking.pool import Inputs


@dataclass
class Sample:
    """The examples that a run of a check would try.

    Attributes:
        check: the check.
        examples: how many the run would try.
        seed: decides which.
        drawn: the inputs of each example that was drawn already.

    """

    check: Check
    examples: int = EXAMPLES
    seed: int = 0
    drawn: list[list[Inputs]] = field(default_factory=list)

    def example(self, n: int) -> Sequence[Inputs]:
        """Return the inputs of the n-th example, from 0 on: none, if there are no more."""
        if len(self.drawn) <= n < self.examples:
            first = 4 ** -(-n.bit_length() // 2)  # 1, 4, 16, ...: most are asked for few
            self.drawn = self.check.draw_examples(self.examples, self.seed, first)
        return self.drawn[n] if n < len(self.drawn) else ()

    @cached_property
    def is_visited(self) -> bool:
        """Whether its inputs are visited in an order: those are large, and quickly told."""
        return self.check.is_visited
