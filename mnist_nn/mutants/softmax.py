"""Wrong ways to compute softmax: of the exponentials, of their sum, of their precision."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.mutants.mutant import Mutant, mutant
from mnist_nn.precision import result_dtype

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from mnist_nn.formats import FloatArray

    Array = NDArray[Any]
    AlongTheLastAxis = Callable[[Array], FloatArray]


def wrong_softmax(*, repeats: str = "") -> Callable[[AlongTheLastAxis], Mutant]:
    """Make a mutant of a function along the last axis: like softmax, it takes any `axis`."""

    def decorate(function: AlongTheLastAxis) -> Mutant:
        @wraps(function)
        def along(x: Array, axis: int = -1) -> FloatArray:
            return np.moveaxis(function(np.moveaxis(x, axis, -1)), -1, axis)

        return mutant("softmax", repeats=repeats)(along)

    return decorate


# The shift.


@wrong_softmax()
def forgets_the_shift(x: Array) -> FloatArray:
    """Exponentiate the scores themselves: from 89 on they overflow in float32."""
    return _normalised(np.exp(_wide(x)), x)


@wrong_softmax(repeats="tenstorrent/tt-metal#52131")
def vanishes_for_large_scores(x: Array) -> FloatArray:
    """Give zeros above a magnitude, where exponentials overflow and are then cleaned up."""
    return np.nan_to_num(_normalised(np.exp(_wide(x)), x), nan=0)


@wrong_softmax()
def shifts_by_the_greatest_of_the_batch(x: Array) -> FloatArray:
    """Subtract the maximum of all rows: rows far below it vanish."""
    return _normalised(np.exp(_wide(x) - x.max(initial=-np.inf)), x)


@wrong_softmax()
def shifts_by_the_mean(x: Array) -> FloatArray:
    """Subtract the mean of the row: scores far above it overflow."""
    mean = _wide(x).sum(axis=-1, keepdims=True) / x.shape[-1]
    return _normalised(np.exp(_wide(x) - mean), x)


@wrong_softmax()
def shifts_by_the_first_tile(x: Array) -> FloatArray:
    """Reuse the maximum of the first tile of 8 classes for the whole row."""
    return _normalised(np.exp(_wide(x) - _wide(x)[..., :8].max(axis=-1, keepdims=True)), x)


@wrong_softmax()
def forgets_to_rescale(x: Array) -> FloatArray:
    """Sum online, but keep what was summed under a lower maximum as it is."""
    running = np.exp(_wide(x) - np.maximum.accumulate(_wide(x), axis=-1))
    return (_exponentials(x) / running.sum(axis=-1, keepdims=True)).astype(result_dtype(x))


@wrong_softmax()
def multiplies_before_subtracting(x: Array) -> FloatArray:
    """Use powers of two, and scale the scores to them before the maximum is subtracted."""
    scaled = _wide(x) * np.log2(np.e).astype(_wide(x).dtype)
    return _normalised(np.exp2(scaled - scaled.max(axis=-1, keepdims=True)), x)


# The exponential.


@wrong_softmax()
def uses_powers_of_two(x: Array) -> FloatArray:
    """Give 2**x / sum(2**x): the factor log2(e) is forgotten."""
    return _normalised(np.exp2(_shifted(x)), x)


@wrong_softmax()
def uses_a_compound_interest_exponential(x: Array) -> FloatArray:
    """Take (1 + t/1024)**1024 for exp(t)."""
    return _normalised(np.maximum(1 + _shifted(x) / 1024, 0) ** 1024, x)


@wrong_softmax()
def uses_a_bit_trick_exponential(x: Array) -> FloatArray:
    """Interpolate exp linearly between powers of two (Schraudolph, 1999): 6 % off."""
    t = np.maximum(_shifted(x).astype(np.float64) * np.log2(np.e), -1000)
    return _normalised(np.ldexp(1 + t - np.floor(t), np.floor(t).astype(int)), x)


@wrong_softmax(repeats="torch/nn#804")
def cuts_off_small_exponentials(x: Array) -> FloatArray:
    """Give 0 for exp(-t) from t = 13 on."""
    return _normalised(np.where(_shifted(x) < -13, 0, _exponentials(x)), x)


# The sum.


@wrong_softmax()
def forgets_the_division(x: Array) -> FloatArray:
    """Give the exponentials, not divided by their sum."""
    return _exponentials(x).astype(result_dtype(x))


@wrong_softmax()
def divides_by_the_norm(x: Array) -> FloatArray:
    """Divide by the root of the sum of squares."""
    e = _exponentials(x)
    return (e / np.linalg.norm(e, axis=-1, keepdims=True)).astype(result_dtype(x))


@wrong_softmax()
def adds_an_epsilon(x: Array) -> FloatArray:
    """Add 1e-6 to the sum, lest it be zero, which it never is."""
    e = _exponentials(x)
    return (e / (e.sum(axis=-1, keepdims=True) + 1e-6)).astype(result_dtype(x))


@wrong_softmax(repeats="huggingface/candle#3727")
def sums_in_half_precision(x: Array) -> FloatArray:
    """Add up in float16, which stops at 2048: longer rows sum to 2 and more."""
    e = _exponentials(x)
    total = np.add.accumulate(e.astype(np.float16), axis=-1)[..., -1:]
    return (e / total).astype(result_dtype(x))


@wrong_softmax()
def sums_rows_apart_in_half_precision(x: Array) -> FloatArray:
    """Add up in float16 where a row is not contiguous, as NumPy does to float16."""
    apart = x.strides[-1] != x.itemsize
    return sums_in_half_precision(x) if apart else _normalised(_exponentials(x), x)


@wrong_softmax()
def leaves_out_the_last_tile(x: Array) -> FloatArray:
    """Sum whole tiles of 4 classes, and those of a tail only in rows shorter than one."""
    e = _exponentials(x)
    whole = max(x.shape[-1] // 4 * 4, min(x.shape[-1], 4))
    return (e / e[..., :whole].sum(axis=-1, keepdims=True)).astype(result_dtype(x))


# The precision.


@wrong_softmax()
def subtracts_in_half_precision(x: Array) -> FloatArray:
    """Subtract the maximum before widening float16, where the difference is rounded coarsely."""
    return _normalised(np.exp(_wide(x - x.max(axis=-1, keepdims=True))), x)


@wrong_softmax(repeats="tenstorrent/tt-metal#52045")
def cuts_to_bfloat16(x: Array) -> FloatArray:
    """Cut the exponentials to bfloat16 after they are summed: rows sum to less than 1."""
    e = _exponentials(x).astype(np.float32)
    cut = (e.view(np.uint32) & np.uint32(0xFFFF0000)).view(np.float32)
    return (cut / e.sum(axis=-1, keepdims=True)).astype(result_dtype(x))


def _wide(x: Array) -> FloatArray:
    """Return x in the precision in which kernels compute: float32 or wider."""
    return x.astype(np.promote_types(result_dtype(x), np.float32))


def _shifted(x: Array) -> FloatArray:
    """Return x - max(x)."""
    return _wide(x) - _wide(x).max(axis=-1, keepdims=True)


def _exponentials(x: Array) -> FloatArray:
    """Return exp(x - max(x))."""
    return np.exp(_shifted(x))


def _normalised(e: FloatArray, x: Array) -> FloatArray:
    """Return each row of e divided by its sum, in the dtype of a result on x."""
    return (e / e.sum(axis=-1, keepdims=True)).astype(result_dtype(x))
