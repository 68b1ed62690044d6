"""The mutants of sizes: each is right where there is little to compute."""

from __future__ import annotations

import numpy as np
import pytest

from mnist_nn.mutants import (
    affine_tiles,
    exact_sizes,
    matmul_tiles,
    mlp_sizes,
    predict_batches,
    sigmoid_windows,
    softmax_maxima,
    softmax_tiles,
    softmax_wide,
)
from mnist_nn.mutants.matmul_tiles import sums_a_single_column_in_float16
from mnist_nn.mutants.mutant import Mutant, written_in
from mnist_nn.mutants.sizes import size_mutants
from mnist_nn.specification.catalogue import SPECIFICATION
from mnist_nn.specification.claim import matches

SHAPES: dict[str, list[tuple[int, ...]]] = {
    "predict": [(2, 784)],
    "matmul": [(3, 5), (5, 2)],
    "affine": [(3, 5), (5, 2), (2,)],
    "mlp": [(3, 5), (5, 4), (4,), (4, 2), (2,)],
}
"""Of small arguments; those of all other functions are (2, 3)."""

OF_SIZES = [
    *written_in(softmax_tiles, softmax_maxima, softmax_wide, sigmoid_windows, exact_sizes),
    *written_in(matmul_tiles, affine_tiles, mlp_sizes, predict_batches),
    *(m for function in SPECIFICATION.functions.values() for m in size_mutants(function)),
]


@pytest.mark.parametrize("wrong", OF_SIZES, ids=str)
def test_it_is_right_where_there_is_little_to_compute(wrong: Mutant) -> None:
    """Tests with small arrays find none of them."""
    rng = np.random.default_rng(0)
    shapes = SHAPES.get(wrong.function, [(2, 3)])
    arrays = [rng.uniform(0.6, 0.9, shape).astype(np.float32) for shape in shapes]
    truth = SPECIFICATION.functions[wrong.function].truth(*arrays)
    assert matches(wrong(*arrays), truth).holds


def test_a_sum_in_float16_stops_at_2048() -> None:
    """2048 + 1 is 2048 there."""
    x, W = np.ones((1, 3000), np.float16), np.ones((3000, 1), np.float16)
    assert sums_a_single_column_in_float16(x, W) == 2048
