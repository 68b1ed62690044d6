"""The three results that do not look at the function at all: zeros, a constant, the input."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.formats import result_dtype
from mnist_nn.mutants.mutant import Mutant, mutant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from mnist_nn.formats import FloatArray

    Shape = tuple[int, ...]

KERNEL_BENCH = "ScalingIntelligence/KernelBench#165"


def trivial(function: str, shape: Callable[..., Shape]) -> Iterator[Mutant]:
    """Yield the trivial mutants of `function`, whose result has the shape `shape(*inputs)`."""

    @mutant(function, repeats=KERNEL_BENCH if function == "softmax" else "")
    def always_zero(x: NDArray[Any], *others: NDArray[Any], **_: int) -> FloatArray:
        """Return zeros, which pass an absolute tolerance where the truth is small."""
        return np.zeros(shape(x, *others), result_dtype(x))

    @mutant(function)
    def uniform(x: NDArray[Any], *others: NDArray[Any], **_: int) -> FloatArray:
        """Return 1/n everywhere, for n columns, whatever the input."""
        columns = max(shape(x, *others)[-1], 1)
        return np.full(shape(x, *others), 1 / columns, result_dtype(x))

    @mutant(function)
    def copied(x: NDArray[Any], *others: NDArray[Any], **_: int) -> FloatArray:
        """Return the input, repeated or cut to the shape of the result."""
        return np.resize(x, shape(x, *others)).astype(result_dtype(x))

    yield from (always_zero, uniform, copied)


def shape_of_the_input(x: NDArray[Any]) -> Shape:
    """Return the shape of a function that maps each number."""
    return x.shape


def shape_of_a_layer(x: NDArray[Any], *parameters: NDArray[Any]) -> Shape:
    """Return (batch, outputs): the last parameter has one column for each output."""
    return *x.shape[:-1], parameters[-1].shape[-1]


def shape_of_digits(images: NDArray[Any]) -> Shape:
    """Return (batch, 10)."""
    return *images.shape[:-1], 10


TRIVIAL: tuple[Mutant, ...] = (
    *trivial("softmax", shape_of_the_input),
    *trivial("sigmoid", shape_of_the_input),
    # The third, the input itself, is the right identity.
    *list(trivial("identity", shape_of_the_input))[:2],
    *trivial("step", shape_of_the_input),
    *trivial("relu", shape_of_the_input),
    *trivial("matmul", shape_of_a_layer),
    *trivial("affine", shape_of_a_layer),
    *trivial("mlp", shape_of_a_layer),
    *trivial("predict", shape_of_digits),
)
"""Zeros, a constant and the input, for every function."""
