"""Octaves: kernels change their mind at a power of two, or at a number beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mnist_nn.specification.inputs.sizes import popular

if TYPE_CHECKING:
    import numpy as np

_BESIDE = (1, 0, -1)
"""What is added to a power of two, in turn; two popular sizes of the octave come next, or any."""


def size_in(rng: np.random.Generator, octave: int, turn: int, largest: int) -> int:
    """Return a power of two, a number beside it, or any of its octave."""
    low = 2**octave
    any_size = low + int(rng.integers(low))
    two = [*popular(octave), any_size, any_size][:2]
    sizes = [*(low + beside for beside in _BESIDE), *two]
    return min(max(1, sizes[turn % len(sizes)]), largest)
