"""Right values, and a broken contract: the mistakes that any function can make with its caller.

Each is written once, for a function of any number of arrays, and names the law of the contract that
it breaks: it is a mutant of every function of which this law is required.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.mutants.breach import BREACHES, Breach, misread_argument, right, wrong_call
from mnist_nn.mutants.mutant import Mutant, mutant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from mnist_nn.specification.function import Function

    Array = NDArray[Any]
    Call = Callable[..., Array]


def contract_mutants(function: Function) -> Iterator[Mutant]:
    """Yield the reference implementation of a function with one mistake each, if there is one."""
    for breach in BREACHES:
        if function.reference and function.requires(breach.law):
            yield from breach.mutants(function)


# What it computes of NaN.


@misread_argument("passes_nan_on")
def takes_nan_for_zero(x: Array) -> Array:
    """Read NaN as 0."""
    return np.where(np.isnan(x), x.dtype.type(0), x) if x.dtype.kind not in "biu" else x


@wrong_call("passes_nan_on")
def spreads_nan(f: Call, *arrays: Array) -> Array:
    """Give nothing but NaN where one number is NaN."""
    y = f(*arrays)
    return np.full_like(y, np.nan) if np.isnan(y).any() else y


# What it makes of a batch.


@wrong_call("maps_any_number_of_rows", repeats="ROCm/MIOpen#2314")
def stops_at_4096_numbers(f: Call, *arrays: Array) -> Array:
    """Launch a limited number of threads: the numbers beyond stay 0."""
    y = f(*arrays)
    y.flat[4096:] = 0
    return y


@wrong_call("maps_any_number_of_rows", repeats="ggml-org/llama.cpp#10301")
def stops_at_512_rows(f: Call, *arrays: Array) -> Array:
    """Launch no more than 512 groups, one for each row: those beyond stay 0."""
    y = f(*arrays)
    y[512:] = 0
    return y


@wrong_call("treats_rows_independently")
def repeats_the_first_row(f: Call, *arrays: Array) -> Array:
    """Give every row what the first one gets."""
    y = f(*arrays)
    y[1:] = y[:1]
    return y


@wrong_call("maps_any_number_of_rows")
def stops_at_four_rows(f: Call, *arrays: Array) -> Array:
    """Leave the fifth row, and all that follow, at 0."""
    y = f(*arrays)
    y[4:] = 0
    return y


@wrong_call("of_no_rows_is_empty", repeats="NVIDIA/TransformerEngine#2848")
def invents_a_row(f: Call, x: Array, *others: Array) -> Array:
    """Launch at least one row, and return it of an empty batch too."""
    return f(x if x.size else np.zeros((1, *x.shape[1:]), x.dtype), *others)


# What it does with its caller's memory.


@wrong_call("keeps_shape_and_dtype", right_at=("float32",))
def returns_float32(f: Call, *arrays: Array) -> Array:
    """Return float32, whatever the dtype of the input."""
    return f(*arrays).astype(np.float32)


@wrong_call("keeps_shape_and_dtype")
def drops_axes_of_length_one(f: Call, *arrays: Array) -> Array:
    """Return a batch of one, and a single class, without their axes."""
    return np.squeeze(f(*arrays))


@wrong_call("leaves_its_input_untouched")
def uses_its_input_as_scratch(f: Call, *arrays: Array) -> Array:
    """Leave zeros in the first of its arguments."""
    y = f(*arrays)
    arrays[0][...] = 0
    return y


@wrong_call("leaves_its_input_untouched")
def uses_its_last_input_as_scratch(f: Call, *arrays: Array) -> Array:
    """Leave zeros in the last of its arguments."""
    y = f(*arrays)
    arrays[-1][...] = 0
    return y


@wrong_call("warns_of_nothing")
def warns_all_the_same(f: Call, *arrays: Array) -> Array:
    """Warn of an overflow that does not matter."""
    warnings.warn("overflow encountered", RuntimeWarning, stacklevel=2)
    return f(*arrays)


@misread_argument("reads_any_layout_or_refuses_it", repeats="tracel-ai/burn#4815")
def ignores_strides(x: Array) -> Array:
    """Read the memory that the input is a view of, from its start."""
    base = x if x.base is None or x.base.dtype != x.dtype else x.base
    return base.ravel(order="K")[: x.size].reshape(x.shape)


@misread_argument("reads_any_layout_or_refuses_it")
def ignores_the_byte_order(x: Array) -> Array:
    """Read byte-swapped numbers as native ones."""
    return x.view(x.dtype.newbyteorder("="))


@misread_argument("reads_integers_or_refuses_them")
def ignores_the_sign_of_integers(x: Array) -> Array:
    """Read signed integers as unsigned ones, and unsigned ones as signed."""
    other = {"i": "u", "u": "i"}.get(x.dtype.kind)
    return x.view(f"{other}{x.dtype.itemsize}") if other else x


def _reusing_its_output(function: Function) -> Iterator[Mutant]:
    """Yield the function with one buffer for all results of one shape and dtype."""
    buffers: dict[object, Array] = {}

    @mutant(function.name, repeats="pytorch/TensorRT#3275")
    def reuses_its_output(*arrays: Array, **options: int) -> Array:
        """Return the same memory from every call, so that a second overwrites the first."""
        y: Array = right(function)(*arrays, **options)
        if (y.shape, y.dtype) not in buffers:
            buffers.clear()
        buffer = buffers.setdefault((y.shape, y.dtype), y)
        buffer[...] = y
        return buffer

    yield reuses_its_output


BREACHES.append(Breach("keeps_its_results", _reusing_its_output))
