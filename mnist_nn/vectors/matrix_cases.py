"""Cases for matmul and affine: x (batch, inputs), W (inputs, outputs), b (outputs,)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from mnist_nn.specification.inputs.matrices import KINDS
from mnist_nn.specification.truth import exactly, true_affine, true_product
from mnist_nn.vectors.case import SIZES, Case, exact_where

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mnist_nn.formats import FloatArray as Array
    from mnist_nn.specification.truth import Truth

    Dtype: TypeAlias = np.dtype[Any]
    Sizes: TypeAlias = tuple[int, int, int]
    Layer: TypeAlias = tuple[Array, Array, Array]


def matmul_cases(dtype: Dtype) -> Iterator[Case]:
    """Yield cases of x W."""
    for reason, (x, W, _) in (*_whole(dtype), *_empty(dtype)):
        yield Case(reason, {"x": x, "W": W}, exactly(_exact_product(x, W)))
    for reason, (x, W, _) in (*_real(dtype), *_generated(dtype)):
        yield Case(reason, {"x": x, "W": W}, true_product(x, W))
    yield from _with_nan(dtype)
    for reason, (x, W, _) in _mismatched(dtype):
        yield Case(reason, {"x": x, "W": W}, None)


def affine_cases(dtype: Dtype) -> Iterator[Case]:
    """Yield cases of x W + b."""
    for reason, layer in (*_whole(dtype), ("no rows", _integers(dtype, (0, 3, 2), 0))):
        yield _affine_case(reason, layer, exactly(_exact_map(*layer)))
    for reason, layer in (*_real(dtype), *_generated(dtype)):
        yield _affine_case(reason, layer, true_affine(*layer))
    for reason, layer in (*_mismatched(dtype), *_with_wrong_bias(dtype)):
        yield _affine_case(reason, layer, None)


def _affine_case(reason: str, layer: Layer, truth: Truth | None) -> Case:
    """Return the case of x, W and b."""
    return Case(reason, dict(zip(("x", "W", "b"), layer, strict=True)), truth)


def _whole(dtype: Dtype) -> Iterator[tuple[str, Layer]]:
    """Yield integers so small that no partial sum is rounded, not even in float16."""
    x, W, b = [[1, 2], [3, 4]], [[5, 6], [7, 8]], [-1, 10]
    yield "two by two, integers", _layer(dtype, x, W, b)
    wide = [[1, 0, -2, 3], [0, 4, 1, -1], [2, -3, 0, 5]], [7, -8, 9, -10]
    yield "neither is square", _layer(dtype, [[1, -2, 3], [4, 5, -6]], *wide)
    yield "x = I gives W + b", _layer(dtype, np.eye(3), *wide)
    yield "W = I gives x + b", _layer(dtype, [[1, -2, 3], [4, 5, -6]], np.eye(3), [1, 0, -1])
    yield "x = 0 gives b", _layer(dtype, np.zeros((2, 3)), *wide)
    yield "a single product below zero", _layer(dtype, [[3]], [[-2]], [1])
    yield (
        "half precision stops counting at 2048",
        _layer(dtype, [[2048] + 302 * [1]], np.ones((303, 1)), [2]),
    )
    for size in SIZES:
        yield f"a number of inputs near a tile: {size}", _integers(dtype, (2, size, 3), size)
        yield f"a number of rows near a tile: {size}", _integers(dtype, (size, 3, 2), size)
        yield f"a number of outputs near a tile: {size}", _integers(dtype, (2, 3, size), size)
    yield "square, and not symmetric", _integers(dtype, (5, 5, 5), 1)


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


def _empty(dtype: Dtype) -> Iterator[tuple[str, Layer]]:
    """Yield products of nothing."""
    for reason, sizes in {
        "no inputs: an empty sum is 0": (2, 0, 3),
        "no rows": (0, 3, 2),
        "no outputs": (2, 3, 0),
    }.items():
        yield reason, _integers(dtype, sizes, 0)


def _with_nan(dtype: Dtype) -> Iterator[Case]:
    """Yield a row with a NaN; one with an infinity may be NaN too, if its sum is compensated."""
    x, W, _ = _layer(dtype, [[1, 2, 3], [4, -5, 6]], [[1, -2], [-3, 4], [0.5, 2]], [0, 0])
    truth = exact_where(np.array([[True], [False]]), np.nan, true_product(x, W))
    x[0, 1] = np.nan
    yield Case("a NaN makes its row NaN, and no other", {"x": x, "W": W}, truth)


def _mismatched(dtype: Dtype) -> Iterator[tuple[str, Layer]]:
    """Yield x and W that have no product."""
    for x, W in (((2, 3), (2, 2)), ((1, 4), (5, 3)), ((3, 2), (3, 2)), ((2, 1), (3, 2))):
        reason = f"{list(x)} by {list(W)} is no product"
        yield reason, _layer(dtype, np.ones(x), np.ones(W), np.ones(W[1]))


def _with_wrong_bias(dtype: Dtype) -> Iterator[tuple[str, Layer]]:
    """Yield biases of another length: neither is 1, which libraries stretch to fit."""
    for outputs, length in ((3, 2), (2, 3), (4, 8), (8, 4)):
        reason = f"a bias of {length} for {outputs} outputs"
        x, W, _ = _integers(dtype, (2, 3, outputs), 0)
        yield reason, (x, W, np.ones(length, dtype))


def _exact_product(x: Array, W: Array) -> Array:
    """Return x W, of integers."""
    return x.astype(np.float64) @ W.astype(np.float64)


def _exact_map(x: Array, W: Array, b: Array) -> Array:
    """Return x W + b, of integers."""
    return _exact_product(x, W) + b


def _integers(dtype: Dtype, sizes: Sizes, seed: int) -> Layer:
    """Return x, W and b of integers from -2 to 2: 300 products sum to 1200 at most."""
    rng = np.random.default_rng(seed)
    batch, inputs, outputs = sizes
    x, W, b = (
        rng.integers(-2, 3, shape) for shape in ((batch, inputs), (inputs, outputs), outputs)
    )
    return _layer(dtype, x, W, b)


def _layer(dtype: Dtype, x: Any, W: Any, b: Any) -> Layer:
    """Return x, W and b as arrays of a dtype."""
    return np.array(x, dtype), np.array(W, dtype), np.array(b, dtype)
