"""Right values, bad manners: the mistakes that a function of any array makes with its caller."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.functions import identity, relu, sigmoid, softmax, step
from mnist_nn.layers import affine, matmul
from mnist_nn.mutants.mutant import Mutant, mutant
from mnist_nn.network import mlp

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from mnist_nn.formats import FloatArray
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

    @mutant(name, repeats="NVIDIA/TransformerEngine#2848")
    def invents_a_row(x: NDArray[Any], **axis: int) -> FloatArray:
        """Launch at least one row, and return it of an empty batch too."""
        return f(x if x.size else np.zeros((1, *x.shape[1:]), x.dtype), **axis)

    @mutant(name, repeats="ROCm/MIOpen#2314")
    def stops_at_4096_numbers(x: NDArray[Any], **axis: int) -> FloatArray:
        """Launch a limited number of threads: the numbers beyond stay 0."""
        y: FloatArray = f(x, **axis)
        y.flat[4096:] = 0
        return y

    yield from (
        uses_its_input_as_scratch,
        returns_float32,
        drops_axes_of_length_one,
        warns_all_the_same,
        ignores_strides,
        ignores_the_byte_order,
        ignores_the_sign_of_integers,
        invents_a_row,
        stops_at_4096_numbers,
        reusing_its_output(name, f),
    )


def reusing_its_output(name: str, f: Function) -> Mutant:
    """Return the function `f` with one buffer for all results of one shape and dtype."""
    buffers: dict[object, FloatArray] = {}

    @mutant(name, repeats="pytorch/TensorRT#3275")
    def reuses_its_output(*arrays: NDArray[Any], **axis: int) -> FloatArray:
        """Return the same memory from every call, so that a second overwrites the first."""
        y: FloatArray = f(*arrays, **axis)
        if (y.shape, y.dtype) not in buffers:
            buffers.clear()
        buffer = buffers.setdefault((y.shape, y.dtype), y)
        buffer[...] = y
        return buffer

    return reuses_its_output


BAD_MANNERS: tuple[Mutant, ...] = (
    *bad_manners("softmax", softmax),
    *bad_manners("sigmoid", sigmoid),
    *bad_manners("identity", identity),
    *bad_manners("step", step),
    *bad_manners("relu", relu),
    reusing_its_output("matmul", matmul),
    reusing_its_output("affine", affine),
    reusing_its_output("mlp", mlp),
)
"""What goes wrong with memory, for every function that maps an array to one of the same shape."""
