"""Right values, bad manners: the mistakes that a function of any array makes with its caller."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.functions import identity, relu, sigmoid, softmax, step
from mnist_nn.mutants.mutant import Mutant, mutant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from mnist_nn.dtypes import FloatArray
    from mnist_nn.mutants.mutant import Function


def bad_manners(name: str, f: Function) -> Iterator[Mutant]:
    """Yield the function `f` with one mistake each about the memory of its argument."""

    @mutant(name)
    def uses_its_input_as_scratch(x: NDArray[Any], **axis: int) -> FloatArray:
        """Leave zeros in the input."""
        y: FloatArray = f(x, **axis)
        x[...] = 0
        return y

    @mutant(name)
    def returns_float32(x: NDArray[Any], **axis: int) -> FloatArray:
        """Return float32, whatever the dtype of the input."""
        return f(x, **axis).astype(np.float32)

    @mutant(name)
    def drops_axes_of_length_one(x: NDArray[Any], **axis: int) -> FloatArray:
        """Return a batch of one, and a single class, without their axes."""
        return np.squeeze(f(x, **axis))

    @mutant(name)
    def warns_all_the_same(x: NDArray[Any], **axis: int) -> FloatArray:
        """Warn of an overflow that does not matter."""
        warnings.warn("overflow encountered", RuntimeWarning, stacklevel=2)
        return f(x, **axis)

    @mutant(name, repeats="tracel-ai/burn#4815")
    def ignores_strides(x: NDArray[Any], **axis: int) -> FloatArray:
        """Read the memory that the input is a view of, from its start."""
        base = x if x.base is None or x.base.dtype != x.dtype else x.base
        return f(base.ravel(order="K")[: x.size].reshape(x.shape), **axis)

    @mutant(name)
    def ignores_the_byte_order(x: NDArray[Any], **axis: int) -> FloatArray:
        """Read byte-swapped numbers as native ones."""
        return f(x.view(x.dtype.newbyteorder("=")), **axis)

    @mutant(name)
    def ignores_the_sign_of_integers(x: NDArray[Any], **axis: int) -> FloatArray:
        """Read signed integers as unsigned ones, and unsigned ones as signed."""
        other = {"i": "u", "u": "i"}.get(x.dtype.kind, x.dtype.kind)
        return f(x.view(f"{other}{x.dtype.itemsize}"), **axis)

    yield from (
        uses_its_input_as_scratch,
        returns_float32,
        drops_axes_of_length_one,
        warns_all_the_same,
        ignores_strides,
        ignores_the_byte_order,
        ignores_the_sign_of_integers,
    )


BAD_MANNERS: tuple[Mutant, ...] = (
    *bad_manners("softmax", softmax),
    *bad_manners("sigmoid", sigmoid),
    *bad_manners("identity", identity),
    *bad_manners("step", step),
    *bad_manners("relu", relu),
)
"""Six mistakes about memory, for every function that maps an array to one of the same shape."""
