"""The domains on which laws are stated, as named strategies: each takes a dtype.

Most rows are drawn as a recipe (how many, how wide, of which kind, from which seed) and built by a
pure function: few choices make an example, so that many are tried in a second, and most have
several outputs worth comparing. A part is drawn number by number, which shrinks to a pretty
counterexample and finds the special values.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

if TYPE_CHECKING:
    from collections.abc import Callable

    from hypothesis.strategies import SearchStrategy

    from mnist_nn.dtypes import FloatArray

    Shape: TypeAlias = tuple[int, ...]

MAX_CLASSES = 64
_ROW_KINDS: dict[str, Callable[[np.random.Generator, Shape], Any]] = {
    "near each other": lambda rng, shape: rng.normal(0, 3, shape),
    "far apart": lambda rng, shape: rng.normal(0, 100, shape),
    "tied": lambda rng, shape: rng.integers(-3, 4, shape),
    "around 1000": lambda rng, shape: 1000 + rng.normal(0, 3, shape),
    "around -1000": lambda rng, shape: -1000 + rng.normal(0, 3, shape),
    "of every size": lambda rng, shape: (
        rng.normal(0, 1, shape) * 10.0 ** rng.integers(-9, 4, shape)
    ),
}


def scores(dtype: np.dtype[Any]) -> SearchStrategy[FloatArray]:
    """Draw finite scores (batch, classes) of moderate size: 1 to 4 rows of 1 to 64 classes."""
    drawn = hnp.arrays(
        dtype,
        st.tuples(st.integers(1, 2), st.integers(1, 8)),
        elements=_floats(dtype, 200),
    )
    return drawn | _recipes(dtype) | _recipes(dtype) | _recipes(dtype)


def extreme_scores(dtype: np.dtype[Any]) -> SearchStrategy[FloatArray]:
    """Draw finite scores (batch, classes) of any size, up to the largest number of the format."""
    largest = float(np.finfo(dtype).max)
    elements = _floats(dtype, largest) | st.sampled_from([largest, -largest, 1000.0, -1000.0])
    return hnp.arrays(dtype, st.tuples(st.integers(1, 2), st.integers(1, 8)), elements=elements)


def shifted_scores(dtype: np.dtype[Any]) -> SearchStrategy[tuple[FloatArray, Any]]:
    """Draw scores x (batch, classes) and a shift c for which every x + c is exact.

    Both are multiples of one power of two, small enough for their sum to fit the significand.
    """
    return st.builds(
        _shifted_scores,
        dtype=st.just(dtype),
        batch=st.integers(1, 4),
        classes=st.integers(1, MAX_CLASSES),
        grid=st.integers(0, 7),
        seed=st.integers(0, 2**32 - 1),
    )


def mismatched_matrices(
    dtype: np.dtype[Any],
) -> SearchStrategy[tuple[FloatArray, FloatArray]]:
    """Draw x (batch, inputs) and W (rows, outputs) that have no product: inputs != rows."""
    width = st.integers(1, 32)
    shapes = st.tuples(width, width, width, width).filter(lambda s: s[1] != s[2])
    return shapes.map(lambda s: (np.ones(s[:2], dtype), np.ones(s[2:], dtype)))


def _recipes(dtype: np.dtype[Any]) -> SearchStrategy[FloatArray]:
    """Draw rows by recipe: how many, how wide, of which kind, from which seed."""
    return st.builds(
        _rows,
        dtype=st.just(dtype),
        batch=st.integers(1, 4),
        classes=st.integers(1, MAX_CLASSES),
        kind=st.sampled_from(sorted(_ROW_KINDS)),
        seed=st.integers(0, 2**32 - 1),
    )


def _rows(dtype: np.dtype[Any], batch: int, classes: int, kind: str, seed: int) -> FloatArray:
    """Return (batch, classes) scores of one kind."""
    return _ROW_KINDS[kind](np.random.default_rng(seed), (batch, classes)).astype(dtype)


def _shifted_scores(
    dtype: np.dtype[Any], batch: int, classes: int, grid: int, seed: int
) -> tuple[FloatArray, Any]:
    """Return x and c on the grid of 2**-grid, with |x| and |c| at most half the significand."""
    rng = np.random.default_rng(seed)
    half = 2 ** (np.finfo(dtype).nmant - 1)
    spread = min(half, 16 * 2**grid)
    x = rng.integers(-spread, spread, (batch, classes), endpoint=True)
    c = rng.integers(-half, half, endpoint=True)
    return (x * 2.0**-grid).astype(dtype), dtype.type(c * 2.0**-grid)


def _floats(dtype: np.dtype[Any], largest: float) -> SearchStrategy[Any]:
    """Draw numbers of a format between -largest and largest, subnormals and -0.0 among them."""
    return hnp.from_dtype(dtype, min_value=-largest, max_value=largest)
