"""Octaves: kernels change their mind at a power of two, or at a number beside it."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from mnist_nn.specification.inputs.sizes import popular

_BESIDE = (1, 0, -1, None, None)
"""What is added to a power of two, in turn; None: any size up to the next, then a popular one."""


@lru_cache(maxsize=64)
def shuffled(seed: int, turn: int, length: int) -> list[int]:
    """Return the order in which a round visits its places."""
    return np.random.default_rng((seed, turn, length)).permutation(length).tolist()


def size_in(rng: np.random.Generator, octave: int, turn: int, largest: int) -> int:
    """Return a power of two, a number beside it, or any of its octave."""
    visit, i = divmod(turn, len(_BESIDE))
    beside, low, known = _BESIDE[i], 2**octave, popular(octave)
    size = low + (int(rng.integers(low)) if beside is None else beside)
    if known and i == len(_BESIDE) - 1:
        size = known[visit % len(known)]
    return min(max(1, size), largest)
