"""What a correct product of matrices is: (x W)_ij = sum_k x_ik W_kj."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.oracle.arithmetic import ARITHMETICS, arithmetic_of
from mnist_nn.specification.claim import (
    Claim,
    both,
    holds,
    matches,
    refused,
    refused_or,
    silent,
    within,
)
from mnist_nn.specification.inputs.arrays import INTEGERS
from mnist_nn.specification.inputs.layouts import arranged, matrices_in_any_layout
from mnist_nn.specification.inputs.matrices import (
    empty_matrices,
    large_integer_matrices,
    matrices,
    matrices_with_one_not_finite,
    mismatched_matrices,
    permuted_matrices,
    small_integer_matrices,
    sums,
)
from mnist_nn.specification.inputs.wide_matrices import wide_integer_matrices
from mnist_nn.specification.law import law
from mnist_nn.specification.truth import exactly, true_product

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mnist_nn.formats import FloatArray
    from mnist_nn.specification.law import Function


@law("matmul", matrices)
def is_the_true_product(matmul: Function, x: FloatArray, W: FloatArray) -> Claim:
    """(x W)_ij = sum_k x_ik W_kj."""
    return matches(matmul(x, W), true_product(x, W))


@law("matmul", mismatched_matrices)
def refuses_a_mismatch(matmul: Function, x: FloatArray, W: FloatArray) -> Claim:
    """x W is an error, never a result, where x has not as many columns as W has rows."""
    return refused(lambda: matmul(x, W))


@law("matmul", small_integer_matrices)
def is_exact_on_small_integers(matmul: Function, x: FloatArray, W: FloatArray) -> Claim:
    """x W is exact where every partial sum is an integer that the format holds."""
    return matches(matmul(x, W), exactly(x.astype(np.float64) @ W.astype(np.float64)))


@law("matmul", wide_integer_matrices)
def is_exact_at_any_size(matmul: Function, x: FloatArray, W: FloatArray) -> Claim:
    """x W is exact on integers up to 2, with up to 300 rows, inputs or outputs."""
    return matches(matmul(x, W), exactly(x.astype(np.float64) @ W.astype(np.float64)))


@law("matmul", matrices)
def has_an_identity(matmul: Function, x: FloatArray, W: FloatArray) -> Claim:
    """x I = x and I W = W, exactly, but for what is below the normal numbers."""
    identity, eta = np.eye(len(W), dtype=W.dtype), arithmetic_of(W.dtype).storage.eta
    return both(within(matmul(x, identity), x, eta), within(matmul(identity, W), W, eta))


@law("matmul", matrices)
def has_a_zero(matmul: Function, x: FloatArray, W: FloatArray) -> Claim:
    """x 0 = 0, exactly."""
    return within(matmul(x, np.zeros_like(W)), np.zeros((len(x), W.shape[1])), 0)


@law("matmul", matrices)
def transposes(matmul: Function, x: FloatArray, W: FloatArray) -> Claim:
    """(x W)^T = W^T x^T."""
    allowed = true_product(x, W).allowed.T + true_product(W.T, x.T).allowed
    return within(matmul(W.T.copy(), x.T.copy()), matmul(x, W).T, allowed)


@law("matmul", sums)
def is_linear(matmul: Function, x: FloatArray, z: FloatArray, W: FloatArray) -> Claim:
    """(x + z) W = x W + z W, where x + z is exact."""
    together, apart = matmul(x + z, W), matmul(x, W).astype(np.float64) + matmul(z, W)
    allowed = (
        true_product(x + z, W).allowed + true_product(x, W).allowed + true_product(z, W).allowed
    )
    return within(together, apart, allowed + 2.0**-53 * np.abs(apart))  # the law's own sum


@law("matmul", permuted_matrices)
def sums_in_any_order(matmul: Function, x: FloatArray, W: FloatArray, p: NDArray[np.intp]) -> Claim:
    """x_p W_p = x W, for any permutation p of the inputs."""
    return within(matmul(x[:, p], W[p]), matmul(x, W), 2 * true_product(x, W).allowed)


@law("matmul", empty_matrices)
def of_nothing_is_zero(matmul: Function, x: FloatArray, W: FloatArray) -> Claim:
    """An empty sum is 0: no inputs give zeros, no rows or no outputs an empty product."""
    return within(matmul(x, W), np.zeros((x.shape[0], W.shape[1])), 0)


@law("matmul", large_integer_matrices, dtypes=INTEGERS)
def reads_integers_or_refuses_them(matmul: Function, x: NDArray[Any], W: NDArray[Any]) -> Claim:
    """x W is the product of the integers, or an error: int8 100 * 100 does not wrap around."""
    exact = x.astype(np.float64) @ W.astype(np.float64)
    return refused_or(lambda: matmul(x, W), lambda y: _rounded(np.asarray(y), exact))


@law("matmul", matrices)
def keeps_the_dtype(matmul: Function, x: FloatArray, W: FloatArray) -> Claim:
    """x W has the dtype of x and W."""
    y = matmul(x, W)
    return holds(y.dtype == x.dtype, f"observed {y.dtype}, expected {x.dtype}")


@law("matmul", matrices)
def leaves_its_inputs_untouched(matmul: Function, x: FloatArray, W: FloatArray) -> Claim:
    """matmul(x, W) changes neither x nor W."""
    given = x.copy(), W.copy()
    matmul(*given)
    untouched = all(map(np.array_equal, given, (x, W)))
    return holds(untouched, f"observed {given} after the call")


@law("matmul", matrices)
def warns_of_nothing(matmul: Function, x: FloatArray, W: FloatArray) -> Claim:
    """matmul(x, W) is silent where no product overflows."""
    return silent(lambda: matmul(x, W))


@law("matmul", matrices_in_any_layout)
def reads_any_layout_or_refuses_it(
    matmul: Function, x: FloatArray, W: FloatArray, layouts: tuple[str, ...]
) -> Claim:
    """x W means the values of x and W in any strides, order and byte order, or is an error."""
    x, W = arranged((x, W), layouts)
    return refused_or(lambda: matmul(x, W), lambda y: matches(y, true_product(x, W)))


@law("matmul", matrices_with_one_not_finite)
def passes_on_nan_and_infinities(matmul: Function, x: FloatArray, W: FloatArray, k: int) -> Claim:
    """(x W)_0j is not finite where x_0k alone is not, and W_kj != 0; every other row is x_i W."""
    y = matmul(x, W)
    first = y[0, W[k] != 0]
    lost = holds(not np.isfinite(first).any(), f"observed {first}, expected NaN or infinities")
    return both(lost, matches(y[1:], true_product(x[1:], W)))


def _rounded(y: NDArray[Any], exact: NDArray[np.float64]) -> Claim:
    """Claim that y is an exact result, rounded once to the precision it was returned in."""
    u = arithmetic_of(y.dtype).storage.u if y.dtype.name in ARITHMETICS else 0
    return within(y, exact, u * np.abs(exact))
