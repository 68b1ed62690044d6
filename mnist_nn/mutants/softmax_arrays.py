"""Wrong softmaxes that are right in most places: of rows, masks, NaN and integers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.functions import softmax
from mnist_nn.mutants.softmax import wrong_softmax
from mnist_nn.precision import result_dtype, widen

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mnist_nn.formats import FloatArray

    Array = NDArray[Any]


# Rows.


@wrong_softmax()
def sums_the_whole_batch(x: Array) -> FloatArray:
    """Subtract one maximum from all rows and divide by one sum, as the lesson's softmax does."""
    return softmax(x.ravel()).reshape(x.shape)


@wrong_softmax()
def carries_the_sum_over(x: Array) -> FloatArray:
    """Start the sum of each row from the sum of the row before."""
    e = np.exp(widen(x) - widen(x).max(axis=-1, keepdims=True, initial=-np.inf))
    total = e.sum(axis=-1, keepdims=True)
    return (e / np.cumsum(total).reshape(total.shape)).astype(result_dtype(x))


@wrong_softmax()
def loses_keepdims_where_it_broadcasts(x: Array) -> FloatArray:
    """Divide row i by the sum of column i's row: only a square input lets it pass."""
    e = np.exp(widen(x) - widen(x).max(axis=-1, keepdims=True))
    total = e.sum(axis=-1)
    divisor = total if x.shape[-1:] == total.shape else total[..., None]
    return (e / divisor).astype(result_dtype(x))


# Infinities, NaN and integers.


@wrong_softmax(repeats="flashinfer-ai/flashinfer#4401")
def masks_with_a_number(x: Array) -> FloatArray:
    """Take -50,000 for minus infinity: valid scores may lie below it."""
    return softmax(np.where(np.isneginf(x), -50_000, widen(x))).astype(result_dtype(x))


@wrong_softmax(repeats="ggml-org/llama.cpp#19098")
def divides_nothing_by_nothing(x: Array) -> FloatArray:
    """Sum online from a maximum of minus infinity: a row that begins masked is NaN."""
    m = np.maximum.accumulate(widen(x), axis=-1)
    total = (np.exp(widen(x) - m) * np.exp(m - m[..., -1:])).sum(axis=-1, keepdims=True)
    return (np.exp(widen(x) - m[..., -1:]) / total).astype(result_dtype(x))


@wrong_softmax(repeats="tenstorrent/tt-metal#56056")
def hides_nan(x: Array) -> FloatArray:
    """Give zeros for a row with a NaN."""
    return np.nan_to_num(softmax(x), nan=0)


@wrong_softmax(repeats="ohdearquant/lattice#740")
def leaves_out_nan(x: Array) -> FloatArray:
    """Give the class with a NaN nothing, and share out the rest."""
    return softmax(np.where(np.isnan(x), -np.inf, widen(x))).astype(result_dtype(x))


@wrong_softmax()
def wraps_integers_around(x: Array) -> FloatArray:
    """Subtract the maximum in the integers' own dtype, where it wraps around."""
    return softmax(x - x.max(axis=-1, keepdims=True))


@wrong_softmax()
def wraps_many_integers_around(x: Array) -> FloatArray:
    """Subtract the maximum of more than 256 integers in their own dtype."""
    wraps = x.dtype.kind in "iu" and x.shape[-1] > 256
    return softmax(x - x.max(axis=-1, keepdims=True) if wraps else x)
