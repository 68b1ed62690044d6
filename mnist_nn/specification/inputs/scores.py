"""Scores (batch, classes): 1 to 4 rows of 1 to 64 classes, all finite."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from mnist_nn.formats import format_of, is_numpys_own
from mnist_nn.specification.inputs.few_shapes import of_few, size_of_few
from mnist_nn.specification.inputs.sizes import BATCHES, GRIDS, LENGTHS, SEEDS, SHAPES
from mnist_nn.specification.inputs.whole_numbers import whole_at_times

if TYPE_CHECKING:
    from collections.abc import Callable

    from hypothesis.strategies import SearchStrategy

    from mnist_nn.formats import FloatArray

    Shape: TypeAlias = tuple[int, ...]


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
    drawn = arrays(dtype, _SMALL_SHAPES, -200, 200)
    recipe = st.builds(rows, st.just(dtype), SHAPES, st.sampled_from(sorted(ROW_KINDS)), SEEDS)
    # The first alternative, the simplest, is drawn more often than each of the others.
    return st.one_of(drawn, *[whole_at_times(recipe)] * 6)


def extreme_scores(dtype: np.dtype[Any]) -> SearchStrategy[FloatArray]:
    """Draw scores of any size, from the smallest number of the format to the largest."""
    largest, smallest = format_of(dtype).largest, format_of(dtype).smallest
    sizes = st.sampled_from([largest, smallest, 1000.0])
    return arrays(
        dtype, _SMALL_SHAPES, -largest, largest, among=sizes | sizes.map(lambda size: -size)
    )


def lowest_scores(dtype: np.dtype[Any]) -> SearchStrategy[FloatArray]:
    """Draw scores between the lowest number and half of it, below what may pass for -inf."""
    return st.builds(_lowest, st.just(dtype), SHAPES, SEEDS)


def pairs_of_scores(dtype: np.dtype[Any]) -> SearchStrategy[FloatArray]:
    """Draw scores of two classes (batch, 2), whose difference is exact."""
    shapes = st.tuples(size_of_few(BATCHES), st.just(2))
    return st.builds(on_a_grid, st.just(dtype), shapes, GRIDS, SEEDS)


def one_class_scores(dtype: np.dtype[Any]) -> SearchStrategy[FloatArray]:
    """Draw any scores of a single class (batch, 1)."""
    largest = format_of(dtype).largest
    return arrays(dtype, of_few(st.tuples(BATCHES, st.just(1))), -largest, largest)


def dominated_scores(dtype: np.dtype[Any]) -> SearchStrategy[FloatArray]:
    """Draw rows whose first class lies at least 60 above every other.

    64 classes that far below it add up to 64 exp(-60) < u / 4, even in float64: no sum with them,
    in any order, is rounded to anything but the first term.
    """
    return st.builds(_dominated, scores(dtype))


def constant_scores(dtype: np.dtype[Any]) -> SearchStrategy[FloatArray]:
    """Draw rows of 1, 2, 4, ..., 64 equal scores."""
    shapes = of_few(st.tuples(BATCHES, st.integers(1, 7))).map(
        lambda few: (few[0], 2 ** (few[1] - 1))
    )
    return st.builds(_constant, st.just(dtype), shapes, SEEDS)


def tied_scores(dtype: np.dtype[Any]) -> SearchStrategy[FloatArray]:
    """Draw rows of integers from -3 to 3, of which the longer ones must repeat some."""
    return st.builds(rows, st.just(dtype), SHAPES, st.just("tied"), SEEDS)


def long_rows(dtype: np.dtype[Any]) -> SearchStrategy[FloatArray]:
    """Draw a row or two of up to 70,000 equal scores, whose sum no half precision holds.

    Rows in C order are contiguous, and in Fortran order apart, where NumPy sums otherwise.
    """
    shapes = st.tuples(st.integers(1, 2), LENGTHS)
    equal = st.builds(_constant, st.just(dtype), shapes, SEEDS)
    return st.builds(np.asarray, equal, order=st.sampled_from("CF"))


def few_scores(dtype: np.dtype[Any]) -> SearchStrategy[FloatArray]:
    """Draw a few rows of 1 to 3 scores, integers from -2 to 2: nothing about them is difficult."""
    shapes = of_few(st.tuples(BATCHES, st.integers(1, 3)))
    return st.builds(_small_integers, st.just(dtype), shapes, SEEDS)


def deep_scores(dtype: np.dtype[Any]) -> SearchStrategy[FloatArray]:
    """Draw rows whose maximum is 0 and whose other probabilities are subnormal numbers."""
    return st.builds(_deep, st.just(dtype), SHAPES, SEEDS)


def arrays(
    dtype: np.dtype[Any],
    shapes: SearchStrategy[Shape],
    low: float,
    high: float,
    *,
    among: SearchStrategy[float] | None = None,
    each: bool = False,
) -> SearchStrategy[FloatArray]:
    """Draw arrays of numbers from low to high, subnormals and -0.0 among them.

    A format that Hypothesis does not know is drawn in float32, and rounded; the multiples of its
    smallest number are added, which float32 has no reason to draw.

    Args:
        dtype: of the numbers.
        shapes: of the arrays.
        low: the least number.
        high: the greatest number.
        among: numbers that come as often as all others together.
        each: whether each number is drawn, and none fills the places of others.

    """
    drawn_in = dtype if is_numpys_own(dtype) else np.dtype(np.float32)
    elements = hnp.from_dtype(drawn_in, min_value=low, max_value=high)
    if drawn_in != dtype and low <= 0 <= high:
        elements |= st.integers(-200, 200).map(lambda n: n * format_of(dtype).smallest)
    drawn = hnp.arrays(
        drawn_in,
        shapes,
        elements=elements if among is None else elements | among,
        fill=st.nothing() if each else None,
    )
    return drawn if drawn_in == dtype else drawn.map(lambda x: x.astype(dtype))


def rows(dtype: np.dtype[Any], shape: Shape, kind: str, seed: int) -> FloatArray:
    """Return (batch, classes) scores of one kind."""
    return ROW_KINDS[kind](np.random.default_rng(seed), shape).astype(dtype)


def on_a_grid(dtype: np.dtype[Any], shape: Shape, grid: int, seed: int) -> FloatArray:
    """Return scores on the grid of 2**-grid, up to 16 and to half the significand in size."""
    spread = min(2 ** (format_of(dtype).digits - 2), 16 * 2**grid)
    x = np.random.default_rng(seed).integers(-spread, spread, shape, endpoint=True)
    return (x * 2.0**-grid).astype(dtype)


_SMALL_SHAPES = of_few(st.tuples(st.integers(1, 2), st.integers(1, 8)))


def _lowest(dtype: np.dtype[Any], shape: Shape, seed: int) -> FloatArray:
    """Return scores between the lowest number and half of it."""
    share = np.random.default_rng(seed).uniform(-1, -0.5, shape)
    return (share * format_of(dtype).largest).astype(dtype)


def _dominated(x: FloatArray) -> FloatArray:
    """Return x with its first class 80 above the row's maximum, and rounded."""
    x = x.copy()
    x[:, 0] = x.max(axis=-1) + x.dtype.type(80)
    return x


def _small_integers(dtype: np.dtype[Any], shape: Shape, seed: int) -> FloatArray:
    """Return scores of integers from -2 to 2."""
    return np.random.default_rng(seed).integers(-2, 3, shape).astype(dtype)


def _constant(dtype: np.dtype[Any], shape: Shape, seed: int) -> FloatArray:
    """Return rows of one score each."""
    batch, classes = shape
    level = np.random.default_rng(seed).normal(0, 100, (batch, 1)).astype(dtype)
    return np.repeat(level, classes, axis=-1)


def _deep(dtype: np.dtype[Any], shape: Shape, seed: int) -> FloatArray:
    """Return rows of 0 and of scores whose exponential is between the smallest numbers."""
    low, high = np.log([format_of(dtype).smallest, format_of(dtype).eta])
    x = np.random.default_rng(seed).uniform(low, high, shape).astype(dtype)
    x[:, 0] = 0
    return x
