"""What a run tries of all required laws of a function."""

from __future__ import annotations

from mnist_nn.checking.check import Check
from mnist_nn.checking.plan import EXAMPLES
from mnist_nn.checking.sample import Sample
from mnist_nn.specification.catalogue import CATALOGUE
from mnist_nn.specification.law import Level


def samples_of(function: str, examples: int = EXAMPLES, seed: int = 0) -> list[Sample]:
    """Return so many examples from a seed of each required law of a function, at each dtype."""
    return [
        Sample(Check(law, None, dtype), examples, seed)
        for law in CATALOGUE
        if law.function == function and law.level == Level.REQUIRED
        for dtype in law.dtypes
    ]
