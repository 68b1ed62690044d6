"""Scores and a change of them: what it does to softmax is a law."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from hypothesis import strategies as st

from mnist_nn.formats import format_of
from mnist_nn.specification.inputs.few_shapes import of_few, shapes_are_few
from mnist_nn.specification.inputs.scores import on_a_grid, scores
from mnist_nn.specification.inputs.sizes import GRIDS, SEEDS, SHAPES

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from mnist_nn.formats import FloatArray


def shifted_scores(
    dtype: np.dtype[Any],
) -> SearchStrategy[tuple[FloatArray, FloatArray]]:
    """Draw scores x and a shift c, of no dimension, for which every x + c is exact.

    Both are multiples of one power of two, small enough for their sum to fit the significand.
    """
    return st.builds(_shifted, st.just(dtype), SHAPES, GRIDS, SEEDS)


def permuted_scores(
    dtype: np.dtype[Any],
) -> SearchStrategy[tuple[FloatArray, np.ndarray[Any, Any]]]:
    """Draw scores, and a permutation of their classes."""
    return st.builds(_permuted, scores(dtype), SEEDS)


def chosen_scores(dtype: np.dtype[Any]) -> SearchStrategy[tuple[FloatArray, np.ndarray[Any, Any]]]:
    """Draw scores, and which of their classes to keep: (classes,) of booleans, one at least."""
    return st.builds(_chosen, scores(dtype), SEEDS)


def raised_scores(
    dtype: np.dtype[Any],
) -> SearchStrategy[tuple[FloatArray, FloatArray, int]]:
    """Draw scores, the same with one class raised in every row, and which class that is."""
    return st.builds(_raised, scores(dtype), SEEDS)


def nearby_scores(dtype: np.dtype[Any]) -> SearchStrategy[tuple[FloatArray, FloatArray]]:
    """Draw scores, and others at a distance between 1e-6 and 10 from them."""
    return st.builds(_nearby, scores(dtype), SEEDS)


def scores_along_an_axis(dtype: np.dtype[Any]) -> SearchStrategy[tuple[FloatArray, int]]:
    """Draw scores of one to four dimensions, and one of their axes, counted from either end.

    Half of them have four: a kernel that folds dimensions into three is right for fewer.
    """
    sizes, ndim = st.tuples(*[st.integers(1, 6)] * 4), st.sampled_from((1, 2, 3, 4, 4, 4))
    shapes = st.builds(_first, sizes, ndim)
    return st.builds(_along_an_axis, st.just(dtype), of_few(shapes), st.integers(0, 7), SEEDS)


def _first(sizes: tuple[int, ...], number: int) -> tuple[int, ...]:
    """Return the first so many sizes."""
    return sizes[:number]


def _shifted(
    dtype: np.dtype[Any], shape: tuple[int, ...], grid: int, seed: int
) -> tuple[FloatArray, FloatArray]:
    """Return x and c on the grid of 2**-grid, with |x| and |c| at most half the significand."""
    half = 2 ** (format_of(dtype).digits - 2)
    c = np.random.default_rng(seed).integers(-half, half, endpoint=True)
    return on_a_grid(dtype, shape, grid, seed), np.array(c * 2.0**-grid, dtype)


def _along_an_axis(
    dtype: np.dtype[Any], shape: tuple[int, ...], k: int, seed: int
) -> tuple[FloatArray, int]:
    """Return normal scores, and the k-th of their axes from -ndim to ndim - 1, counted round."""
    x = np.random.default_rng(seed).normal(0, 3, shape).astype(dtype)
    k = x.size if shapes_are_few() else k
    return x, k % (2 * x.ndim) - x.ndim


def _permuted(x: FloatArray, seed: int) -> tuple[FloatArray, np.ndarray[Any, Any]]:
    """Return x and a permutation of its columns."""
    return x, np.random.default_rng(seed).permutation(x.shape[-1])


def _chosen(x: FloatArray, seed: int) -> tuple[FloatArray, np.ndarray[Any, Any]]:
    """Return x and a choice of its columns."""
    rng, classes = np.random.default_rng(seed), x.shape[-1]
    if shapes_are_few():
        return x, rng.permutation(classes) <= classes // 2
    keep = rng.integers(2, size=classes).astype(bool)
    keep[rng.integers(classes)] = True
    return x, keep


def _raised(x: FloatArray, seed: int) -> tuple[FloatArray, FloatArray, int]:
    """Return x, x with column k raised by up to 3, and k."""
    rng = np.random.default_rng(seed)
    k = int(rng.integers(x.shape[-1]))
    raised = x.copy()
    raised[:, k] += x.dtype.type(rng.uniform(0, 3))
    return x, raised, k


def _nearby(x: FloatArray, seed: int) -> tuple[FloatArray, FloatArray]:
    """Return x and x moved by a normal step of random size."""
    rng = np.random.default_rng(seed)
    step = rng.normal(0, 10.0 ** rng.uniform(-6, 1), x.shape)
    return x, x + step.astype(x.dtype)
