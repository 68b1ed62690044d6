"""What a correct product of matrices is: (x W)_ij = sum_k x_ik W_kj."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn import layers
from mnist_nn.oracle.declared import IN_THEIR_OWN_FORMAT, required_of, summed_as_a_tree
from mnist_nn.specification.claim import (
    Claim,
    both,
    matches,
    refused,
    within,
)
from mnist_nn.specification.function import OF_SEVERAL_ARRAYS, Function
from mnist_nn.specification.inputs.matrices import (
    empty_matrices,
    few_matrices,
    matrices,
    mismatched_matrices,
    permuted_matrices,
    small_integer_matrices,
    sums,
)
from mnist_nn.specification.inputs.no_rows import no_rows_and_a_matrix
from mnist_nn.specification.inputs.wide_matrices import (
    long_products,
    wide_integer_matrices,
    wide_matrices,
)
from mnist_nn.specification.law import Level, law
from mnist_nn.specification.truth import exactly, true_product

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mnist_nn.formats import FloatArray
    from mnist_nn.specification.function import Implemented, Shape

    Array = NDArray[Any]


def shape_of_product(x: Array, W: Array) -> Shape | None:
    """Return (batch, outputs), or None where an error is due."""
    fits = x.ndim == W.ndim == 2 and x.shape[1] == W.shape[0]
    return (len(x), W.shape[1]) if fits else None


def row_and_column(x: NDArray[np.bool_], W: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which results depend on marked numbers of x and W: those of their row or column."""
    return np.logical_or(x.any(axis=1, keepdims=True), W.any(axis=0))


MATMUL = Function(
    "matmul",
    formula="(x W)_ij = sum_k x_ik W_kj.",
    truth=true_product,
    reference=layers.matmul,
    arguments=("x", "W"),
    shape=shape_of_product,
    depends=row_and_column,
    inputs=matrices,
    few_columns=few_matrices,
    no_rows=no_rows_and_a_matrix,
    extremes=None,
    wide=wide_matrices,
    infinite=True,
    law_names={
        **OF_SEVERAL_ARRAYS,
        "is_the_true_value": "is_the_true_product",
        "passes_nan_on": "passes_on_nan_and_infinities",
    },
)


@law(MATMUL, mismatched_matrices)
def refuses_a_mismatch(matmul: Implemented, x: FloatArray, W: FloatArray) -> Claim:
    """x W is an error, never a result, where x has not as many columns as W has rows."""
    return refused(lambda: matmul(x, W))


@law(MATMUL, small_integer_matrices)
def is_exact_on_small_integers(matmul: Implemented, x: FloatArray, W: FloatArray) -> Claim:
    """x W is exact where every partial sum is an integer that the format holds."""
    return matches(matmul(x, W), exactly(x.astype(np.float64) @ W.astype(np.float64)))


@law(MATMUL, wide_integer_matrices)
def is_exact_at_any_size(matmul: Implemented, x: FloatArray, W: FloatArray) -> Claim:
    """x W is exact on integers up to 2, for up to 70,000 rows, 8,193 inputs, 4,097 outputs."""
    return matches(matmul(x, W), exactly(x.astype(np.float64) @ W.astype(np.float64)))


@law(MATMUL, long_products, level=Level.ADVISORY, dtypes=IN_THEIR_OWN_FORMAT)
def sums_as_accurately_as_a_tree(matmul: Implemented, x: FloatArray, W: FloatArray) -> Claim:
    """x W is as near as sums of blocks of 128 terms, added in pairs, for up to 8,193 inputs."""
    return matches(matmul(x, W), true_product(x, W, summed_as_a_tree(x.dtype, len(W))))


@law(MATMUL, matrices)
def has_an_identity(matmul: Implemented, x: FloatArray, W: FloatArray) -> Claim:
    """x I = x and I W = W, exactly, but for what is below the normal numbers."""
    identity, arithmetic = np.eye(len(W), dtype=W.dtype), required_of(W.dtype)
    of_x = of_W = np.array(arithmetic.storage.eta)
    if arithmetic.operands:  # which are rounded
        of_x, of_W = true_product(x, identity).allowed, true_product(identity, W).allowed
    return both(within(matmul(x, identity), x, of_x), within(matmul(identity, W), W, of_W))


@law(MATMUL, matrices)
def has_a_zero(matmul: Implemented, x: FloatArray, W: FloatArray) -> Claim:
    """x 0 = 0, exactly."""
    return within(matmul(x, np.zeros_like(W)), np.zeros((len(x), W.shape[1])), 0)


@law(MATMUL, matrices)
def transposes(matmul: Implemented, x: FloatArray, W: FloatArray) -> Claim:
    """(x W)^T = W^T x^T."""
    allowed = true_product(x, W).allowed.T + true_product(W.T, x.T).allowed
    return within(matmul(W.T.copy(), x.T.copy()), matmul(x, W).T, allowed)


@law(MATMUL, sums)
def is_linear(matmul: Implemented, x: FloatArray, z: FloatArray, W: FloatArray) -> Claim:
    """(x + z) W = x W + z W, where x + z is exact."""
    together, apart = matmul(x + z, W), matmul(x, W).astype(np.float64) + matmul(z, W)
    allowed = (
        true_product(x + z, W).allowed + true_product(x, W).allowed + true_product(z, W).allowed
    )
    return within(together, apart, allowed + 2.0**-53 * np.abs(apart))  # the law's own sum


@law(MATMUL, permuted_matrices)
def sums_in_any_order(
    matmul: Implemented, x: FloatArray, W: FloatArray, p: NDArray[np.intp]
) -> Claim:
    """x_p W_p = x W, for any permutation p of the inputs."""
    return within(matmul(x[:, p], W[p]), matmul(x, W), 2 * true_product(x, W).allowed)


@law(MATMUL, empty_matrices)
def of_nothing_is_zero(matmul: Implemented, x: FloatArray, W: FloatArray) -> Claim:
    """An empty sum is 0: no inputs give zeros, no rows or no outputs an empty product."""
    return within(matmul(x, W), np.zeros((x.shape[0], W.shape[1])), 0)
