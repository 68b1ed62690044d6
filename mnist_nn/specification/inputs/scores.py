"""Scores (batch, classes): 1 to 4 rows of 1 to 64 classes, all finite."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from mnist_nn.specification.inputs.whole_numbers import whole_at_times

if TYPE_CHECKING:
    from collections.abc import Callable

    from hypothesis.strategies import SearchStrategy

    from mnist_nn.formats import FloatArray

    Shape: TypeAlias = tuple[int, ...]


def up_to(largest: int) -> SearchStrategy[int]:
    """Draw a size from 1 to the largest.

    Hypothesis draws the simplest integer far more often than others: so both ends get their share.
    """
    sizes = st.integers(1, largest)
    return sizes | sizes.map(lambda n: largest + 1 - n)


BATCHES = st.integers(1, 4)
ROWS = st.integers(1, 2)
CLASSES = up_to(64)
SEEDS = st.integers(0, 2**32 - 1)
GRIDS = st.integers(0, 7)

ROW_KINDS: dict[str, Callable[[np.random.Generator, Shape], Any]] = {
    "near each other": lambda rng, shape: rng.normal(0, 3, shape),
    "far apart": lambda rng, shape: rng.normal(0, 100, shape),
    "tied": lambda rng, shape: rng.integers(-3, 4, shape),
    "around 1000": lambda rng, shape: 1000 + rng.normal(0, 3, shape),
    "around -1000": lambda rng, shape: -1000 + rng.normal(0, 3, shape),
    "of every size": lambda rng, shape: rng.normal(0, 10.0 ** rng.integers(-9, 4, shape)),
}


def scores(dtype: np.dtype[Any]) -> SearchStrategy[FloatArray]:
    """Draw scores of moderate size."""
    drawn = hnp.arrays(dtype, _SMALL_SHAPES, elements=floats(dtype, 200))
    recipe = st.builds(
        rows, st.just(dtype), BATCHES, CLASSES, st.sampled_from(sorted(ROW_KINDS)), SEEDS
    )
    # The first alternative, the simplest, is drawn more often than each of the others.
    return st.one_of(drawn, *[whole_at_times(recipe)] * 6)


def extreme_scores(dtype: np.dtype[Any]) -> SearchStrategy[FloatArray]:
    """Draw scores of any size, from the smallest number of the format to the largest."""
    largest, smallest = float(np.finfo(dtype).max), float(np.finfo(dtype).smallest_subnormal)
    sizes = st.sampled_from([largest, smallest, 1000.0])
    elements = floats(dtype, largest) | sizes | sizes.map(lambda size: -size)
    return hnp.arrays(dtype, _SMALL_SHAPES, elements=elements)


def lowest_scores(dtype: np.dtype[Any]) -> SearchStrategy[FloatArray]:
    """Draw scores between the lowest number and half of it, below what may pass for -inf."""
    return st.builds(_lowest, st.just(dtype), BATCHES, CLASSES, SEEDS)


def pairs_of_scores(dtype: np.dtype[Any]) -> SearchStrategy[FloatArray]:
    """Draw scores of two classes (batch, 2), whose difference is exact."""
    return st.builds(on_a_grid, st.just(dtype), BATCHES, st.just(2), GRIDS, SEEDS)


def one_class_scores(dtype: np.dtype[Any]) -> SearchStrategy[FloatArray]:
    """Draw any scores of a single class (batch, 1)."""
    return hnp.arrays(
        dtype, st.tuples(BATCHES, st.just(1)), elements=floats(dtype, float(np.finfo(dtype).max))
    )


def dominated_scores(dtype: np.dtype[Any]) -> SearchStrategy[FloatArray]:
    """Draw rows whose first class lies at least 60 above every other.

    64 classes that far below it add up to 64 exp(-60) < u / 4, even in float64: no sum with them,
    in any order, is rounded to anything but the first term.
    """
    return st.builds(_dominated, scores(dtype))


def constant_scores(dtype: np.dtype[Any]) -> SearchStrategy[FloatArray]:
    """Draw rows of 1, 2, 4, ..., 64 equal scores."""
    classes = st.integers(0, 6).map(lambda k: 2**k)
    return st.builds(_constant, st.just(dtype), BATCHES, classes, SEEDS)


def tied_scores(dtype: np.dtype[Any]) -> SearchStrategy[FloatArray]:
    """Draw rows of integers from -3 to 3, of which the longer ones must repeat some."""
    return st.builds(rows, st.just(dtype), BATCHES, CLASSES, st.just("tied"), SEEDS)


def long_rows(dtype: np.dtype[Any]) -> SearchStrategy[FloatArray]:
    """Draw a row or two of up to 70,000 equal scores, whose sum no half precision holds.

    Rows in C order are contiguous, and in Fortran order apart, where NumPy sums otherwise.
    """
    equal = st.builds(_constant, st.just(dtype), ROWS, _LENGTHS, SEEDS)
    return st.builds(np.asarray, equal, order=st.sampled_from("CF"))


def repeated_scores(dtype: np.dtype[Any]) -> SearchStrategy[tuple[FloatArray, int]]:
    """Draw a few rows of integers from -2 to 2, and how many rows to make of them, up to 70,000.

    They have 1 to 3 classes, and nothing about them is difficult but their number.
    """
    few = st.builds(_small_integers, st.just(dtype), BATCHES, st.integers(1, 3), SEEDS)
    return st.tuples(few, _LENGTHS)


def deep_scores(dtype: np.dtype[Any]) -> SearchStrategy[FloatArray]:
    """Draw rows whose maximum is 0 and whose other probabilities are subnormal numbers."""
    return st.builds(_deep, st.just(dtype), BATCHES, CLASSES, SEEDS)


def floats(dtype: np.dtype[Any], largest: float) -> SearchStrategy[Any]:
    """Draw numbers of a format between -largest and largest, subnormals and -0.0 among them."""
    return hnp.from_dtype(dtype, min_value=-largest, max_value=largest)


def rows(dtype: np.dtype[Any], batch: int, classes: int, kind: str, seed: int) -> FloatArray:
    """Return (batch, classes) scores of one kind."""
    return ROW_KINDS[kind](np.random.default_rng(seed), (batch, classes)).astype(dtype)


def on_a_grid(dtype: np.dtype[Any], batch: int, classes: int, grid: int, seed: int) -> FloatArray:
    """Return scores on the grid of 2**-grid, up to 16 and to half the significand in size."""
    spread = min(2 ** (np.finfo(dtype).nmant - 1), 16 * 2**grid)
    x = np.random.default_rng(seed).integers(-spread, spread, (batch, classes), endpoint=True)
    return (x * 2.0**-grid).astype(dtype)


_SMALL_SHAPES = st.tuples(st.integers(1, 2), st.integers(1, 8))


def _length(bits: int, seed: int) -> int:
    """Return a number of so many bits, half of the time the first or second, up to 70,000."""
    rng, low = np.random.default_rng(seed), 2 ** (bits - 1)
    beside, among = low + rng.integers(2), rng.integers(low, 2 * low)
    return int(np.clip(rng.choice([beside, among]), 1, 70_000))


# About as many of each power of two: where tiles and counters end is often near one.
_LENGTHS = st.builds(_length, up_to(17), SEEDS)


def _lowest(dtype: np.dtype[Any], batch: int, classes: int, seed: int) -> FloatArray:
    """Return scores between the lowest number and half of it."""
    share = np.random.default_rng(seed).uniform(-1, -0.5, (batch, classes))
    return (share * float(np.finfo(dtype).max)).astype(dtype)


def _dominated(x: FloatArray) -> FloatArray:
    """Return x with its first class 64 above the row's maximum, and rounded."""
    x = x.copy()
    x[:, 0] = x.max(axis=-1) + x.dtype.type(64)
    return x


def _small_integers(dtype: np.dtype[Any], batch: int, classes: int, seed: int) -> FloatArray:
    """Return scores of integers from -2 to 2."""
    return np.random.default_rng(seed).integers(-2, 3, (batch, classes)).astype(dtype)


def _constant(dtype: np.dtype[Any], batch: int, classes: int, seed: int) -> FloatArray:
    """Return rows of one score each."""
    level = np.random.default_rng(seed).normal(0, 100, (batch, 1)).astype(dtype)
    return np.repeat(level, classes, axis=-1)


def _deep(dtype: np.dtype[Any], batch: int, classes: int, seed: int) -> FloatArray:
    """Return rows of 0 and of scores whose exponential is between the smallest numbers."""
    info = np.finfo(dtype)
    low, high = np.log([info.smallest_subnormal, info.smallest_normal]).astype(np.float64)
    x = np.random.default_rng(seed).uniform(low, high, (batch, classes)).astype(dtype)
    x[:, 0] = 0
    return x
