"""The three results that do not look at the function at all: zeros, a constant, the input."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.mutants.mutant import Mutant, mutant
from mnist_nn.precision import result_dtype

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from mnist_nn.formats import FloatArray
    from mnist_nn.specification.function import Function

    Array = NDArray[Any]

KERNEL_BENCH = "ScalingIntelligence/KernelBench#165"


def trivial_mutants(function: Function) -> Iterator[Mutant]:
    """Yield the trivial mutants of a function."""

    def shape_of(*arrays: Array) -> tuple[int, ...]:
        """Return the shape of the result and, where an error is due, that of the first argument."""
        return function.shape(*arrays) or arrays[0].shape

    @mutant(function.name, repeats=KERNEL_BENCH if function.name == "softmax" else "")
    def always_zero(*arrays: Array, **_: int) -> FloatArray:
        """Return zeros, which pass an absolute tolerance where the truth is small."""
        return np.zeros(shape_of(*arrays), result_dtype(*arrays))

    @mutant(function.name)
    def uniform(*arrays: Array, **_: int) -> FloatArray:
        """Return 1/n everywhere, for n columns, whatever the input."""
        shape = shape_of(*arrays)
        return np.full(shape, 1 / max(shape[-1], 1), result_dtype(*arrays))

    @mutant(function.name)
    def copied(*arrays: Array, **_: int) -> FloatArray:
        """Return the input, repeated or cut to the shape of the result."""
        return np.resize(arrays[0], shape_of(*arrays)).astype(result_dtype(*arrays))

    yield from (always_zero, uniform)
    if not _is_the_identity(function):
        yield copied


def _is_the_identity(function: Function) -> bool:
    """Return whether a function gives what it is given."""
    x = np.array([[-1.5, 0.5]])
    return function.maps_numbers and bool((function.truth(x).enclosure.hi == x).all())
