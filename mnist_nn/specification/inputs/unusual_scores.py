"""Scores with infinities among them, and rows of no scores."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from hypothesis import strategies as st

from mnist_nn.specification.inputs.few_shapes import few_of
from mnist_nn.specification.inputs.listed import listed
from mnist_nn.specification.inputs.scores import lowest_scores, scores
from mnist_nn.specification.inputs.sizes import BESIDE_POWERS, SEEDS

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from mnist_nn.formats import FloatArray
    from mnist_nn.specification.inputs.listed import Listed


def scores_with_minus_infinity(dtype: np.dtype[Any]) -> SearchStrategy[FloatArray]:
    """Draw scores of any size, some of them minus infinity, at least one in each row finite."""
    return st.builds(_masked, scores(dtype) | lowest_scores(dtype), SEEDS)


def scores_with_plus_infinity(dtype: np.dtype[Any]) -> SearchStrategy[FloatArray]:
    """Draw rows in which exactly one score is plus infinity."""
    return st.builds(_with_one, scores(dtype), st.just(np.inf), SEEDS)


def no_classes(dtype: np.dtype[Any]) -> Listed:
    """Visit all of 29 numbers of rows without classes (batch, 0)."""
    return listed((np.zeros((batch, 0), dtype),) for batch in few_of(BESIDE_POWERS))


def _masked(x: FloatArray, seed: int) -> FloatArray:
    """Return x with classes masked at random, but for one in each row."""
    rng = np.random.default_rng(seed)
    mask = rng.random(x.shape) < rng.random()
    mask[np.arange(len(x)), rng.integers(x.shape[-1], size=len(x))] = False
    return np.where(mask, x.dtype.type(-np.inf), x)


def _with_one(x: FloatArray, value: float, seed: int) -> FloatArray:
    """Return x with one score of each row replaced."""
    x = x.copy()
    x[np.arange(len(x)), np.random.default_rng(seed).integers(x.shape[-1], size=len(x))] = value
    return x
