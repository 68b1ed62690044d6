"""Wrong ways to compute 1 / (1 + exp(-x))."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.functions import sigmoid, softmax
from mnist_nn.mutants.mutant import mutant
from mnist_nn.precision import result_dtype, widen

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mnist_nn.formats import FloatArray

    Array = NDArray[Any]


@mutant("sigmoid")
def overflows(x: Array) -> FloatArray:
    """Take exp(x) / (1 + exp(x)) everywhere: from 89 on it is NaN in float32."""
    e = np.exp(x.astype(np.promote_types(result_dtype(x), np.float32)))
    return (e / (1 + e)).astype(result_dtype(x))


@mutant("sigmoid")
def loses_its_tail_to_one(x: Array) -> FloatArray:
    """Take 1 - sigmoid(-x) for negative x: the tail is rounded away."""
    y = sigmoid(np.abs(widen(x)))
    return np.where(x < 0, 1 - y, y).astype(result_dtype(x))


@mutant("sigmoid")
def loses_its_tail_to_tanh(x: Array) -> FloatArray:
    """Take (1 + tanh(x / 2)) / 2: the tail is rounded away."""
    return ((1 + np.tanh(widen(x) / 2)) / 2).astype(result_dtype(x))


@mutant("sigmoid")
def is_tanh(x: Array) -> FloatArray:
    """Give the hyperbolic tangent."""
    return np.tanh(widen(x)).astype(result_dtype(x))


@mutant("sigmoid")
def is_piecewise_linear(x: Array) -> FloatArray:
    """Give the hard sigmoid, x / 6 + 1/2 between 0 and 1."""
    return np.clip(widen(x) / 6 + 0.5, 0, 1).astype(result_dtype(x))


@mutant("sigmoid")
def is_softsign(x: Array) -> FloatArray:
    """Give (1 + x / (1 + |x|)) / 2, which needs no exponential."""
    return ((1 + widen(x) / (1 + np.abs(widen(x)))) / 2).astype(result_dtype(x))


@mutant("sigmoid")
def is_softmax(x: Array) -> FloatArray:
    """Normalise over the last axis."""
    return softmax(x)


@mutant("sigmoid")
def is_reversed(x: Array) -> FloatArray:
    """Give 1 / (1 + exp(x))."""
    return sigmoid(-widen(x)).astype(result_dtype(x))


@mutant("sigmoid", repeats="microsoft/onnxruntime#23943")
def exceeds_one(x: Array) -> FloatArray:
    """Give the next number above 1 where it saturates."""
    y = sigmoid(x)
    return np.where(y == 1, np.nextafter(y, 2 * y), y)


@mutant("sigmoid", repeats="microsoft/onnxruntime#22557")
def falls_below_zero(x: Array) -> FloatArray:
    """Give -6e-8 below -17."""
    y = sigmoid(x)
    return np.where(x < -17, y.dtype.type(-6e-8), y)


@mutant("sigmoid")
def clips_its_argument(x: Array) -> FloatArray:
    """Clip x to +-15 so that nothing overflows."""
    return sigmoid(np.clip(widen(x), -15, 15)).astype(result_dtype(x))


@mutant("sigmoid")
def looks_up_a_table(x: Array) -> FloatArray:
    """Round x to a multiple of 1/64 and look it up."""
    return sigmoid(np.round(widen(x) * 64) / 64).astype(result_dtype(x))


@mutant("sigmoid")
def computes_in_float16(x: Array) -> FloatArray:
    """Cast x down to half precision, and the result back."""
    return sigmoid(x.astype(np.float16)).astype(result_dtype(x))


@mutant("sigmoid")
def jumps_at_zero(x: Array) -> FloatArray:
    """Give 0 at 0."""
    y = sigmoid(x)
    return np.where(x == 0, y.dtype.type(0), y)


@mutant("sigmoid")
def falls_in_places(x: Array) -> FloatArray:
    """Wobble in the fourth digit, as a spline with too few knots."""
    return (sigmoid(widen(x)) * (1 + 1e-4 * np.sin(8 * widen(x)))).astype(result_dtype(x))


@mutant("sigmoid")
def divides_infinities(x: Array) -> FloatArray:
    """Give NaN at the infinities."""
    y = sigmoid(x)
    return np.where(np.isinf(x), y.dtype.type(np.nan), y)


@mutant("sigmoid")
def wraps_integers_around(x: Array) -> FloatArray:
    """Negate in the integers' own dtype, where -1 may be 255."""
    return (1 / (1 + np.exp(widen(-x)))).astype(result_dtype(x))


@mutant("sigmoid", repeats="clab/dynet#1525")
def is_one_half_for_large_numbers(x: Array) -> FloatArray:
    """Give 1/2 from 89 on."""
    y = sigmoid(x)
    return np.where(widen(x) > 89, y.dtype.type(0.5), y)


@mutant("sigmoid", repeats="Tencent/ncnn#1284")
def is_nan_far_below_zero(x: Array) -> FloatArray:
    """Give NaN below -88, where 1 + exp(-x) overflows and its reciprocal is approximated."""
    y = sigmoid(x)
    return np.where(widen(x) < -88.7, y.dtype.type(np.nan), y)


@mutant("sigmoid", repeats="tenstorrent/tt-metal#26211")
def is_zero_below_minus_11(x: Array) -> FloatArray:
    """Give 0 below -11."""
    y = sigmoid(x)
    return np.where(widen(x) < -11, y.dtype.type(0), y)
