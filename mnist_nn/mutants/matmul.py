"""Wrong ways to multiply matrices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.layers import matmul
from mnist_nn.mutants.mutant import mutant
from mnist_nn.precision import result_dtype, widen

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mnist_nn.formats import FloatArray

    Array = NDArray[Any]


@mutant("matmul")
def cuts_to_fit(x: Array, W: Array) -> FloatArray:
    """Cut both operands to the rows and columns that they share."""
    shared = min(x.shape[-1], W.shape[0])
    return matmul(x[:, :shared], W[:shared])


@mutant("matmul")
def pads_to_fit(x: Array, W: Array) -> FloatArray:
    """Pad the shorter operand with zeros."""
    size = max(x.shape[-1], W.shape[0])
    x = np.pad(x, ((0, 0), (0, size - x.shape[-1])))
    return matmul(x, np.pad(W, ((0, size - W.shape[0]), (0, 0))))


@mutant("matmul")
def transposes_a_square_weight(x: Array, W: Array) -> FloatArray:
    """Take W for W^T where the shapes do not tell."""
    return matmul(x, W.T if W.shape[0] == W.shape[1] else W)


@mutant("matmul")
def multiplies_in_tf32(x: Array, W: Array) -> FloatArray:
    """Keep 10 bits of each operand's significand, as tensor cores do unless told otherwise."""
    return matmul(tf32(x), tf32(W)).astype(result_dtype(x, W))


@mutant("matmul", repeats="huggingface/candle#3727")
def sums_in_half_precision(x: Array, W: Array) -> FloatArray:
    """Add up in float16."""
    products = widen(x)[:, :, None] * widen(W)[None]
    total = np.zeros((x.shape[0], W.shape[1]), np.float16)
    for k in range(x.shape[1]):
        total += products[:, k].astype(np.float16)
    return total.astype(result_dtype(x, W))


@mutant("matmul")
def wraps_integers_around(x: Array, W: Array) -> Array:
    """Multiply and add in the integers' own dtype."""
    return x @ W if x.dtype.kind in "iu" else matmul(x, W)


@mutant("matmul")
def drops_the_last_of_a_tile(x: Array, W: Array) -> FloatArray:
    """Leave out the last term where a tile of 16 has one place left."""
    end = x.shape[-1] - (x.shape[-1] % 16 == 15)
    return matmul(x[:, :end], W[:end])


@mutant("matmul")
def leaves_out_small_terms(x: Array, W: Array) -> FloatArray:
    """Skip what is below 1e-3, as if it were zero."""
    return matmul(np.where(np.abs(x) < 1e-3, x.dtype.type(0), x), W)


@mutant("matmul")
def drops_the_sign(x: Array, W: Array) -> FloatArray:
    """Give |x| |W|."""
    return matmul(np.abs(x), np.abs(W))


@mutant("matmul")
def rectifies(x: Array, W: Array) -> FloatArray:
    """Fuse a relu that was not asked for."""
    return np.maximum(matmul(x, W), 0)


@mutant("matmul")
def adds_an_epsilon(x: Array, W: Array) -> FloatArray:
    """Add 1e-6 to every element."""
    return (matmul(x, W) + 1e-6).astype(result_dtype(x, W))


@mutant("matmul")
def carries_rows_over(x: Array, W: Array) -> FloatArray:
    """Start the sums of each row from those of the row before."""
    return np.cumsum(matmul(x, W), axis=0)


@mutant("matmul")
def depends_on_the_order(x: Array, W: Array) -> FloatArray:
    """Count the first term twice."""
    return matmul(x, W) + matmul(x[:, :1], W[:1])


@mutant("matmul")
def starts_from_one(x: Array, W: Array) -> FloatArray:
    """Give ones for an empty sum."""
    return matmul(x, W) + (x.shape[-1] == 0)


@mutant("matmul")
def ignores_the_memory_order(x: Array, W: Array) -> FloatArray:
    """Read W in the order in which it lies in memory."""
    return matmul(x, W.ravel(order="K").reshape(W.shape))


@mutant("matmul", repeats="tile-ai/tilelang#2381")
def drops_half_a_tile_in_half_precision(x: Array, W: Array) -> FloatArray:
    """Leave out the last 8 terms in float16 where half a tile of 16 is left."""
    k = x.shape[-1]
    end = k - 8 if x.dtype == np.float16 and k > 16 and k % 16 == 8 and len(W) == k else k
    return matmul(x[:, :end], W[:end] if end != k else W)


@mutant("matmul", repeats="tile-ai/tilelang#2537")
def leaves_columns_to_no_warp(x: Array, W: Array) -> FloatArray:
    """Share more than 96 columns out among 12 warps, and leave the remainder to none."""
    y = matmul(x, W)
    if W.shape[1] > 96:
        y[:, W.shape[1] // 12 * 12 :] = 0
    return y


@mutant("matmul", repeats="tile-ai/tilelang-ascend#1341")
def miscounts_a_second_tile(x: Array, W: Array) -> FloatArray:
    """Drop what is left of 16 in the last of several tiles of 128 terms."""
    k = x.shape[-1]
    end = k // 16 * 16 if k > 128 and len(W) == k else k
    return matmul(x[:, :end], W[:end] if end != k else W)


@mutant("matmul", repeats="NVIDIA/Fuser#3963")
def leaves_rows_beyond_whole_tiles(x: Array, W: Array) -> FloatArray:
    """Leave the rows of a tail at 0 where there are more rows than a tile of 16."""
    y = matmul(x, W)
    if len(x) > 16:
        y[len(x) // 16 * 16 :] = 0
    return y


@mutant("matmul", repeats="tenstorrent/tt-metal#22517")
def hides_nan_and_infinities(x: Array, W: Array) -> FloatArray:
    """Take NaN for 0, and infinity for the largest number."""
    return matmul(*(np.nan_to_num(a) if a.dtype.kind == "f" else a for a in (x, W)))


@mutant("matmul")
def keeps_sums_of_tiles_in_float16(x: Array, W: Array) -> FloatArray:
    """Keep the sum of every 128 inputs in float16, where it may be infinite."""
    y = matmul(x, W)
    if y.dtype != np.float16:
        return y
    total = np.zeros(y.shape)
    for i in range(0, len(W), 128):
        total += (widen(x[:, i : i + 128]) @ widen(W[i : i + 128])).astype(np.float16)
    return total.astype(y.dtype)


@mutant("matmul")
def flushes_small_operands(x: Array, W: Array) -> FloatArray:
    """Take float32 operands below 2^-24 in size for 0 where there are more than 16 inputs."""
    y = matmul(x, W)
    flushing = len(W) > 16 and y.dtype == np.float32
    a, b = (np.where((np.abs(widen(m)) < 2.0**-24) & flushing, 0, widen(m)) for m in (x, W))
    return matmul(a, b).astype(y.dtype)


def tf32(x: Array) -> FloatArray:
    """Return x with 10 bits of significand after the leading one, the rest cut off."""
    significand, exponent = np.frexp(widen(x))
    return np.ldexp(np.trunc(significand * 2**11) / 2**11, exponent)
