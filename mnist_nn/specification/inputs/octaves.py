"""Octaves: kernels change their mind at a power of two, or at a number beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mnist_nn.specification.inputs.sizes import popular

if TYPE_CHECKING:
    import numpy as np

_BESIDE = (1, 0, -1)
"""What is added to a power of two, in turn; two popular sizes of the octave come next, or any."""

_VISITS = len(_BESIDE) + 2


def size_in(rng: np.random.Generator, octave: int, turn: int, largest: int) -> int:
    """Return a power of two, a number beside it, or any of its octave."""
    low, i = 2**octave, turn % _VISITS
    any_size = low + int(rng.integers(low))
    near = [low + beside for beside in _BESIDE]
    size = [*near, *popular(octave), any_size, any_size][i]
    return min(max(1, size), largest)
