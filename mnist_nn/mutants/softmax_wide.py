"""Wrong softmaxes of wide rows, of many rows, and of many columns."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.functions import softmax
from mnist_nn.mutants.mutant import mutant
from mnist_nn.mutants.softmax import wrong_softmax
from mnist_nn.mutants.softmax_tiles import exponentials, over_the_first
from mnist_nn.precision import result_dtype, widen

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mnist_nn.formats import FloatArray

    Array = NDArray[Any]


# The width of a row.


@wrong_softmax(repeats="intel/torch-xpu-ops#4772")
def is_garbage_past_powers_of_two(x: Array) -> FloatArray:
    """Take scores from 128 places on in float32 rows just past 256 and 512, and past 1,024."""
    n = x.shape[-1]
    past = 256 < n <= 384 or 512 < n <= 896 or n > 1024
    return softmax(np.roll(x, 128, axis=-1) if past and result_dtype(x) == np.float32 else x)


@wrong_softmax(repeats="pytorch/pytorch#147284")
def loses_the_last_of_odd_float64_rows(x: Array) -> FloatArray:
    """Leave the last class of 513 to 1,023 out of the sum: odd, float64, two rows or more."""
    n = x.shape[-1]
    odd = 512 < n < 1024 and n % 2 == 1 and n % 32 != 31
    lost = odd and x.size > n and result_dtype(x) == np.float64
    return over_the_first(n - lost, x)


@wrong_softmax()
def is_uniform_from_65_classes_on(x: Array) -> FloatArray:
    """Give 1/n to every class of more than 64."""
    return softmax(x if x.shape[-1] <= 64 else np.zeros_like(x))


@wrong_softmax()
def writes_no_more_than_1024_classes(x: Array) -> FloatArray:
    """Never write what lies beyond the 1,024th class."""
    y = softmax(x)
    y[..., 1024:] = 0
    return y


@wrong_softmax()
def leaves_out_the_last_of_5000(x: Array) -> FloatArray:
    """Leave the last class out of the float32 sum, from 5,000 classes on."""
    n = x.shape[-1]
    return over_the_first(n - (n >= 5000 and result_dtype(x) == np.float32), x)


@wrong_softmax(repeats="sonos/tract#2586")
def sums_wide_float16_rows_in_float16(x: Array) -> FloatArray:
    """Add up float16 rows of 4,096 classes and more in float16."""
    low = x.shape[-1] >= 4096 and result_dtype(x) == np.float16
    e = exponentials(x)
    total = np.add.accumulate(e.astype(np.float16 if low else e.dtype), axis=-1)[..., -1:]
    return (e / total).astype(result_dtype(x))


@wrong_softmax()
def sums_wide_rows_in_bfloat16(x: Array) -> FloatArray:
    """Keep the sums of 16 lanes in bfloat16 in rows of bfloat16 wider than 2,048."""
    low = x.shape[-1] > 2048 and result_dtype(x).name == "bfloat16"
    e = exponentials(x)
    lanes = [e[..., i::16].sum(axis=-1, keepdims=True) for i in range(16)]
    kept = np.concatenate(lanes, axis=-1).astype(result_dtype(x) if low else e.dtype)
    total = np.add.accumulate(kept, axis=-1)[..., -1:]
    return (e / total.astype(e.dtype)).astype(result_dtype(x))


@wrong_softmax(repeats="PaddlePaddle/Paddle#53654")
def takes_a_logarithm_of_100001_classes(x: Array) -> FloatArray:
    """Divide by the logarithm of the sum of more than 100,000 classes."""
    e = exponentials(x)
    total = e.sum(axis=-1, keepdims=True)
    total = np.log(total) if x.shape[-1] > 100_000 else total
    return (e / total).astype(result_dtype(x))


@wrong_softmax()
def indexes_classes_by_15_bits(x: Array) -> FloatArray:
    """Never write what lies beyond the 32,768th class."""
    y = softmax(x)
    y[..., 32_768:] = 0
    return y


@wrong_softmax()
def normalises_two_halves(x: Array) -> FloatArray:
    """Give two blocks of a row of more than 8,192 classes a half of the whole each."""
    middle = -(-x.shape[-1] // 2) if x.shape[-1] > 8192 else x.shape[-1]
    parts = [softmax(part) for part in (x[..., :middle], x[..., middle:]) if part.shape[-1]]
    return np.concatenate(parts, axis=-1) / parts[0].dtype.type(len(parts))


@wrong_softmax()
def swaps_neighbours_across_a_tile(x: Array) -> FloatArray:
    """Give the 512th class and the 513th each other's probability."""
    i = np.arange(x.shape[-1])
    beside = (i == 511) & (i < len(i) - 1)
    return softmax(x)[..., np.where(beside, 512, np.where(i == 512, 511, i))]


@wrong_softmax()
def uses_a_coarse_exponential_in_wide_rows(x: Array) -> FloatArray:
    """Round x - max x to float16 in rows of more than 128 classes, whatever their format."""
    shifted = widen(x) - widen(x).max(axis=-1, keepdims=True)
    coarse = shifted.astype(np.float16).astype(shifted.dtype)
    e = np.exp(coarse if x.shape[-1] > 128 else shifted)
    return (e / e.sum(axis=-1, keepdims=True)).astype(result_dtype(x))


# Many rows, and where they lie.


@wrong_softmax()
def wraps_offsets_at_65536(x: Array) -> FloatArray:
    """Index scores by 16 bits: beyond 65,536 of them, the first ones are read again."""
    return softmax(x.ravel()[np.arange(x.size) % 65_536].reshape(x.shape))


@wrong_softmax()
def keeps_the_maximum_of_256_rows_before(x: Array) -> FloatArray:
    """Give 256 blocks every 256th row each, and never reset the maximum of a block."""
    wide = x.astype(np.promote_types(result_dtype(x), np.float32))
    m = wide.max(axis=-1, initial=-np.inf).ravel()
    by_block = np.pad(m, (0, -m.size % 256), constant_values=-np.inf).reshape(-1, 256)
    kept = np.maximum.accumulate(by_block).ravel()[: m.size].reshape(*x.shape[:-1], 1)
    e = np.exp(wide - kept)
    return (e / e.sum(axis=-1, keepdims=True)).astype(result_dtype(x))


@wrong_softmax()
def takes_the_sum_of_the_last_row_of_a_block(x: Array) -> FloatArray:
    """Divide all of 128 rows by the sum of the last one, where there are more than 1,024."""
    e = exponentials(x)
    total = e.sum(axis=-1).ravel()
    i = np.arange(total.size)
    last = np.minimum(i // 128 * 128 + 127, total.size - 1) if total.size > 1024 else i
    return (e / total[last].reshape(*x.shape[:-1], 1)).astype(result_dtype(x))


# Other axes than the last.


@mutant("softmax", repeats="flagos-ai/FlagGems#4995")
def reads_classes_of_any_axis_side_by_side(x: Array, axis: int = -1) -> FloatArray:
    """Read up to 1,024 classes of another axis than the last as if they lay side by side."""
    y = softmax(x, axis=axis)
    n = x.shape[axis]
    last = axis in {-1, x.ndim - 1} or n > 1024
    return y if last else softmax(x.reshape(-1, n)).reshape(x.shape)


@mutant("softmax")
def stops_at_1024_columns(x: Array, axis: int = -1) -> FloatArray:
    """Launch no more than 1,024 threads over the axes behind that of the classes."""
    y = np.ascontiguousarray(softmax(x, axis=axis))
    y.reshape(-1, math.prod(x.shape[axis % x.ndim + 1 :]))[:, 1024:] = 0
    return y


@mutant("softmax")
def sums_no_more_than_512_along_a_column(x: Array, axis: int = -1) -> FloatArray:
    """Sum 512 classes at most, along another axis than the last."""
    e = np.exp(widen(x) - widen(x).max(axis=axis, keepdims=True))
    n = x.shape[axis] if axis in {-1, x.ndim - 1} else 512
    total = np.moveaxis(e, axis, -1)[..., :n].sum(axis=-1)
    return (e / np.expand_dims(total, axis)).astype(result_dtype(x))
