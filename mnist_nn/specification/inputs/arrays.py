"""Scores in other clothes: integers, memory layouts, not-a-number, infinities, and no scores."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from mnist_nn.specification.inputs.scores import BATCHES, SEEDS, lowest_scores, scores

if TYPE_CHECKING:
    from collections.abc import Callable

    from hypothesis.strategies import SearchStrategy
    from numpy.typing import NDArray

    from mnist_nn.formats import FloatArray

INTEGERS = ("int8", "uint8", "int16", "int32", "int64")


def _unaligned(x: FloatArray) -> FloatArray:
    """Return x at an address that is no multiple of its item size."""
    memory = np.empty(x.nbytes + 1, np.uint8)[1:]
    copy = memory.view(x.dtype).reshape(x.shape)
    copy[...] = x
    return copy


def _read_only(x: FloatArray) -> FloatArray:
    """Return a copy of x that may not be written to."""
    x = x.copy()
    x.flags.writeable = False
    return x


LAYOUTS: dict[str, Callable[[FloatArray], FloatArray]] = {
    "in C order": np.ascontiguousarray,
    "in Fortran order": np.asfortranarray,
    "strided": lambda x: np.repeat(x, 2, axis=-1)[..., ::2],
    "with rows apart": lambda x: np.concatenate([x, x], axis=-1)[..., : x.shape[-1]],
    "reversed": lambda x: np.flip(np.flip(x).copy()),
    "with one row repeated": lambda x: np.broadcast_to(x[:1], x.shape),
    "with one column repeated": lambda x: np.broadcast_to(x[..., :1], x.shape),
    "byte-swapped": lambda x: x.astype(x.dtype.newbyteorder("S")),
    "unaligned": _unaligned,
    "read-only": _read_only,
}
"""Ways to lay an array out in memory: its own numbers, or some of them, repeated by stride 0."""


def integer_scores(dtype: np.dtype[Any]) -> SearchStrategy[NDArray[np.integer[Any]]]:
    """Draw integers (batch, classes): up to 100 in size, and for uint8 up to 255."""
    low, high = (0, 255) if dtype == np.uint8 else (0 if dtype.kind == "u" else -100, 100)
    shapes = st.tuples(BATCHES, st.integers(1, 12))
    return hnp.arrays(dtype, shapes, elements=st.integers(low, high), fill=st.nothing())


def scores_with_minus_infinity(dtype: np.dtype[Any]) -> SearchStrategy[FloatArray]:
    """Draw scores of any size, some of them minus infinity, at least one in each row finite."""
    return st.builds(_masked, scores(dtype) | lowest_scores(dtype), SEEDS)


def scores_with_plus_infinity(dtype: np.dtype[Any]) -> SearchStrategy[FloatArray]:
    """Draw rows in which exactly one score is plus infinity."""
    return st.builds(_with_one, scores(dtype), st.just(np.inf), SEEDS)


def scores_with_nan(dtype: np.dtype[Any]) -> SearchStrategy[FloatArray]:
    """Draw scores with one NaN in the first row, and a row or more without."""
    return st.builds(_with_nan, scores(dtype), SEEDS)


def no_rows(dtype: np.dtype[Any]) -> SearchStrategy[FloatArray]:
    """Draw an empty batch (0, classes), of one to thousands of classes."""
    return st.integers(1, 10_000).map(lambda classes: np.zeros((0, classes), dtype))


def no_classes(dtype: np.dtype[Any]) -> SearchStrategy[FloatArray]:
    """Draw rows without classes (batch, 0)."""
    return st.integers(1, 10_000).map(lambda batch: np.zeros((batch, 0), dtype))


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


def _with_nan(x: FloatArray, seed: int) -> FloatArray:
    """Return a first row with one NaN in it above the rows of x."""
    return np.concatenate([_with_one(x[:1], np.nan, seed), x])
