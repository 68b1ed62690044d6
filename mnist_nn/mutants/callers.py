"""Right values, and wrong manners: what any function can do wrong with its caller's memory.

Each is written once, for a function of any number of arrays, as in `contract`.
"""

from __future__ import annotations

import warnings
from itertools import count
from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.mutants.breach import Breach, misread_argument, remembered_by, right, wrong_call
from mnist_nn.mutants.mutant import Mutant, mutant

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator

    from numpy.typing import NDArray

    from mnist_nn.specification.function import Function

    Array = NDArray[Any]
    Call = Callable[..., Array]


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


@misread_argument("reads_any_layout_or_refuses_it")
def reads_one_number_beyond_the_end(x: Array) -> Array:
    """Read one number beyond the end, and multiply it by 0: NaN stays NaN."""
    return _with_nothing_added(x, -1, x.size)


@wrong_call("reads_any_layout_or_refuses_it")
def reads_one_number_before_the_start(f: Call, x: Array, *others: Array) -> Array:
    """Read one number before the first, and multiply it by 0."""
    return f(_with_nothing_added(x, 0, -1), *others)


@wrong_call("reads_any_layout_or_refuses_it")
def reads_one_number_beyond_a_row(f: Call, x: Array, *others: Array) -> Array:
    """Read one number beyond the end of the first row, where rows are apart, and multiply by 0."""
    apart = x.ndim > 1 and x.size and x.strides[-1] == x.itemsize and not x.flags.c_contiguous
    return f(_with_nothing_added(x, 0, x.shape[-1]) if apart else x, *others)


# What is remembered of an earlier call.


@misread_argument("reads_its_memory_anew", repeats="tensorflow/tensorflow#56218")
def remembers_what_was_at_its_address(x: Array) -> Array:
    """Keep a copy of what it was given, and find it by the address, the shape and the dtype."""
    key = x.ctypes.data, x.shape, x.strides, x.dtype.str
    if key not in _COPIES:
        _COPIES.clear()
        _COPIES[key] = x.copy()
    return _COPIES[key]


@remembered_by("reads_its_memory_anew")
def remembers_results_by_address(*arrays: Array) -> Hashable:
    """Return the last result again if it is asked about the same memory."""
    return tuple((x.ctypes.data, x.shape, x.strides, x.dtype.str) for x in arrays)


@remembered_by("reads_its_memory_anew")
def remembers_results_by_first_numbers(*arrays: Array) -> Hashable:
    """Return the last result again if shapes and first numbers are the same."""
    return tuple((x.shape, x.dtype.str, x.flat[:1].tobytes()) for x in arrays)


@remembered_by("shares_no_memory")
def returns_the_same_array_again(*arrays: Array) -> Hashable:
    """Return the last array again if all numbers are the same, whatever was written to it."""
    return tuple((x.shape, x.dtype.str, x.tobytes()) for x in arrays)


@wrong_call("shares_no_memory")
def returns_the_memory_of_its_input(f: Call, x: Array, *others: Array) -> Array:
    """Write the result over the input, if there is room, and return that."""
    y = f(x, *others)
    if not (x.flags.c_contiguous and x.flags.writeable and x.dtype == y.dtype and y.size <= x.size):
        return y
    memory = x.reshape(-1)[: y.size].reshape(y.shape)
    memory[...] = y
    return memory


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


reusing_its_output = Breach("keeps_its_results", _reusing_its_output)


def _leaving_one_number_unwritten(function: Function) -> Iterator[Mutant]:
    """Yield the function with a fault that comes and goes."""
    calls = count(1)
    stale = np.zeros(1)

    # A prime number: sooner or later it is each of the calls of a law that calls several times.
    @mutant(function.name, repeats="pytorch/pytorch#176254")
    def leaves_one_number_unwritten(*arrays: Array, **options: int) -> Array:
        """Leave one number of every 47th result as it was in memory: as in an earlier result."""
        nonlocal stale
        y: Array = right(function)(*arrays, **options)
        call = next(calls)
        before, stale = stale, y.copy()
        if call % 47 == 0 and y.size and before.size:
            y.flat[call % y.size] = before.flat[call % before.size]
        return y

    yield leaves_one_number_unwritten


leaving_one_number_unwritten = Breach("is_the_true_value", _leaving_one_number_unwritten)


_COPIES: dict[Hashable, Array] = {}
"""What was last given to what remembers by the address."""


def _with_nothing_added(x: Array, place: int, beside: int) -> Array:
    """Return x with 0 times another number of its memory added at a place.

    That number lies so many places beyond the first of x: if x is a part of an array that has it.
    """
    base = x.base
    if not isinstance(base, np.ndarray) or base.dtype != x.dtype or not base.flags.c_contiguous:
        return x
    other = (x.ctypes.data - base.ctypes.data) // x.itemsize + beside
    if not x.size or not 0 <= other < base.size:
        return x
    y = x.copy()
    y.flat[place] += 0 * base.flat[other]
    return y
