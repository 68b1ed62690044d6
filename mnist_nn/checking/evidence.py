"""What speaks for a law: on how many inputs it was tried, and held, and how nearly it did not."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.checking.literals import as_python

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mnist_nn.specification.claim import Claim

_FEW = 100
"""Of how many numbers an array may be that is written out where nothing is wrong."""


@dataclass
class Evidence:
    """What speaks for a law that was not refuted.

    Attributes:
        examples: how many were tried, and held; one may have several inputs.
        worst: the greatest error seen, in units of the error allowed.
        ended: whether there are no more inputs to try.
        whole: whether these are all the inputs that the law is about.
        inputs: those at which it was seen, or nothing where no error was.

    """

    examples: int = 0
    worst: float = 0.0
    ended: bool = False
    whole: bool = False
    inputs: tuple[Any, ...] = field(default=(), repr=False, compare=False)

    def add(self, claim: Claim, inputs: tuple[Any, ...]) -> None:
        """Note an input on which the law held."""
        if claim.ratio > self.worst:
            self.worst, self.inputs = claim.ratio, inputs

    def worst_input(self, names: Iterable[str]) -> str | None:
        """Return the input at which the greatest error was seen, as Python.

        It is None where no error was seen, or where the input is long.

        Args:
            names: those of the inputs of the law.

        """
        long = any(isinstance(value, np.ndarray) and value.size > _FEW for value in self.inputs)
        if long or not self.inputs:
            return None
        named = zip(names, self.inputs, strict=True)
        return ", ".join(f"{name} = {as_python(value)}" for name, value in named)
