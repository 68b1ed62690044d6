"""Wrong affine maps that are right for few inputs, rows and outputs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.formats import FORMATS
from mnist_nn.layers import affine
from mnist_nn.mutants.mutant import mutant
from mnist_nn.precision import result_dtype, widen

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mnist_nn.formats import FloatArray

    Array = NDArray[Any]


# The bias.


@mutant("affine")
def adds_no_bias_from_row_512_on(x: Array, W: Array, b: Array) -> FloatArray:
    """Add the bias to the first 512 rows only."""
    return np.concatenate([affine(x[:512], W, b), affine(x[512:], W, 0 * b)])


@mutant("affine")
def repeats_the_bias_of_128_outputs(x: Array, W: Array, b: Array) -> FloatArray:
    """Add the bias of the first 128 outputs to the next 128, and so on."""
    return affine(x, W, b[np.arange(len(b)) % 128])


@mutant("affine")
def adds_the_bias_in_each_part(x: Array, W: Array, b: Array) -> FloatArray:
    """Add the bias once for every 512 inputs, each of which are a part of the sum (split-K)."""
    times = max(-(-len(W) // 512), 1)
    return affine(x, W, (times * widen(b)).astype(b.dtype))


@mutant("affine")
def forgets_the_bias_of_a_last_tile_of_rows(x: Array, W: Array, b: Array) -> FloatArray:
    """Add no bias to the rows beyond whole tiles of 64, if there are more than 256 rows."""
    end = len(x) // 64 * 64 if len(x) > 256 else len(x)
    return np.concatenate([affine(x[:end], W, b), affine(x[end:], W, 0 * b)])


@mutant("affine")
def rounds_the_bias_of_many_outputs(x: Array, W: Array, b: Array) -> FloatArray:
    """Keep the bias of more than 256 outputs in bfloat16."""
    rounded = b.astype(FORMATS["bfloat16"].dtype).astype(b.dtype)
    return affine(x, W, rounded if len(b) > 256 else b)


@mutant("affine", repeats="espressif/esp-nn#34")
def shifts_the_bias_of_few_outputs(x: Array, W: Array, b: Array) -> FloatArray:
    """Add the next output's bias where there are fewer than 8 outputs and 1,280 inputs or more."""
    return affine(x, W, np.roll(b, -1 if len(b) < 8 and len(W) >= 1280 else 0))


# Rows, inputs and outputs.


@mutant("affine", repeats="tracel-ai/burn#5122")
def halves_the_sums_of_a_narrow_head(x: Array, W: Array, b: Array) -> FloatArray:
    """Sum half of more than 8 inputs in all rows but the first, where there is one output."""
    narrow = len(b) == 1 and len(W) > 8
    seen = np.arange(len(W)) < (len(W) // 2 if narrow else len(W))
    first, half = affine(x[:1], W, b), np.where(seen[:, None], W, W.dtype.type(0))
    return np.concatenate([first, affine(x[1:], half, b)])


@mutant("affine", repeats="Maratyszcza/NNPACK#43")
def computes_rows_in_fours(x: Array, W: Array, b: Array) -> FloatArray:
    """Compute 4 rows at a time, and give those beyond the bias alone, if there are more than 64."""
    y = affine(x, W, b)
    rest = np.arange(len(x)) >= (len(x) // 4 * 4 if len(x) > 64 else len(x))
    return np.where(rest[:, None], b.astype(y.dtype), y)


@mutant("affine")
def drops_an_input_beyond_each_tile(x: Array, W: Array, b: Array) -> FloatArray:
    """Drop the last input where it is alone in a tile of 64."""
    k = len(W)
    y = affine(x, W, b)
    end = k - (k > 64 and k % 64 == 1)
    return affine(x[:, :end], W[:end], b).astype(y.dtype)


@mutant("affine")
def sums_in_float16_beyond_512_inputs(x: Array, W: Array, b: Array) -> FloatArray:
    """Keep the sums of parts of 16 inputs in float16, of float16 maps of more than 512 inputs."""
    y = affine(x, W, b)
    total = np.zeros(y.shape, np.float16 if len(W) > 512 and y.dtype == np.float16 else np.float64)
    for start in range(0, len(W), 16):
        part = slice(start, start + 16)
        total += (widen(x[:, part]) @ widen(W[part])).astype(total.dtype)
    return (total + b.astype(total.dtype)).astype(result_dtype(x, W, b))


@mutant("affine")
def transposes_wide_square_weights(x: Array, W: Array, b: Array) -> FloatArray:
    """Take W for W^T where it is square and has 128 rows or more."""
    return affine(x, W.T if 128 <= len(W) == W.shape[1] else W, b)


@mutant("affine")
def swaps_tiles_of_outputs(x: Array, W: Array, b: Array) -> FloatArray:
    """Write the second and the third of four or more tiles of 64 outputs in each other's place."""
    i = np.arange(len(b))
    swapped = np.select([(i >= 64) & (i < 128), (i >= 128) & (i < 192)], [i + 64, i - 64], i)
    return affine(x, W, b)[:, swapped if len(b) >= 256 else i]
