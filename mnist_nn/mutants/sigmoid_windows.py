"""Wrong sigmoids that are right nearly everywhere: but for a few numbers, formats or lengths."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.functions import sigmoid
from mnist_nn.mutants.mutant import mutant
from mnist_nn.precision import result_dtype, widen

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mnist_nn.formats import FloatArray

    Array = NDArray[Any]


# In a window of numbers.


@mutant("sigmoid", repeats="sonos/tract#2618")
def falls_below_zero_near_minus_18(x: Array) -> FloatArray:
    """Give -2^-24 near -18.25 and -18.5625, in float32 alone."""
    near = np.minimum(np.abs(widen(x) + 18.25), np.abs(widen(x) + 18.5625)) < 2.0**-6
    return _where(near & (result_dtype(x) == np.float32), -(2.0**-24), x)


@mutant("sigmoid")
def is_linear_from_a_quarter_to_a_half(x: Array) -> FloatArray:
    """Give 1/2 + x/4 in one binade, from 1/4 to 1/2."""
    return _where((widen(x) >= 0.25) & (widen(x) < 0.5), 0.5 + widen(x) / 4, x)


@mutant("sigmoid")
def is_one_half_for_small_negative_numbers(x: Array) -> FloatArray:
    """Give 1/2 in one binade of negative numbers, from -2^-6 to -2^-7."""
    return _where((widen(x) >= -(2.0**-6)) & (widen(x) < -(2.0**-7)), 0.5, x)


@mutant("sigmoid")
def ends_its_table_early(x: Array) -> FloatArray:
    """Look numbers up in a table whose last entry, from 8 - 2^-6 to 8, is empty."""
    return _where((widen(x) >= 8 - 2.0**-6) & (widen(x) < 8), 0.0, x)


@mutant("sigmoid")
def loses_a_window_of_its_tail(x: Array) -> FloatArray:
    """Give 0 between -65 and -64, where a range reduction leaves an exponent out."""
    return _where((widen(x) > -65) & (widen(x) <= -64), 0.0, x)


@mutant("sigmoid")
def is_wrong_for_one_number_of_float16(x: Array) -> FloatArray:
    """Give 0 for -3.3008, a single number of float16."""
    return _where((widen(x) == -3.30078125) & (result_dtype(x) == np.float16), 0.0, x)


@mutant("sigmoid")
def is_wrong_for_one_number_of_bfloat16(x: Array) -> FloatArray:
    """Give 1 for -42.5, a single number of bfloat16."""
    return _where((widen(x) == -42.5) & _is_bfloat16(x), 1.0, x)


# In one format.


@mutant("sigmoid", repeats="tensorflow/tensorflow#123104")
def computes_in_bfloat16_throughout(x: Array) -> FloatArray:
    """Round the exponential, the sum and the quotient of a bfloat16 number to bfloat16."""
    e = np.exp(widen(x)).astype(result_dtype(x))
    low = (e / (e + e.dtype.type(1))).astype(e.dtype)
    return _where(_is_bfloat16(x) & (widen(x) < 80), widen(low), x)


@mutant("sigmoid", repeats="tinygrad/tinygrad#11756")
def rounds_log2_e_to_bfloat16(x: Array) -> FloatArray:
    """Take 2^(-x log2 e) for exp(-x) in bfloat16, with log2 e = 1.4453125."""
    low = 1 / (1 + np.exp2(-widen(x) * 1.4453125))
    return _where(np.full(x.shape, _is_bfloat16(x)), low, x)


@mutant("sigmoid", repeats="ml-explore/mlx#2666")
def is_zero_from_minus_8_on_in_float16(x: Array) -> FloatArray:
    """Give 0 for -8 and less, in float16 alone."""
    return _where((widen(x) <= -8) & (result_dtype(x) == np.float16), 0.0, x)


# At a length.


@mutant("sigmoid")
def divides_infinities_in_whole_vectors(x: Array) -> FloatArray:
    """Give NaN from 89 on in whole vectors of 16 numbers, and what is right in their tail."""
    return _where((widen(x) >= 89) & _is_in_whole_vectors(x, 16), np.nan, x)


@mutant("sigmoid")
def is_coarse_in_the_tail_of_long_arrays(x: Array) -> FloatArray:
    """Round x to a multiple of 1/32 beyond whole vectors of 8, from 1,025 numbers on."""
    tail = ~_is_in_whole_vectors(x, 8) & (x.size > 1024)
    return _where(tail, sigmoid(np.round(widen(x) * 32) / 32), x)


@mutant("sigmoid")
def clips_long_arrays(x: Array) -> FloatArray:
    """Clip x to +-12 where there are more than 4,096 numbers."""
    long = np.full(x.shape, x.size > 4096)
    return _where(long, sigmoid(np.clip(widen(x), -12, 12)), x)


def _where(wrong: Array, value: float | FloatArray, x: Array) -> FloatArray:
    """Return a value where it is wrong, and sigmoid elsewhere."""
    y = sigmoid(x)
    return np.where(wrong, np.asarray(value).astype(y.dtype), y)


def _is_bfloat16(x: Array) -> bool:
    """Return whether results on x are in bfloat16."""
    return result_dtype(x).name == "bfloat16"


def _is_in_whole_vectors(x: Array, size: int) -> Array:
    """Return which numbers, in C order, are not in the tail beyond whole vectors."""
    return np.arange(x.size).reshape(x.shape) < x.size // size * size
