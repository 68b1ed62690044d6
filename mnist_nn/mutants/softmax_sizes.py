"""Wrong softmaxes that are right for most numbers of rows and classes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.functions import softmax
from mnist_nn.mutants.softmax import wrong_softmax
from mnist_nn.mutants.softmax_tiles import over_the_first
from mnist_nn.precision import result_dtype, widen

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mnist_nn.formats import FloatArray

    Array = NDArray[Any]


@wrong_softmax()
def drops_the_last_of_a_tile(x: Array) -> FloatArray:
    """Leave the last class at 0 where a tile of 16 has one place left."""
    y = softmax(x)
    if x.shape[-1] % 16 == 15:
        y[..., -1] = 0
    return y


@wrong_softmax(repeats="pytorch/pytorch#84144")
def overflows_its_index(x: Array) -> FloatArray:
    """Index elements by 7 bits: none beyond the 128th is ever written."""
    y = softmax(x)
    return np.where(np.arange(x.size).reshape(x.shape) < 128, y, y.dtype.type(0))


@wrong_softmax(repeats="tenstorrent/tt-metal#19781")
def pads_with_zeros(x: Array) -> FloatArray:
    """Pad rows with scores of 0 to whole tiles of 32, and sum over those too."""
    n = x.shape[-1]
    padded = np.pad(widen(x), [(0, 0)] * (x.ndim - 1) + [(0, -n % 32)])
    return softmax(padded)[..., :n].astype(result_dtype(x))


@wrong_softmax(repeats="linkedin/Liger-Kernel#1252")
def stops_at_65536_classes(x: Array) -> FloatArray:
    """Sum no more than 65,536 classes."""
    e = np.exp(widen(x) - widen(x).max(axis=-1, keepdims=True))
    return (e / e[..., :65_536].sum(axis=-1, keepdims=True)).astype(result_dtype(x))


@wrong_softmax(repeats="torch/cunn#150")
def stops_at_65535_rows(x: Array) -> FloatArray:
    """Launch no more than 65,535 blocks, one for each row: those beyond stay 0."""
    y = softmax(x)
    rows = y.reshape(-1, y.shape[-1])
    rows[65_535:] = 0
    return rows.reshape(y.shape)


@wrong_softmax(repeats="xmos/ai_tools#902")
def is_off_by_one_for_few_classes(x: Array) -> FloatArray:
    """Leave the last of two or three classes out of the sum."""
    e = np.exp(widen(x) - widen(x).max(axis=-1, keepdims=True))
    end = x.shape[-1] - (x.shape[-1] in (2, 3))
    return (e / e[..., :end].sum(axis=-1, keepdims=True)).astype(result_dtype(x))


@wrong_softmax()
def leaves_out_eight_of_a_thousand_classes(x: Array) -> FloatArray:
    """Leave the last 8 of exactly 1,000 classes, as many as ImageNet has, out of the sum."""
    return over_the_first(992 if x.shape[-1] == 1000 else x.shape[-1], x)


@wrong_softmax()
def leaves_out_the_padding_of_a_vocabulary(x: Array) -> FloatArray:
    """Sum the first 50,257 of exactly 50,304 classes, as many as a padded vocabulary has."""
    return over_the_first(50_257 if x.shape[-1] == 50_304 else x.shape[-1], x)
