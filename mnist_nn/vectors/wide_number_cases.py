"""Cases of functions that map single numbers: long arrays, and numbers of every size."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from mnist_nn.formats import FLOAT32, format_of
from mnist_nn.specification.catalogue import SPECIFICATION
from mnist_nn.specification.sigmoid import SIGMOID
from mnist_nn.vectors.case import WIDE, Case, named, resized, true_case
from mnist_nn.vectors.cases import cases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mnist_nn.formats import FloatArray
    from mnist_nn.specification.function import Function

    Dtype: TypeAlias = np.dtype[Any]

_LENGTHS = (*WIDE, 16_387)

_FEW = (-2.3, 0.7, 13, -20.5, 7.1, -0.43, 0.05)
"""A prime number of them, so that none falls on the same place in all tiles."""

_MAPS = [f for f in SPECIFICATION.functions.values() if f.maps_numbers]


@cases(*_MAPS)
def long_cases(function: Function, dtype: Dtype) -> Iterator[Case]:
    """Yield long arrays, the last number of which is negative, and the one before positive."""
    for length in _LENGTHS:
        few = np.roll(np.array(_FEW, dtype), length % len(_FEW) - 1)
        x, truth = np.resize(few, length), resized(function.truth(few), (length,))
        yield Case(f"{length:,} numbers", named(function, x), truth)


@cases(*_MAPS)
def landmark_cases(function: Function, dtype: Dtype) -> Iterator[Case]:
    """Yield the numbers beside powers of two."""
    powers, u = 2.0 ** np.arange(-10, 8)[:, None], format_of(dtype).u
    beside = powers * [1 - u, 1 + 2 * u]
    yield true_case(function, "beside powers of two", _of_both_signs(dtype, beside))


@cases(*(f for f in _MAPS if f is not SIGMOID))
def binade_cases(function: Function, dtype: Dtype) -> Iterator[Case]:
    """Yield a number of each binade of float32, and of some beyond, for a result costs little."""
    f = format_of(dtype)
    low, high = math.frexp(f.smallest)[1], math.frexp(f.largest)[1]
    own = math.frexp(FLOAT32.smallest)[1], math.frexp(FLOAT32.largest)[1]
    exponents = [k for k in range(low, high) if own[0] <= k < own[1] or k % 64 == 0]
    numbers = np.ldexp(2 / 3, exponents)
    yield true_case(function, "a number of each binade", _of_both_signs(dtype, numbers))


@cases(SIGMOID)
def dense_cases(function: Function, dtype: Dtype) -> Iterator[Case]:
    """Yield numbers at small distances, wherever sigmoid is neither 0 nor 1."""
    x = np.arange(-20, 20, 0.25)[None].astype(dtype)
    yield true_case(function, "quarters from -20 to 20", x)
    x = np.arange(-90, -20, 0.5)[None].astype(dtype)
    yield true_case(function, "halves from -90 to -20", x)


def _of_both_signs(dtype: Dtype, numbers: FloatArray) -> FloatArray:
    """Return positive numbers and their negatives, in two rows."""
    x = numbers.ravel().astype(dtype)
    return np.array([x, -x])
