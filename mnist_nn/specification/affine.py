"""What a correct affine map is: affine(x, W, b) = x W + b, with one b_j for each column of W."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mnist_nn.oracle.arithmetic import arithmetic_of
from mnist_nn.specification.claim import (
    Claim,
    holds,
    matches,
    refused,
    refused_or,
    silent,
    within,
)
from mnist_nn.specification.inputs.layouts import affine_maps_in_any_layout, arranged
from mnist_nn.specification.inputs.matrices import (
    affine_maps,
    broadcast_biases,
    maps_of_zero,
    mismatched_maps,
    small_integer_maps,
    wrong_biases,
)
from mnist_nn.specification.inputs.wide_matrices import wide_integer_maps
from mnist_nn.specification.law import Level, law
from mnist_nn.specification.truth import exactly, true_affine

if TYPE_CHECKING:
    from mnist_nn.formats import FloatArray
    from mnist_nn.specification.law import Function


@law("affine", affine_maps)
def is_the_true_map(affine: Function, x: FloatArray, W: FloatArray, b: FloatArray) -> Claim:
    """affine(x, W, b)_ij = sum_k x_ik W_kj + b_j."""
    return matches(affine(x, W, b), true_affine(x, W, b))


@law("affine", small_integer_maps)
def is_exact_on_small_integers(
    affine: Function, x: FloatArray, W: FloatArray, b: FloatArray
) -> Claim:
    """affine(x, W, b) is exact where every partial sum is an integer that the format holds."""
    exact = x.astype(np.float64) @ W.astype(np.float64) + b
    return matches(affine(x, W, b), exactly(exact))


@law("affine", wide_integer_maps)
def is_exact_at_any_size(affine: Function, x: FloatArray, W: FloatArray, b: FloatArray) -> Claim:
    """affine(x, W, b) is exact on integers up to 2, with up to 300 rows, inputs or outputs."""
    exact = x.astype(np.float64) @ W.astype(np.float64) + b
    return matches(affine(x, W, b), exactly(exact))


@law("affine", maps_of_zero)
def of_zero_is_the_bias(affine: Function, x: FloatArray, W: FloatArray, b: FloatArray) -> Claim:
    """affine(0, W, b) = b in every row, exactly, but for what is below the normal numbers."""
    eta = arithmetic_of(b.dtype).storage.eta
    return within(affine(x, W, b), np.tile(b, (len(x), 1)), eta)


@law("affine", mismatched_maps)
def refuses_a_mismatch(affine: Function, x: FloatArray, W: FloatArray, b: FloatArray) -> Claim:
    """x W + b is an error, never a result, where x has not as many columns as W has rows."""
    return refused(lambda: affine(x, W, b))


@law("affine", wrong_biases)
def refuses_a_bias_of_another_length(
    affine: Function, x: FloatArray, W: FloatArray, b: FloatArray
) -> Claim:
    """x W + b is an error where W has not as many columns as b has numbers, and neither has 1."""
    return refused(lambda: affine(x, W, b))


@law("affine", broadcast_biases, level=Level.ADVISORY)
def refuses_to_broadcast_a_bias(
    affine: Function, x: FloatArray, W: FloatArray, b: FloatArray
) -> Claim:
    """x W + b is an error for b of shape (1,), (batch, 1), (batch, outputs) or (outputs, 1)."""
    return refused(lambda: affine(x, W, b))


@law("affine", affine_maps)
def treats_rows_independently(
    affine: Function, x: FloatArray, W: FloatArray, b: FloatArray
) -> Claim:
    """affine(x, W, b)[i] = affine(x[i], W, b)."""
    rows = np.concatenate([affine(row[None], W, b) for row in x])
    return matches(rows, true_affine(x, W, b))


@law("affine", affine_maps)
def keeps_the_dtype(affine: Function, x: FloatArray, W: FloatArray, b: FloatArray) -> Claim:
    """affine(x, W, b) has the dtype of x, W and b."""
    y = affine(x, W, b)
    return holds(y.dtype == x.dtype, f"observed {y.dtype}, expected {x.dtype}")


@law("affine", affine_maps)
def leaves_its_inputs_untouched(
    affine: Function, x: FloatArray, W: FloatArray, b: FloatArray
) -> Claim:
    """affine(x, W, b) changes neither x nor W nor b."""
    given = x.copy(), W.copy(), b.copy()
    affine(*given)
    untouched = all(map(np.array_equal, given, (x, W, b)))
    return holds(untouched, f"observed {given} after the call")


@law("affine", affine_maps)
def warns_of_nothing(affine: Function, x: FloatArray, W: FloatArray, b: FloatArray) -> Claim:
    """affine(x, W, b) is silent where no product overflows."""
    return silent(lambda: affine(x, W, b))


@law("affine", affine_maps)
def of_no_rows_is_empty(affine: Function, x: FloatArray, W: FloatArray, b: FloatArray) -> Claim:
    """affine of an empty batch is an empty batch, (0, outputs)."""
    return within(affine(x[:0], W, b), np.zeros((0, len(b))), 0)


@law("affine", affine_maps_in_any_layout)
def reads_any_layout_or_refuses_it(
    affine: Function, x: FloatArray, W: FloatArray, b: FloatArray, layouts: tuple[str, ...]
) -> Claim:
    """x W + b means the values of x, W and b in any strides, order and byte order, or raises."""
    x, W, b = arranged((x, W, b), layouts)
    return refused_or(lambda: affine(x, W, b), lambda y: matches(y, true_affine(x, W, b)))
