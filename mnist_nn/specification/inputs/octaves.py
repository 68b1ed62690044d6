"""Octaves: kernels change their mind at a power of two, or at a number beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mnist_nn.specification.inputs.sizes import popular

if TYPE_CHECKING:
    import numpy as np

_BESIDE = (1, 0, -1, None, None)
"""What is added to a power of two, in turn; None: any size up to the next, then a popular one."""


def size_in(rng: np.random.Generator, octave: int, turn: int, largest: int) -> int:
    """Return a power of two, a number beside it, or any of its octave."""
    visit, i = divmod(turn, len(_BESIDE))
    beside, low, known = _BESIDE[i], 2**octave, popular(octave)
    size = low + (int(rng.integers(low)) if beside is None else beside)
    if known and i == len(_BESIDE) - 1:
        size = known[visit % len(known)]
    return min(max(1, size), largest)
