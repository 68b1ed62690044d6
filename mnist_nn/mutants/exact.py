"""Wrong ways to compute what needs no rounding: identity, step and relu."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.formats import format_of
from mnist_nn.functions import identity, relu, sigmoid, step
from mnist_nn.mutants.mutant import mutant
from mnist_nn.precision import result_dtype, widen

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mnist_nn.formats import FloatArray

    Array = NDArray[Any]


@mutant("identity")
def negates(x: Array) -> FloatArray:
    """Change the sign."""
    return -identity(x)


@mutant("identity")
def drops_the_sign(x: Array) -> FloatArray:
    """Give |x|."""
    return np.abs(identity(x))


@mutant("identity")
def passes_through_float32(x: Array) -> FloatArray:
    """Round to single precision on the way."""
    return x.astype(np.float32).astype(result_dtype(x))


@mutant("identity")
def clips(x: Array) -> FloatArray:
    """Keep numbers within +-10,000."""
    return np.clip(identity(x), -10_000, 10_000)


@mutant("identity")
def flushes_subnormals(x: Array) -> FloatArray:
    """Take subnormal numbers for 0."""
    y = identity(x)
    return np.where(np.abs(y) < format_of(y.dtype).eta, y.dtype.type(0), y)


@mutant("identity")
def stops_at_the_largest_number(x: Array) -> FloatArray:
    """Give the largest number for infinity."""
    return np.nan_to_num(identity(x), nan=np.nan)


@mutant("step")
def steps_at_zero(x: Array) -> FloatArray:
    """Give 1 at 0 too."""
    return np.heaviside(identity(x), 1)


@mutant("step")
def is_half_at_zero(x: Array) -> FloatArray:
    """Give 1/2 at 0, as Heaviside's function may."""
    return np.heaviside(identity(x), 0.5)


@mutant("step")
def is_the_sign(x: Array) -> FloatArray:
    """Give -1 below 0."""
    return np.sign(identity(x))


@mutant("step")
def steps_down(x: Array) -> FloatArray:
    """Give 1 below 0, and 0 above."""
    return step(-widen(x)).astype(result_dtype(x))


@mutant("step")
def needs_an_epsilon(x: Array) -> FloatArray:
    """Give 1 from 1e-7 on only."""
    return (widen(x) > 1e-7).astype(result_dtype(x))


@mutant("step")
def takes_subnormals_for_zero(x: Array) -> FloatArray:
    """Give 0 for the smallest numbers above 0."""
    return (x >= format_of(result_dtype(x)).eta).astype(result_dtype(x))


@mutant("step")
def is_smooth(x: Array) -> FloatArray:
    """Give sigmoid(100 x), which rises over a width."""
    return sigmoid(100 * widen(x)).astype(result_dtype(x))


@mutant("step")
def divides_by_the_size(x: Array) -> FloatArray:
    """Give max(x / |x|, 0), which is NaN at infinity."""
    y = np.where(x == 0, 0, widen(x) / np.abs(widen(x)))
    return np.maximum(y, 0).astype(result_dtype(x))


@mutant("relu")
def leaks(x: Array) -> FloatArray:
    """Let a hundredth of the negative numbers through."""
    return np.maximum(widen(x), 0.01 * widen(x)).astype(result_dtype(x))


@mutant("relu")
def saturates_at_six(x: Array) -> FloatArray:
    """Give relu6."""
    return np.minimum(relu(x), 6)


@mutant("relu")
def folds(x: Array) -> FloatArray:
    """Give |x|."""
    return np.abs(identity(x))


@mutant("relu")
def keeps_the_negative_part(x: Array) -> FloatArray:
    """Give min(x, 0)."""
    return np.minimum(identity(x), 0)


@mutant("relu")
def is_softplus(x: Array) -> FloatArray:
    """Give log(1 + exp(x)), its smooth cousin."""
    return np.logaddexp(widen(x), 0).astype(result_dtype(x))


@mutant("relu")
def saturates_beyond_half_precision(x: Array) -> FloatArray:
    """Give at most 65504, the largest number of float16."""
    return np.minimum(relu(x), 65_504)


@mutant("relu")
def hides_nan(x: Array) -> FloatArray:
    """Give 0 for NaN, as x if x > 0 else 0 does."""
    return np.fmax(identity(x), 0)


@mutant("relu")
def hides_nan_with_a_sign(x: Array) -> FloatArray:
    """Give 0 for NaN whose sign bit is set, as a comparison of bits does."""
    y = relu(x)
    return np.where(np.isnan(y) & np.signbit(identity(x)), y.dtype.type(0), y)


@mutant("relu")
def is_finite_at_infinity(x: Array) -> FloatArray:
    """Give the largest number for infinity, as clipping to it does."""
    y = relu(x)
    return np.minimum(y, y.dtype.type(format_of(y.dtype).largest))


@mutant("relu")
def averages_with_its_size(x: Array) -> FloatArray:
    """Give (x + |x|) / 2, which is NaN at minus infinity."""
    return ((widen(x) + np.abs(widen(x))) / 2).astype(result_dtype(x))


@mutant("relu")
def returns_the_array_that_it_need_not_change(x: Array) -> FloatArray:
    """Return x itself where no number in it is negative."""
    y = relu(x)
    return x if y.dtype == x.dtype and np.array_equal(x, y) else y
