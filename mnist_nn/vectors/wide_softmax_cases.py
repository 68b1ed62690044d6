"""Cases of softmax of long rows, many rows and many columns, told by few numbers.

A file tells a number that stands many times in a row once. And where n numbers begin again and
again in n rows, whose length is one more than a multiple of n, each column is a rotation of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from mnist_nn.oracle.equal_scores import equal_scores_error
from mnist_nn.specification.softmax import SOFTMAX
from mnist_nn.specification.truth import true_shares
from mnist_nn.vectors.case import WIDE, Case, along, exact_where, named, resized, true_case
from mnist_nn.vectors.cases import cases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mnist_nn.formats import FloatArray
    from mnist_nn.specification.function import Function

    Dtype: TypeAlias = np.dtype[Any]

_LONGEST = (70_000, 131_073)
"""Numbers of classes that 16 bits do not count, nor 17."""

_TILES = 9
"""How many tiles there are in a row, at least."""


@cases(SOFTMAX)
def wide_softmax_cases(function: Function, dtype: Dtype) -> Iterator[Case]:
    """Yield cases of long rows of every structure, and of many rows and columns."""
    for classes in WIDE:
        yield _one_above(function, dtype, classes, _places(classes))
        yield true_case(function, f"tiles at levels, {classes:,} classes", _levels(dtype, classes))
        x = np.resize(np.random.default_rng(classes).normal(0, 3, 23), (1, classes)).astype(dtype)
        yield true_case(function, f"scores that differ, {classes:,} classes", x)
        yield _equal(function, dtype, classes)
    for classes in _LONGEST:
        yield _one_above(function, dtype, classes, [classes - 1])
        yield _equal(function, dtype, classes)
    yield _far_apart(function, dtype)
    yield from _along_axes(function, dtype)


def _places(classes: int) -> list[int]:
    """Return the ends of a row, and some places in it, at both sides of the edge of a tile."""
    tile = 2 ** ((classes - 1).bit_length() - 1)
    return [0, tile // 2, classes // 3, tile - 1, tile, classes - 1]


def _one_above(function: Function, dtype: Dtype, classes: int, places: list[int]) -> Case:
    """Return the case of one score in each row that is 1,000 above all others: 1, exactly."""
    above = np.arange(classes) == np.array(places)[:, None]
    x = np.where(above, 500, -500).astype(dtype)
    truth = exact_where(above, 1, function.truth(x))
    reason = f"one score far above all others, {classes:,} classes"
    return Case(reason, named(function, x), truth)


def _levels(dtype: Dtype, classes: int) -> FloatArray:
    """Return rows of tiles that rise, fall, or are at any level, some of them minus infinity."""
    tile = np.arange(classes) // 2 ** ((classes // _TILES).bit_length() - 1)
    i, last = np.arange(tile[-1] + 1), tile[-1]
    masks = [i < 0, i < last, i > last // 2, i != 1]
    any_level = np.random.default_rng(classes).permutation(i)
    levels = [i, -i, *(np.where(mask, -np.inf, any_level) for mask in masks)]
    return (2.9 * np.array(levels)[:, tile]).astype(dtype)


def _equal(function: Function, dtype: Dtype, classes: int) -> Case:
    """Return the case of equal scores, in the second row with minus infinity before and behind."""
    i = np.arange(classes)
    middle = (classes // 4 < i) & (i < classes // 2)
    x = np.array([0 * i, np.where(middle, 100, -np.inf)]).astype(dtype)
    truth = true_shares(x, equal_scores_error)
    return Case(f"equal scores, {classes:,} classes", named(function, x), truth)


def _far_apart(function: Function, dtype: Dtype) -> Case:
    """Return the case of many rows at levels far apart."""
    few = np.array([[1000, 1001], [-1000, -999], [0, 1], [-500, -502], [300, 300]], dtype)
    x = np.resize(few, (1_031, 2))
    truth = resized(function.truth(few), x.shape)
    return Case("1,031 rows at levels far apart", named(function, x), truth)


def _along_axes(function: Function, dtype: Dtype) -> Iterator[Case]:
    """Yield scores along another axis than the last: of many columns, and of many classes."""
    few = np.array([0.3, 2.9, -4.0, 1.7, 0.9], dtype)
    for shape, axis in {(5, 1_031): 0, (3, 5, 1_031): 1, (2, 5, 4_101): -2}.items():
        x, truth = np.resize(few, shape), resized(function.truth(few), shape)
        yield Case(f"axis {axis} of {list(shape)}", named(function, x), truth, {"axis": axis})
    x = _levels(dtype, 1_031)[[2, 2, 2]]
    truth = along(0, function.truth(x))
    yield Case("1,031 classes, in columns", named(function, x.T.copy()), truth, {"axis": 0})
