"""Wrong softmaxes that miss the maximum of a long row: where it is missed by far, they overflow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.mutants.softmax import wrong_softmax
from mnist_nn.precision import result_dtype

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mnist_nn.formats import FloatArray

    Array = NDArray[Any]


@wrong_softmax()
def takes_the_maximum_of_the_first_256(x: Array) -> FloatArray:
    """Subtract the maximum of the first 256 scores: one further on may overflow."""
    return _shifted_by_the_greatest(np.arange(x.shape[-1]) < 256, x)


@wrong_softmax(repeats="ggml-org/llama.cpp#24451")
def merges_16_of_64_maxima(x: Array) -> FloatArray:
    """Give 64 groups of 16 threads every 1,024th class each, and merge the maxima of 16 groups."""
    return _shifted_by_the_greatest(np.arange(x.shape[-1]) % 1024 < 256, x)


@wrong_softmax()
def takes_the_maximum_of_whole_tiles(x: Array) -> FloatArray:
    """Leave the last, partial tile of 512 out of the maximum, if there are others."""
    n = x.shape[-1]
    return _shifted_by_the_greatest(np.arange(n) < (n // 512 * 512 or n), x)


@wrong_softmax()
def takes_the_maximum_of_the_last_tile(x: Array) -> FloatArray:
    """Overwrite the maximum with that of each tile of 1,024."""
    n = x.shape[-1]
    return _shifted_by_the_greatest(np.arange(n) >= (n - 1) // 1024 * 1024, x)


@wrong_softmax()
def ignores_a_maximum_that_begins_a_tile(x: Array) -> FloatArray:
    """Leave the first class of each tile of 256, but of the first tile, out of the maximum."""
    i = np.arange(x.shape[-1])
    return _shifted_by_the_greatest((i % 256 > 0) | (i == 0), x)


def _shifted_by_the_greatest(seen: NDArray[np.bool_], x: Array) -> FloatArray:
    """Return softmax of scores from which the greatest of those seen is subtracted.

    It is computed in the precision of kernels, which overflows early: float32 or wider.
    """
    single = x.astype(np.promote_types(result_dtype(x), np.float32))
    e = np.exp(single - single[..., seen].max(axis=-1, keepdims=True))
    return (e / e.sum(axis=-1, keepdims=True)).astype(result_dtype(x))
