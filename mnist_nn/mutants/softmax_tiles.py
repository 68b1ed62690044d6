"""Wrong softmaxes that work in tiles, and are right for rows of a single one."""

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


# The sums of tiles, each under a maximum of its own.


@wrong_softmax()
def keeps_sums_of_lower_tiles(x: Array) -> FloatArray:
    """Sum tiles of 256 online, and do not rescale the sum when a later tile raises the maximum."""
    m = _running_maxima(x, 256)
    return _over(_sums_under(m, x, 256).sum(axis=-1, keepdims=True), x)


@wrong_softmax()
def rescales_upside_down(x: Array) -> FloatArray:
    """Sum tiles of 512 online, and rescale by exp(new - old) when the maximum rises."""
    m = _running_maxima(x, 512)
    parts = _sums_under(m, x, 512) * np.exp(m[..., -1:] - m)
    return _over(parts.sum(axis=-1, keepdims=True), x)


@wrong_softmax()
def skips_small_rescalings(x: Array) -> FloatArray:
    """Sum tiles of 128 online, and do not rescale where the maximum rises by less than 8."""
    m = _running_maxima(x, 128)
    rise = np.diff(m, axis=-1, append=m[..., -1:])
    later = np.cumsum(np.where(rise < 8, 0, rise)[..., ::-1], axis=-1)[..., ::-1]
    return _over((_sums_under(m, x, 128) * np.exp(-later)).sum(axis=-1, keepdims=True), x)


@wrong_softmax(repeats="Dao-AILab/flash-attention#1930")
def is_nan_after_a_masked_tile(x: Array) -> FloatArray:
    """Sum tiles of 128 online: a row whose first tile is all -inf is NaN."""
    m = np.maximum.accumulate(_tiles(x, 128).max(axis=-1), axis=-1)
    parts = _sums_under(m, x, 128) * np.exp(m - m[..., -1:])
    return _over(parts.sum(axis=-1, keepdims=True), x)


@wrong_softmax()
def is_nan_with_a_masked_tile(x: Array) -> FloatArray:
    """Shift each tile of 1,024 by its own maximum: a row with any tile all -inf is NaN."""
    m = _tiles(x, 1024).max(axis=-1)
    parts = _sums_under(m, x, 1024) * np.exp(m - m.max(axis=-1, keepdims=True))
    return _over(parts.sum(axis=-1, keepdims=True), x)


@wrong_softmax()
def keeps_the_last_tile_alone(x: Array) -> FloatArray:
    """Clear the sum at the start of each tile of 2,048."""
    return _over(_tile_sums(x, 2048)[..., -1:], x)


@wrong_softmax(repeats="ROCm/rocPRIM#179")
def divides_by_the_sum_of_its_own_tile(x: Array) -> FloatArray:
    """Give each tile of 64 classes its own sum, and not that of the whole row."""
    return _over(np.repeat(_tile_sums(x, 64), 64, axis=-1)[..., : x.shape[-1]], x)


# The count of the classes that are summed.


@wrong_softmax()
def sums_no_more_than_16_tiles(x: Array) -> FloatArray:
    """Sum 16 tiles of 256 classes at most."""
    return over_the_first(4096, x)


@wrong_softmax()
def counts_tiles_in_eight_bits(x: Array) -> FloatArray:
    """Count tiles of 32 in eight bits: from 8,192 classes on few of them are summed."""
    return over_the_first(-(-x.shape[-1] // 32) % 256 * 32, x)


@wrong_softmax(repeats="bytedance/lightseq#166")
def leaves_out_a_partial_warp(x: Array) -> FloatArray:
    """Sum the whole warps of 32 of up to 1,024 threads, one for each class."""
    n = x.shape[-1]
    return over_the_first(n // 32 * 32 if 32 < n <= 1024 else n, x)


@wrong_softmax(repeats="xlite-dev/LeetCUDA#357")
def sums_a_power_of_two_of_warps(x: Array) -> FloatArray:
    """Add up warps of 32 in a tree that takes their number, up to 32, for a power of two."""
    n = x.shape[-1]
    warps = -(-n // 32)
    return over_the_first(32 << (warps.bit_length() - 1) if warps <= 32 else n, x)


@wrong_softmax()
def sums_an_overlap_twice(x: Array) -> FloatArray:
    """Shift the last tile of 512 back to fit, and sum what the one before has summed again."""
    n = x.shape[-1]
    start, end = max(n - 512, 0), n // 512 * 512
    e = exponentials(x)
    again = e[..., start : end if n % 512 else start].sum(axis=-1, keepdims=True)
    return _over(e.sum(axis=-1, keepdims=True) + again, x)


@wrong_softmax(repeats="NVIDIA/TileGym#1")
def fills_the_last_of_many_tiles_with_zeros(x: Array) -> FloatArray:
    """Fill the last tile of 256 with scores of 0 where there are more than 1,024 classes."""
    n = x.shape[-1]
    more = -n % 256 if n > 1024 else 0
    padded = np.pad(widen(x), [(0, 0)] * (x.ndim - 1) + [(0, more)])
    return softmax(padded)[..., :n].astype(result_dtype(x))


def _tiles(x: Array, size: int) -> FloatArray:
    """Return the scores in tiles (..., tiles, size): -inf fills the last of several up."""
    size = max(min(size, x.shape[-1]), 1)
    more = -x.shape[-1] % size
    filled = np.pad(widen(x), [(0, 0)] * (x.ndim - 1) + [(0, more)], constant_values=-np.inf)
    return filled.reshape(*x.shape[:-1], filled.shape[-1] // size, size)


def _running_maxima(x: Array, size: int) -> FloatArray:
    """Return the maximum of all tiles up to each one, which is finite."""
    m = np.maximum.accumulate(_tiles(x, size).max(axis=-1), axis=-1)
    return np.maximum(m, np.finfo(m.dtype).min)


def _sums_under(m: FloatArray, x: Array, size: int) -> FloatArray:
    """Return the sum of each tile's exponentials, shifted by m (..., tiles)."""
    return np.exp(_tiles(x, size) - m[..., None]).sum(axis=-1)


def exponentials(x: Array) -> FloatArray:
    """Return exp(x - max x)."""
    return np.exp(widen(x) - widen(x).max(axis=-1, keepdims=True))


def _tile_sums(x: Array, size: int) -> FloatArray:
    """Return the sum of each tile's exponentials, shifted by the maximum of the row."""
    m = widen(x).max(axis=-1, keepdims=True)
    return _sums_under(m, x, size)


def _over(total: FloatArray, x: Array) -> FloatArray:
    """Return the exponentials of the row over a sum."""
    return (exponentials(x) / total).astype(result_dtype(x))


def over_the_first(classes: int, x: Array) -> FloatArray:
    """Return the exponentials of the row over the sum of the first of them."""
    return _over(exponentials(x)[..., :classes].sum(axis=-1, keepdims=True), x)
