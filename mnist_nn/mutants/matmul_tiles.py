"""Wrong products that are right for few inputs, rows and outputs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.formats import FORMATS
from mnist_nn.layers import matmul
from mnist_nn.mutants.matmul import tf32
from mnist_nn.mutants.mutant import mutant
from mnist_nn.precision import result_dtype, widen

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mnist_nn.formats import FloatArray

    Array = NDArray[Any]


# Inputs that are lost, or counted twice.


@mutant("matmul", repeats="NVIDIA/cutlass#876")
def loses_the_last_quarter(x: Array, W: Array) -> FloatArray:
    """Lose the last quarter of the products, from 512 inputs on."""
    k = len(W)
    return _of_the_inputs(np.arange(k) < (k if k < 512 else k - k // 4), x, W)


@mutant("matmul")
def drops_inputs_beyond_the_300th(x: Array, W: Array) -> FloatArray:
    """Drop the inputs beyond the 300th."""
    return _of_the_inputs(np.arange(len(W)) < 300, x, W)


@mutant("matmul")
def overwrites_all_parts_but_the_last(x: Array, W: Array) -> FloatArray:
    """Write the sums of parts of 1,024 inputs over each other (split-K without a reduction)."""
    k = len(W)
    return _of_the_inputs(np.arange(k) >= (k - 1) // 1024 * 1024, x, W)


@mutant("matmul", repeats="ROCm/rocm-libraries#6663")
def sums_three_tiles_as_five(x: Array, W: Array) -> FloatArray:
    """Count the first two of exactly three tiles of 256 inputs twice."""
    k = len(W)
    twice = (np.arange(k) < 512) & (512 < k <= 768)
    return _of_the_inputs(1 + twice.astype(float), x, W)


@mutant("matmul", repeats="NVIDIA/cutlass#3536")
def drops_the_tail_after_whole_stages(x: Array, W: Array) -> FloatArray:
    """Drop the inputs beyond whole tiles of 256, of which there are a multiple of four."""
    k = len(W)
    tiles = k // 256
    end = tiles * 256 if tiles and tiles % 4 == 0 else k
    return _of_the_inputs(np.arange(k) < end, x, W)


@mutant("matmul")
def leaves_out_an_input_at_each_tile(x: Array, W: Array) -> FloatArray:
    """Leave out the first input of every tile of 128 but the first."""
    i = np.arange(len(W))
    return _of_the_inputs((i % 128 > 0) | (i == 0), x, W)


@mutant("matmul", repeats="1bit-MONSTER/1bit-MONSTER#1273")
def reads_the_first_tile_of_inputs_again(x: Array, W: Array) -> FloatArray:
    """Multiply the first 256 inputs with each tile of 256 weights."""
    y = matmul(x, W)
    again = x[:, np.arange(x.shape[1]) % 256]
    return matmul(again, W) if len(W) > 256 else y


@mutant("matmul", repeats="ROCm/composable_kernel#512")
def reads_an_odd_input_wrongly_in_float16(x: Array, W: Array) -> FloatArray:
    """Leave out the last of an odd number of inputs, of 128 rows and more, in float16."""
    odd = len(W) % 2 == 1 and len(x) >= 128 and result_dtype(x, W) == np.float16
    return _of_the_inputs(np.arange(len(W)) < len(W) - odd, x, W)


# Precision that is lost with the number of inputs.


@mutant("matmul")
def rounds_to_bfloat16_beyond_40_inputs(x: Array, W: Array) -> FloatArray:
    """Round the operands of more than 40 inputs to bfloat16, with which tensor cores are faster."""
    low = FORMATS["bfloat16"].dtype
    wide = len(W) > 40 and result_dtype(x, W) == np.float32
    y = matmul(x, W)
    return matmul(widen(x.astype(low)), widen(W.astype(low))).astype(y.dtype) if wide else y


@mutant("matmul", repeats="ml-explore/mlx#3860")
def rounds_to_tf32_beyond_64_inputs(x: Array, W: Array) -> FloatArray:
    """Keep 10 bits of the significands of float32 operands of more than 64 inputs."""
    wide = len(W) > 64 and result_dtype(x, W) == np.float32
    y = matmul(x, W)
    return matmul(tf32(x), tf32(W)).astype(y.dtype) if wide else y


@mutant("matmul", repeats="sonos/tract#2588")
def sums_in_float16_beyond_256_inputs(x: Array, W: Array) -> FloatArray:
    """Add up float16 products of more than 256 inputs in float16."""
    y = matmul(x, W)
    low = len(W) > 256 and y.dtype == np.float16
    return _summed_in_float16(x, W) if low else y


@mutant("matmul", repeats="JuliaLang/julia#50580")
def sums_a_single_column_in_float16(x: Array, W: Array) -> FloatArray:
    """Add up in float16 where a float16 matrix has one column."""
    y = matmul(x, W)
    low = W.shape[1] == 1 and y.dtype == np.float16
    return _summed_in_float16(x, W) if low else y


# Rows and outputs that go wrong.


@mutant("matmul", repeats="facebookexperimental/triton#3401")
def overlaps_its_workspace(x: Array, W: Array) -> FloatArray:
    """Lose the second half, from 512 inputs on, of as many rows as lack to a multiple of 128."""
    k, lost = len(W), -len(x) % 128
    first = _of_the_inputs(np.arange(k) < (k if k < 512 else k // 2), x[:lost], W)
    return np.concatenate([first, matmul(x[lost:], W)])


@mutant("matmul", repeats="ROCm/FlyDSL#1007")
def loads_a_part_of_112_rows(x: Array, W: Array) -> FloatArray:
    """Load 96 rows of each whole tile of 112: the others are those of the tile's beginning."""
    i = np.arange(len(x))
    missing = (i % 112 >= 96) & (i < len(x) // 112 * 112)
    return matmul(x[np.where(missing, i - 96, i)], W)


@mutant("matmul")
def leaves_a_corner(x: Array, W: Array) -> FloatArray:
    """Never write the corner where a partial tile of 64 rows meets one of 64 outputs."""
    y = matmul(x, W)
    rows, outputs = (n // 64 * 64 or n for n in y.shape)
    y[rows:, outputs:] = 0
    return y


@mutant("matmul")
def repeats_outputs_beyond_1024(x: Array, W: Array) -> FloatArray:
    """Give outputs beyond the 1,024th what the first ones get."""
    return matmul(x, W[:, np.arange(W.shape[1]) % 1024])


@mutant("matmul")
def indexes_results_by_16_bits(x: Array, W: Array) -> FloatArray:
    """Never write results beyond the 65,536th."""
    y = matmul(x, W)
    y.reshape(-1)[65_536:] = 0
    return y


def _of_the_inputs(weights: Array, x: Array, W: Array) -> FloatArray:
    """Return the product with each input counted so many times."""
    nothing = matmul(x[:0], W[:, :0])  # or an error, where the shapes do not fit
    kept = np.flatnonzero(weights)
    return matmul(widen(x[:, kept]) * weights[kept], W[kept]).astype(nothing.dtype)


def _summed_in_float16(x: Array, W: Array) -> FloatArray:
    """Return the product, added up in float16, one input after the other."""
    total = np.zeros((len(x), W.shape[1]), np.float16)
    for column, row in zip(x.T, W, strict=True):
        total += np.outer(widen(column), widen(row)).astype(np.float16)
    return total
