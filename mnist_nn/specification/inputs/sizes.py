"""Sizes and seeds: how many rows and classes are drawn, and from which number an array is made."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import strategies as st

from mnist_nn.specification.inputs.few_shapes import of_few, size_of_few

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy


def up_to(largest: int) -> SearchStrategy[int]:
    """Draw a size from 1 to the largest.

    Hypothesis draws the simplest integer far more often than others: so both ends get their share.
    """
    sizes = st.integers(1, largest)
    return sizes | sizes.map(lambda n: largest + 1 - n)


BESIDE_POWERS = sorted({2**k + beside for k in range(1, 11) for beside in (-1, 0, 1)})
"""The 29 sizes up to 1,025 that are a power of two or beside one: there tiles end."""


POPULAR = (10, 28, 100, 192, 384, 784, 1000, 1280, 1536, 2560, 3072, 5000, 5120, 10_000, 14_336)
"""Sizes that models have, of images, layers and classes: kernels are written for them alone."""

VOCABULARIES = (21_841, 30_522, 50_257, 50_304, 100_277, 128_256)
"""How many classes models have that read images or words."""


def popular(octave: int) -> list[int]:
    """Return the sizes from a power of two to the next that models have."""
    return [n for n in (*POPULAR, *VOCABULARIES) if n.bit_length() == octave + 1]


def elements(*sizes: int) -> int:
    """Return how many elements an array has."""
    return math.prod(sizes)


def _length(bits: int, seed: int) -> int:
    """Return a number of so many bits, half of the time the first or second, up to 70,000."""
    rng, low = np.random.default_rng(seed), 2 ** (bits - 1)
    beside, among = low + rng.integers(2), rng.integers(low, 2 * low)
    return int(np.clip(rng.choice([beside, among]), 1, 70_000))


FEW = 8
"""As large is a size at most that does not matter, where another one is swept."""

BATCHES = st.integers(1, 4)
CLASSES = up_to(64)
SHAPES = of_few(st.tuples(BATCHES, CLASSES))
SEEDS = st.integers(0, 2**32 - 1)
GRIDS = st.integers(0, 7)

# About as many of each power of two: where tiles and counters end is often near one.
LENGTHS = size_of_few(st.builds(_length, up_to(17), SEEDS))
