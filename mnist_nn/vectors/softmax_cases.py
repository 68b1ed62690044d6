"""Cases for softmax: rows of scores."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from mnist_nn.formats import format_of
from mnist_nn.specification.inputs.scores import ROW_KINDS, on_a_grid, rows
from mnist_nn.specification.softmax import SOFTMAX, row_of_x
from mnist_nn.specification.truth import exactly, true_softmax
from mnist_nn.vectors.case import MANY, SIZES, Case, along, exact_where, true_case
from mnist_nn.vectors.cases import cases
from mnist_nn.vectors.contract_cases import contract_cases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mnist_nn.formats import FloatArray
    from mnist_nn.specification.function import Function

    Dtype: TypeAlias = np.dtype[Any]

_INF = np.inf


@cases(SOFTMAX)
def softmax_cases(function: Function, dtype: Dtype) -> Iterator[Case]:
    """Yield cases of softmax along an axis, the last one where no other is given."""
    for reason, x in (*_chosen(dtype), *_masked(dtype), *_shapes(dtype), *_generated(dtype)):
        yield true_case(function, reason, x)
    yield from _exact(dtype)
    yield _with_nan(dtype)
    yield from _along_axes(dtype)
    yield from contract_cases(function, on_a_grid(dtype, (3, 4), 2, 5))
    yield from _long(dtype)


def _chosen(dtype: Dtype) -> Iterator[tuple[str, FloatArray]]:
    """Yield scores that were chosen for a reason."""
    largest = format_of(dtype).largest
    yield "three scores", _array(dtype, [0.3, 2.9, 4.0])
    yield "two classes", _array(dtype, [1, 3], [3, 1], [-2, -2.5])
    yield "equal scores share equally", _array(dtype, [0] * 3, [5] * 3, [-1000] * 3)
    yield "two greatest scores share", _array(dtype, [3, 3, 1], [1, 3, 3], [3, 1, 3])
    yield "the exponential of a score overflows", _array(dtype, [1010, 1000, 990])
    yield "the exponential of every score vanishes", _array(dtype, [-1010, -1000, -1002])
    yield "rows at levels far apart", _array(dtype, [1000, 1001], [-1000, -999], [0, 1])
    yield "the largest scores", _array(dtype, [largest, largest], [-largest, -largest])
    yield "the difference of scores overflows", _array(dtype, [largest, -largest, 0])
    yield (
        "differences that a product with log2(e) would lose",
        rows(dtype, (2, 9), "around 1000", 0),
    )
    yield "small probabilities are not 0", _array(dtype, [0, -2, -5, -9, -16.5, -20, -30, -80])
    # 8.0039 lies halfway between two numbers of float16.
    yield "a difference that half precision rounds", _array(dtype, [8, -0.0039, 7], [9, 0.9961, 8])
    yield "the maximum rises to the end", np.arange(0, 24, 0.5, dtype=dtype)[None]
    yield "the maximum falls to the end", np.arange(0, -24, -0.5, dtype=dtype)[None]
    late = np.zeros((1, 40), dtype)
    late[0, -1] = 300
    yield "the greatest score stands far above, and last", late
    yield "one score far below the others", np.where(late, dtype.type(-300), dtype.type(0))


def _masked(dtype: Dtype) -> Iterator[tuple[str, FloatArray]]:
    """Yield scores of which some are minus infinity."""
    yield "minus infinity gives exactly 0", _array(dtype, [0, -_INF, 1], [5, 5, -_INF])
    yield "a row that begins with minus infinity", _array(dtype, [-_INF, -_INF, 0, 1])
    yield "one class is left", _array(dtype, [-_INF, 7, -_INF], [-_INF, -_INF, -1000])
    below = [-_INF, -60_000, -60_032, -_INF]
    yield "scores below what may pass for minus infinity", _array(dtype, below)
    first_tiles = np.full((1, 33), -np.inf, dtype)
    first_tiles[0, -1] = -2
    yield "whole tiles of minus infinity", first_tiles


def _shapes(dtype: Dtype) -> Iterator[tuple[str, FloatArray]]:
    """Yield scores of shapes that are easily got wrong."""
    for size in SIZES:
        yield f"a length near that of a tile: {size}", on_a_grid(dtype, (1, size), 3, size)
    yield "as many rows as classes", on_a_grid(dtype, (5, 5), 2, 1)
    yield "many rows", on_a_grid(dtype, (129, 3), 2, 2)
    yield "two rows of 15 classes", on_a_grid(dtype, (2, 15), 2, 3)
    yield "one dimension", on_a_grid(dtype, (1, 6), 2, 4)[0]


def _generated(dtype: Dtype) -> Iterator[tuple[str, FloatArray]]:
    """Yield scores of every kind."""
    for seed, kind in enumerate(sorted(ROW_KINDS)):
        yield f"scores {kind}", rows(dtype, (3, 17 + seed), kind, seed)


def _exact(dtype: Dtype) -> Iterator[Case]:
    """Yield scores that have an exact answer."""
    largest = format_of(dtype).largest
    x = _array(dtype, [0], [1000], [-1000], [largest], [-0.5])
    yield Case("a single class has probability 1, exactly", {"x": x}, exactly(np.ones_like(x)))
    x = _array(dtype, [70, 0, 5, 10], [0, -60, -1000, -500], [1000, 900, 800, 0])
    first = np.broadcast_to(np.arange(4) == 0, x.shape)
    truth = exact_where(first, 1, true_softmax(x))
    yield Case("60 above all others: 1, exactly", {"x": x}, truth)


def _with_nan(dtype: Dtype) -> Case:
    """Return the case of rows with NaN, one of them with minus infinity too."""
    x = _array(dtype, [1, np.nan, 2], [0, 1, 2], [-_INF, 0, np.nan])
    lost = row_of_x(np.isnan(x))
    truth = exact_where(lost, np.nan, true_softmax(np.where(lost, dtype.type(0), x)))
    return Case("a NaN makes its row NaN, and no other", {"x": x}, truth)


def _along_axes(dtype: Dtype) -> Iterator[Case]:
    """Yield scores whose classes lie along some axis."""
    for shape in ((6,), (4, 4), (2, 3, 4), (2, 3, 3, 2)):
        x = on_a_grid(dtype, (1, math.prod(shape)), 2, len(shape)).reshape(shape)
        for axis in range(-x.ndim, x.ndim):
            truth = along(axis, true_softmax(np.moveaxis(x, axis, -1)))
            yield Case(f"axis {axis} of {list(shape)}", {"x": x}, truth, {"axis": axis})


def _long(dtype: Dtype) -> Iterator[Case]:
    """Yield rows and columns so long that half precision does not hold their sum."""
    x = np.zeros((1, MANY), dtype)
    yield Case(f"{MANY:,} equal scores, in a row", {"x": x}, true_softmax(x))
    x = np.resize(np.array([0, 3, 1, -2, 4], dtype), (1, MANY))
    yield Case(f"{MANY:,} scores that differ, in a row", {"x": x}, true_softmax(x))
    column = np.zeros((3000, 1), dtype)
    truth = along(0, true_softmax(column.T))
    yield Case("3,000 equal scores, in a column", {"x": column}, truth, {"axis": 0})


def _array(dtype: Dtype, *values: list[float]) -> FloatArray:
    """Return rows of scores (batch, classes)."""
    return np.array(values, dtype)
