"""Matrices x (batch, inputs) and W (inputs, outputs), and biases b (outputs,)."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np
from hypothesis import strategies as st

from mnist_nn.formats import FORMATS
from mnist_nn.specification.inputs.few_shapes import few_of, of_few, size_of_few
from mnist_nn.specification.inputs.listed import listed
from mnist_nn.specification.inputs.scores import on_a_grid
from mnist_nn.specification.inputs.sizes import GRIDS, SEEDS, up_to
from mnist_nn.specification.inputs.whole_numbers import whole_at_times

if TYPE_CHECKING:
    from collections.abc import Callable

    from hypothesis.strategies import SearchStrategy
    from numpy.typing import NDArray

    from mnist_nn.specification.inputs.listed import Listed

    Array = NDArray[Any]
    Shape = tuple[int, ...]
    Product = tuple[Array, Array]
    Affine = tuple[Array, Array, Array]

SIZES = of_few(
    st.tuples(st.integers(1, 4), up_to(40), up_to(12))
    | st.tuples(st.integers(1, 4), up_to(12)).map(lambda sizes: (*sizes, sizes[1]))
)
"""How many rows, inputs and outputs: half of the time as many outputs as inputs."""

KINDS: dict[str, Callable[[np.random.Generator, Shape], Array]] = {
    "normal": lambda rng, shape: rng.normal(0, 1, shape),
    "positive": lambda rng, shape: rng.uniform(0, 1, shape),
    "sparse": lambda rng, shape: rng.normal(0, 1, shape) * (rng.random(shape) < 0.2),
    "of every size": lambda rng, shape: rng.normal(0, 10.0 ** rng.uniform(-4, 2, shape)),
}


def matrices(dtype: np.dtype[Any]) -> SearchStrategy[Product]:
    """Draw x and W."""
    return _layers(dtype).map(lambda layer: layer[:2])


def affine_maps(dtype: np.dtype[Any]) -> SearchStrategy[Affine]:
    """Draw x, W and b."""
    return _layers(dtype)


def few_maps(dtype: np.dtype[Any]) -> SearchStrategy[Affine]:
    """Draw x, W and b of 1 to 3 inputs and outputs, integers up to 2: nothing is difficult."""
    sizes = of_few(st.tuples(st.integers(1, 4), st.integers(1, 3), st.integers(1, 3)))
    return st.builds(integers, st.just(dtype), sizes, st.just(2), SEEDS)


def few_matrices(dtype: np.dtype[Any]) -> SearchStrategy[Product]:
    """Draw x and W of 1 to 3 inputs and outputs."""
    return few_maps(dtype).map(lambda layer: layer[:2])


def small_integer_maps(dtype: np.dtype[Any]) -> SearchStrategy[Affine]:
    """Draw x, W and b of integers up to 5, whose sums are exact in the format."""
    return st.builds(integers, st.just(dtype), SIZES, st.just(5), SEEDS)


def small_integer_matrices(dtype: np.dtype[Any]) -> SearchStrategy[Product]:
    """Draw x and W of integers up to 5."""
    return small_integer_maps(dtype).map(lambda layer: layer[:2])


def maps_of_zero(dtype: np.dtype[Any]) -> SearchStrategy[Affine]:
    """Draw x = 0, W and b."""
    return _layers(dtype).map(lambda layer: (np.zeros_like(layer[0]), *layer[1:]))


def sums(dtype: np.dtype[Any]) -> SearchStrategy[tuple[Array, Array, Array]]:
    """Draw x and z (batch, inputs) whose sum is exact, and W."""
    return st.builds(_sum, st.just(dtype), matrices(dtype), GRIDS, SEEDS)


def permuted_matrices(dtype: np.dtype[Any]) -> SearchStrategy[tuple[Array, Array, Array]]:
    """Draw x, W, and a permutation of the inputs."""
    return st.builds(_permuted, matrices(dtype), SEEDS)


def empty_matrices(dtype: np.dtype[Any]) -> Listed:
    """Visit x and W that fit, with no rows, no inputs or no outputs, of all of 37 shapes."""
    sizes = [0, 1, 3, 40]
    shapes = [s for s in product(sizes, sizes, sizes) if 0 in s]
    return listed((np.zeros(s[:2], dtype), np.zeros(s[1:], dtype)) for s in few_of(shapes))


def mismatched_matrices(dtype: np.dtype[Any]) -> SearchStrategy[Product]:
    """Draw x (batch, inputs) and W (rows, outputs) that have no product: inputs != rows."""
    size = st.integers(1, 32)
    shapes = of_few(st.tuples(size, size, size, size)).filter(lambda s: s[1] != s[2])
    return shapes.map(lambda s: (np.ones(s[:2], dtype), np.ones(s[2:], dtype)))


def mismatched_maps(dtype: np.dtype[Any]) -> SearchStrategy[Affine]:
    """Draw x and W that have no product, with a bias for the columns of W."""
    return mismatched_matrices(dtype).map(lambda p: (*p, np.ones(p[1].shape[1], dtype)))


def wrong_biases(dtype: np.dtype[Any]) -> SearchStrategy[Affine]:
    """Draw x and W that fit, and a bias of another length, where neither length is 1."""
    lengths = size_of_few(st.integers(1, 39)).map(lambda n: n + 1)
    return st.builds(_with_wrong_bias, _wide_layers(dtype), lengths)


def broadcast_biases(dtype: np.dtype[Any]) -> SearchStrategy[Affine]:
    """Draw x and W that fit, and a bias of one of the shapes that libraries broadcast.

    (1,), (batch, 1), (batch, outputs) and (outputs, 1), where W has two columns at least.
    """
    kinds = st.sampled_from(["one number", "one for each row", "one for each result", "a column"])
    return st.builds(_with_broadcast_bias, _wide_layers(dtype), kinds)


def _wide_layers(dtype: np.dtype[Any]) -> SearchStrategy[Affine]:
    """Draw x, W and b with two outputs at least: a single one would broadcast with any bias."""
    return _layers(dtype).filter(lambda layer: layer[1].shape[1] > 1)


def _layers(dtype: np.dtype[Any]) -> SearchStrategy[Affine]:
    """Draw x, W and b by recipe."""
    kinds = st.sampled_from(sorted(KINDS))
    return whole_at_times(st.builds(_layer, st.just(dtype), SIZES, kinds, SEEDS))


def _shapes(sizes: Shape) -> tuple[Shape, Shape, Shape]:
    """Return the shapes of x, W and b."""
    return sizes[:2], sizes[1:], sizes[2:]


def _layer(dtype: np.dtype[Any], sizes: Shape, kind: str, seed: int) -> Affine:
    """Return x, W and b of one kind, whose sums do not overflow."""
    rng = np.random.default_rng(seed)
    x, W, b = (KINDS[kind](rng, shape) for shape in _shapes(sizes))
    return (x * _that_fits(dtype, x, W)).astype(dtype), W.astype(dtype), b.astype(dtype)


def _that_fits(dtype: np.dtype[Any], x: Array, W: Array) -> float:
    """Return a power of two by which x W is to be multiplied for its sums not to overflow.

    An eighth of the largest number leaves room for a bias, and for numbers that become whole.
    """
    greatest = np.max(np.abs(x, dtype=np.float64) @ np.abs(W, dtype=np.float64))
    _, exponent = np.frexp(8 * greatest / FORMATS[dtype.name].largest)
    return 2.0 ** -max(int(exponent), 0)


def integers(dtype: np.dtype[Any], sizes: Shape, largest: int, seed: int) -> Affine:
    """Return x, W and b of integers from -largest to largest.

    So many inputs are 0 that every partial sum is an integer that the format holds.
    """
    rng = np.random.default_rng(seed)
    x, W, b = (rng.integers(-largest, largest + 1, s).astype(dtype) for s in _shapes(sizes))
    terms = (2 ** FORMATS[dtype.name].digits - largest) // largest**2
    x[:, rng.permutation(x.shape[1])[terms:]] = 0
    return x, W, b


def _sum(dtype: np.dtype[Any], drawn: Product, grid: int, seed: int) -> Affine:
    """Return x and z on one grid, and W."""
    x, W = drawn
    x, z = (on_a_grid(dtype, x.shape, grid, s) for s in (seed, seed + 1))
    return x, z, W * dtype.type(_that_fits(dtype, np.abs(x) + np.abs(z), W))


def _permuted(drawn: Product, seed: int) -> tuple[Array, Array, Array]:
    """Return x, W and a permutation of the inputs."""
    return *drawn, np.random.default_rng(seed).permutation(drawn[1].shape[0])


def _with_wrong_bias(layer: Affine, length: int) -> Affine:
    """Return a bias of some length but the right one."""
    x, W, b = layer
    return x, W, np.ones(length + (length == b.size), b.dtype)


def _with_broadcast_bias(layer: Affine, kind: str) -> Affine:
    """Return a bias of a shape that NumPy would broadcast."""
    x, W, b = layer
    batch, outputs = x.shape[0], W.shape[1]
    shapes = {
        "one number": (1,),
        "one for each row": (batch, 1),
        "one for each result": (batch, outputs),
        "a column": (outputs, 1),
    }
    return x, W, np.ones(shapes[kind], b.dtype)
