"""Wrong identity, step and relu that are right nearly everywhere: but for a length or a binade."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.functions import identity, relu, step
from mnist_nn.mutants.mutant import mutant
from mnist_nn.precision import result_dtype, widen

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mnist_nn.formats import FloatArray

    Array = NDArray[Any]


@mutant("identity")
def copies_whole_pages(x: Array) -> FloatArray:
    """Leave zeros beyond whole pages of 4,096 numbers, if there is one."""
    whole = x.size // 4096 * 4096 or x.size
    return _where(_places(x) >= whole, 0, identity(x))


@mutant("identity")
def swaps_numbers_across_a_page(x: Array) -> FloatArray:
    """Give the 8,192nd number and the 8,193rd in each other's place."""
    i = np.arange(x.size)
    beside = (i == 8191) & (i < x.size - 1)
    places = np.where(beside, 8192, np.where(i == 8192, 8191, i))
    return identity(x).ravel()[places].reshape(x.shape)


@mutant("identity")
def passes_large_numbers_through_float32(x: Array) -> FloatArray:
    """Round numbers from 2^24 to 2^25 to single precision."""
    y = identity(x)
    large = (np.abs(widen(x)) >= 2.0**24) & (np.abs(widen(x)) < 2.0**25)
    return np.where(large, y.astype(np.float32).astype(y.dtype), y)


@mutant("identity")
def is_wrong_for_one_number_of_float16(x: Array) -> FloatArray:
    """Give 1 for the number of float16 just below 1."""
    below = (widen(x) == 1 - 2.0**-11) & (result_dtype(x) == np.float16)
    return _where(below, 1, identity(x))


@mutant("step", repeats="pytorch/pytorch#49206")
def gives_bits_in_whole_vectors_of_bfloat16(x: Array) -> FloatArray:
    """Give 2^-126 for 1 in whole vectors of 32 numbers of bfloat16."""
    y = step(x)
    whole = (_places(x) < x.size // 32 * 32) & (y.dtype.name == "bfloat16")
    return _where(whole & (widen(y) == 1), 2.0**-126, y)


@mutant("step")
def is_zero_in_one_binade(x: Array) -> FloatArray:
    """Give 0 from 2^-11 to 2^-10, whose exponents a mask leaves out."""
    return _where((widen(x) >= 2.0**-11) & (widen(x) < 2.0**-10), 0, step(x))


@mutant("step")
def is_one_for_a_last_number(x: Array) -> FloatArray:
    """Give 1 for a last number that begins another 1,024."""
    alone = x.size > 1024 and x.size % 1024 == 1
    return _where((_places(x) == x.size - 1) & alone, 1, step(x))


@mutant("step")
def is_the_sign_from_2048_numbers_on(x: Array) -> FloatArray:
    """Give -1 for negative numbers where there are 2,048 numbers or more."""
    return _where((widen(x) < 0) & (x.size >= 2048), -1, step(x))


@mutant("relu")
def leaks_in_one_binade(x: Array) -> FloatArray:
    """Let negative numbers from -2^-9 to -2^-10 through."""
    leaking = (widen(x) >= -(2.0**-9)) & (widen(x) < -(2.0**-10))
    return np.where(leaking, identity(x), relu(x))


@mutant("relu", repeats="ARM-software/ComputeLibrary#473")
def leaks_at_the_end_of_a_row(x: Array) -> FloatArray:
    """Let negative numbers through beyond whole fours of a row of more than 64."""
    n = x.shape[-1] if x.ndim else 1
    tail = np.arange(n) >= (n // 4 * 4 if n > 64 else n)
    return np.where(tail.reshape(tail.shape if x.ndim else ()), identity(x), relu(x))


@mutant("relu")
def leaks_in_the_tail_of_long_arrays(x: Array) -> FloatArray:
    """Let negative numbers through beyond whole vectors of 16, from 1,025 numbers on."""
    whole = x.size // 16 * 16 if x.size > 1024 else x.size
    return np.where(_places(x) >= whole, identity(x), relu(x))


@mutant("relu", repeats="pytorch/pytorch#15634")
def leaks_at_every_other_integer(x: Array) -> FloatArray:
    """Let every other negative integer of a matrix through."""
    leaking = (_places(x) % 2 == 1) & (x.dtype.kind == "i") & (x.ndim > 1)
    return np.where(leaking, identity(x), relu(x))


@mutant("relu")
def saturates_long_arrays(x: Array) -> FloatArray:
    """Give at most 6 where there are 16,384 numbers or more."""
    return _where((widen(x) > 6) & (x.size >= 16_384), 6, relu(x))


def _places(x: Array) -> Array:
    """Return the place of each number, in C order."""
    return np.arange(x.size).reshape(x.shape)


def _where(wrong: Array, value: float, y: FloatArray) -> FloatArray:
    """Return a value where it is wrong, and what is right elsewhere."""
    return np.where(wrong, y.dtype.type(value), y)
