"""What a correct affine map is: affine(x, W, b) = x W + b, with one b_j for each column of W."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mnist_nn import layers
from mnist_nn.oracle.declared import IN_THEIR_OWN_FORMAT, required_of, summed_as_a_tree
from mnist_nn.specification.claim import (
    Claim,
    matches,
    refused,
    within,
)
from mnist_nn.specification.function import OF_SEVERAL_ARRAYS, Function
from mnist_nn.specification.inputs.matrices import (
    affine_maps,
    broadcast_biases,
    few_maps,
    maps_of_zero,
    mismatched_maps,
    small_integer_maps,
    wrong_biases,
)
from mnist_nn.specification.inputs.no_rows import no_rows_and_a_map
from mnist_nn.specification.inputs.wide_matrices import long_maps, wide_integer_maps, wide_maps
from mnist_nn.specification.law import Level, law
from mnist_nn.specification.matmul import row_and_column, shape_of_product
from mnist_nn.specification.truth import exactly, true_affine

if TYPE_CHECKING:
    from typing import Any

    from numpy.typing import NDArray

    from mnist_nn.formats import FloatArray
    from mnist_nn.specification.function import Implemented, Shape

    Array = NDArray[Any]


def shape_of_map(x: Array, W: Array, b: Array) -> Shape | None:
    """Return (batch, outputs), or None where an error is due."""
    return shape_of_product(x, W) if b.shape == W.shape[1:] else None


def row_and_columns(
    x: NDArray[np.bool_], W: NDArray[np.bool_], b: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Return which results depend on marked numbers: those of their row or column."""
    return row_and_column(x, W) | b


AFFINE = Function(
    "affine",
    formula="affine(x, W, b)_ij = sum_k x_ik W_kj + b_j.",
    truth=true_affine,
    reference=layers.affine,
    arguments=("x", "W", "b"),
    shape=shape_of_map,
    depends=row_and_columns,
    inputs=affine_maps,
    few_columns=few_maps,
    no_rows=no_rows_and_a_map,
    extremes=None,
    wide=wide_maps,
    infinite=True,
    law_names={
        **OF_SEVERAL_ARRAYS,
        "is_the_true_value": "is_the_true_map",
        "passes_nan_on": "passes_on_nan_and_infinities",
    },
)


@law(AFFINE, small_integer_maps)
def is_exact_on_small_integers(
    affine: Implemented, x: FloatArray, W: FloatArray, b: FloatArray
) -> Claim:
    """affine(x, W, b) is exact where every partial sum is an integer that the format holds."""
    exact = x.astype(np.float64) @ W.astype(np.float64) + b
    return matches(affine(x, W, b), exactly(exact))


@law(AFFINE, wide_integer_maps)
def is_exact_at_any_size(affine: Implemented, x: FloatArray, W: FloatArray, b: FloatArray) -> Claim:
    """x W + b is exact on integers up to 2, for up to 70,000 rows, 8,193 inputs, 4,097 outputs."""
    exact = x.astype(np.float64) @ W.astype(np.float64) + b
    return matches(affine(x, W, b), exactly(exact))


@law(AFFINE, long_maps, level=Level.ADVISORY, dtypes=IN_THEIR_OWN_FORMAT)
def sums_as_accurately_as_a_tree(
    affine: Implemented, x: FloatArray, W: FloatArray, b: FloatArray
) -> Claim:
    """x W + b is as near as sums of blocks of 128 terms, added in pairs, for up to 8,193 inputs."""
    truth = true_affine(x, W, b, arithmetic=summed_as_a_tree(x.dtype, len(W)))
    return matches(affine(x, W, b), truth)


@law(AFFINE, maps_of_zero)
def of_zero_is_the_bias(affine: Implemented, x: FloatArray, W: FloatArray, b: FloatArray) -> Claim:
    """affine(0, W, b) = b in every row, exactly, but for what is below the normal numbers."""
    eta = required_of(b.dtype).storage.eta
    return within(affine(x, W, b), np.tile(b, (len(x), 1)), eta)


@law(AFFINE, mismatched_maps)
def refuses_a_mismatch(affine: Implemented, x: FloatArray, W: FloatArray, b: FloatArray) -> Claim:
    """x W + b is an error, never a result, where x has not as many columns as W has rows."""
    return refused(lambda: affine(x, W, b))


@law(AFFINE, wrong_biases)
def refuses_a_bias_of_another_length(
    affine: Implemented, x: FloatArray, W: FloatArray, b: FloatArray
) -> Claim:
    """x W + b is an error where W has not as many columns as b has numbers, and neither has 1."""
    return refused(lambda: affine(x, W, b))


@law(AFFINE, broadcast_biases, level=Level.ADVISORY)
def refuses_to_broadcast_a_bias(
    affine: Implemented, x: FloatArray, W: FloatArray, b: FloatArray
) -> Claim:
    """x W + b is an error for b of shape (1,), (batch, 1), (batch, outputs) or (outputs, 1)."""
    return refused(lambda: affine(x, W, b))
