"""Cases for matmul and affine: x (batch, inputs), W (inputs, outputs), b (outputs,)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from mnist_nn.formats import format_of
from mnist_nn.specification.affine import AFFINE
from mnist_nn.specification.inputs.matrices import KINDS, integers
from mnist_nn.specification.matmul import MATMUL
from mnist_nn.specification.truth import exactly
from mnist_nn.vectors.case import SIZES, Case, named, true_case
from mnist_nn.vectors.cases import cases
from mnist_nn.vectors.contract_cases import contract_cases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mnist_nn.formats import FloatArray as Array
    from mnist_nn.specification.function import Function

    Dtype: TypeAlias = np.dtype[Any]
    Layer: TypeAlias = tuple[Array, Array, Array]


@cases(MATMUL, AFFINE)
def layer_cases(function: Function, dtype: Dtype) -> Iterator[Case]:
    """Yield cases of x W, or of x W + b."""
    for reason, layer in _whole(dtype):
        arrays = _arguments(function, layer)
        yield Case(reason, named(function, *arrays), exactly(exact_layer(*arrays)))
    for reason, layer in (*_real(dtype), *_generated(dtype), *_long(dtype)):
        yield true_case(function, reason, *_arguments(function, layer))
    for reason, layer in _mismatched(dtype):
        yield Case(reason, named(function, *_arguments(function, layer)), None)
    x = [[1, 2, 3], [4, -5, 6], [-7, 8, -9]]
    ordinary = _layer(dtype, x, [[1, -2], [-3, 4], [0.5, 2]], [0.25, -0.5])
    yield from contract_cases(function, *_arguments(function, ordinary))


@cases(MATMUL)
def empty_cases(function: Function, dtype: Dtype) -> Iterator[Case]:
    """Yield products of nothing."""
    for reason, sizes in {
        "no inputs: an empty sum is 0": (2, 0, 3),
        "no outputs": (2, 3, 0),
    }.items():
        x, W, _ = integers(dtype, sizes, 2, 0)
        yield Case(reason, named(function, x, W), exactly(exact_layer(x, W)))


@cases(AFFINE)
def bias_cases(function: Function, dtype: Dtype) -> Iterator[Case]:
    """Yield biases of another length, where an error is due."""
    for reason, layer in _with_wrong_bias(dtype):
        yield Case(reason, named(function, *layer), None)


def _arguments(function: Function, layer: Layer) -> tuple[Array, ...]:
    """Return x and W, and b if the function takes it."""
    return layer[: len(function.arguments)]


def _whole(dtype: Dtype) -> Iterator[tuple[str, Layer]]:
    """Yield integers so small that no partial sum is rounded in float32, and no result."""
    x, W, b = [[1, 2], [3, 4]], [[5, 6], [7, 8]], [-1, 10]
    yield "two by two, integers", _layer(dtype, x, W, b)
    wide = [[1, 0, -2, 3], [0, 4, 1, -1], [2, -3, 0, 5]], [7, -8, 9, -10]
    yield "neither is square", _layer(dtype, [[1, -2, 3], [4, 5, -6]], *wide)
    yield "x = I gives W + b", _layer(dtype, np.eye(3), *wide)
    yield "W = I gives x + b", _layer(dtype, [[1, -2, 3], [4, 5, -6]], np.eye(3), [1, 0, -1])
    yield "x = 0 gives b", _layer(dtype, np.zeros((2, 3)), *wide)
    yield "a single product below zero", _layer(dtype, [[3]], [[-2]], [1])
    yield "half precision stops counting", _counting(dtype)
    for size in SIZES:
        yield f"a number of inputs near a tile: {size}", integers(dtype, (2, size, 3), 2, size)
        yield f"a number of rows near a tile: {size}", integers(dtype, (size, 3, 2), 2, size)
        yield f"a number of outputs near a tile: {size}", integers(dtype, (2, 3, size), 2, size)
    yield "square, and not symmetric", integers(dtype, (5, 5, 5), 2, 1)


def _real(dtype: Dtype) -> Iterator[tuple[str, Layer]]:
    """Yield numbers whose products are rounded."""
    W, b = [[1, 3, 5], [2, 4, 6]], [0.1, 0.2, 0.3]
    yield "a bias that is rounded", _layer(dtype, [[1, 2]], W, b)
    yield "small numbers are not 0", _layer(dtype, [[6e-4, 9e-5], [-6e-4, 1]], W, [0, 0, 0])
    yield "terms that cancel", _layer(dtype, [[1000.5, 1, -1000.5]], [[1], [0.1], [1]], [0.25])


def _generated(dtype: Dtype) -> Iterator[tuple[str, Layer]]:
    """Yield numbers of every kind."""
    for seed, kind in enumerate(sorted(KINDS)):
        rng = np.random.default_rng(seed)
        x, W, b = (KINDS[kind](rng, shape) for shape in ((3, 40), (40, 6), (6,)))
        yield f"numbers: {kind}", _layer(dtype, x, W, b)


def _long(dtype: Dtype) -> Iterator[tuple[str, Layer]]:
    """Yield more inputs, or outputs, than are added up or launched at once."""
    numbers = np.array([1, -2, 0.5, 2, -1, 1.5, 3])
    yield "4,099 inputs", _repeated(dtype, (2, 4_099, 3), numbers)
    yield "4,100 outputs", _repeated(dtype, (1, 3, 4_100), numbers[:5])


def _mismatched(dtype: Dtype) -> Iterator[tuple[str, Layer]]:
    """Yield x and W that have no product."""
    for x, W in (((2, 3), (2, 2)), ((1, 4), (5, 3)), ((3, 2), (3, 2)), ((2, 1), (3, 2))):
        reason = f"{list(x)} by {list(W)} is no product"
        yield reason, _layer(dtype, np.ones(x), np.ones(W), np.ones(W[1]))


def _with_wrong_bias(dtype: Dtype) -> Iterator[tuple[str, Layer]]:
    """Yield biases of another length: neither is 1, which libraries stretch to fit."""
    for outputs, length in ((3, 2), (2, 3), (4, 8), (8, 4)):
        reason = f"a bias of {length} for {outputs} outputs"
        x, W, _ = integers(dtype, (2, 3, outputs), 2, 0)
        yield reason, (x, W, np.ones(length, dtype))


def _counting(dtype: Dtype) -> Layer:
    """Return ones, which half precision no longer adds to the first number."""
    first = 2 ** min(format_of(dtype).digits, 11)
    return _layer(dtype, [[first] + 304 * [1]], np.ones((305, 1)), [4])


def _repeated(dtype: Dtype, sizes: tuple[int, int, int], numbers: Array) -> Layer:
    """Return a layer of some sizes in which a few numbers are repeated."""
    x, W, b = (np.resize(numbers, shape) for shape in (sizes[:2], sizes[1:], sizes[2:]))
    return _layer(dtype, x, W, b)


def exact_layer(x: Array, W: Array, *b: Array) -> Array:
    """Return x W + b, of integers."""
    product = x.astype(np.float64) @ W.astype(np.float64)
    return sum((bias.astype(np.float64) for bias in b), product)


def _layer(dtype: Dtype, x: Any, W: Any, b: Any) -> Layer:
    """Return x, W and b as arrays of a dtype."""
    return np.array(x, dtype), np.array(W, dtype), np.array(b, dtype)
