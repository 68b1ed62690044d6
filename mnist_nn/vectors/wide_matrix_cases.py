"""Cases of products of many rows, inputs and outputs, told by few numbers that begin again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from mnist_nn.specification.affine import AFFINE
from mnist_nn.specification.matmul import MATMUL
from mnist_nn.specification.truth import exactly
from mnist_nn.vectors.case import WIDE, Case, named, rearranged
from mnist_nn.vectors.cases import cases
from mnist_nn.vectors.matrix_cases import exact_layer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mnist_nn.formats import FloatArray as Array
    from mnist_nn.specification.function import Function
    from mnist_nn.specification.truth import Truth

    Dtype: TypeAlias = np.dtype[Any]
    Sizes: TypeAlias = tuple[int, int, int]

_ROWS, _COLUMNS = 7, 11
"""How many rows of x there are, and columns of W: those beyond are the first ones again."""

_NARROW = {"a single output": (9, 300, 1), "many rows and inputs": (131, 513, 2)}
_LONG = {f"{n:,} inputs": (3, n, 2) for n in (41, 65, 100, *WIDE)}
_HIGH = {f"{n:,} rows": (n, 3, 2) for n in WIDE}
_BROAD = {f"{n:,} outputs": (1, 3, n) for n in WIDE}
_SQUARE = {f"{n} inputs and as many outputs": (1, n, n) for n in (129, 258)}
_CORNERS = {f"{rows} rows by {n} outputs": (rows, 2, n) for rows, n in ((70, 71), (131, 135))}


@cases(MATMUL, AFFINE)
def wide_layer_cases(function: Function, dtype: Dtype) -> Iterator[Case]:
    """Yield cases of x W, or of x W + b: of numbers that are rounded, and of integers."""
    normal = np.random.default_rng(0).normal(0, 1, _COLUMNS)
    for reason, sizes in (_NARROW | _LONG | _HIGH | _BROAD | _SQUARE).items():
        arrays = _arguments(function, normal.astype(dtype), sizes)
        truth = function.truth(*_few(*arrays))
        yield Case(f"{reason}, rounded", named(function, *arrays), _as_many(truth, sizes))
    whole = np.array([1, -2, 3, 0, 2, -1, 1, -3, 2, -1, 3])
    for reason, sizes in _CORNERS.items():
        arrays = _arguments(function, whole.astype(dtype), sizes)
        truth = exactly(exact_layer(*_few(*arrays)))
        yield Case(f"{reason}, integers", named(function, *arrays), _as_many(truth, sizes))


def _arguments(function: Function, few: Array, sizes: Sizes) -> tuple[Array, ...]:
    """Return x and W, and b if the function takes it, of a few numbers that begin again."""
    rows, inputs, outputs = sizes
    x = np.resize(few[:_ROWS], (rows, inputs))
    W, b = np.resize(few, (inputs, outputs)), np.resize(few, outputs)
    return (x, W, b)[: len(function.arguments)]


def _few(x: Array, W: Array, *b: Array) -> tuple[Array, ...]:
    """Return the rows, columns and biases of which the others are repetitions."""
    return x[:_ROWS], W[:, :_COLUMNS], *(bias[:_COLUMNS] for bias in b)


def _as_many(truth: Truth, sizes: Sizes) -> Truth:
    """Return the truth of all rows and columns."""
    rows, columns = np.arange(sizes[0]) % _ROWS, np.arange(sizes[2]) % _COLUMNS
    return rearranged(truth, lambda a: a[rows][:, columns])
