"""What a correct network is: mlp(x, W1, b1, W2, b2) = softmax(sigmoid(x W1 + b1) W2 + b2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mnist_nn.oracle.arithmetic import arithmetic_of
from mnist_nn.oracle.bounds import softmax_sum_error
from mnist_nn.specification.claim import (
    Claim,
    between,
    holds,
    matches,
    refused,
    refused_or,
    rows_sum_to_one,
    silent,
    within,
)
from mnist_nn.specification.inputs.layouts import arranged, networks_in_any_layout
from mnist_nn.specification.inputs.networks import (
    networks,
    networks_with_wrong_images,
    permuted_networks,
)
from mnist_nn.specification.law import law
from mnist_nn.specification.truth import true_mlp

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mnist_nn.formats import FloatArray as Array
    from mnist_nn.specification.law import Function


@law("mlp", networks)
def is_the_true_network(
    mlp: Function, x: Array, W1: Array, b1: Array, W2: Array, b2: Array
) -> Claim:
    """mlp(x, W1, b1, W2, b2) = softmax(sigmoid(x W1 + b1) W2 + b2)."""
    return matches(mlp(x, W1, b1, W2, b2), true_mlp(x, W1, b1, W2, b2))


@law("mlp", networks)
def lies_between_0_and_1(
    mlp: Function, x: Array, W1: Array, b1: Array, W2: Array, b2: Array
) -> Claim:
    """0 <= mlp(x, ...)_i <= 1."""
    return between(0, mlp(x, W1, b1, W2, b2), 1)


@law("mlp", networks)
def sums_to_one(mlp: Function, x: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> Claim:
    """sum_i mlp(x, ...)_i = 1."""
    allowed = softmax_sum_error(len(b2), arithmetic_of(x.dtype))
    return rows_sum_to_one(mlp(x, W1, b1, W2, b2), len(x), allowed)


@law("mlp", networks)
def reads_images_one_by_one(
    mlp: Function, x: Array, W1: Array, b1: Array, W2: Array, b2: Array
) -> Claim:
    """mlp(x, ...)[i] = mlp(x[i], ...): the other images of a batch change nothing."""
    one_by_one = np.concatenate([mlp(image[None], W1, b1, W2, b2) for image in x])
    return matches(one_by_one, true_mlp(x, W1, b1, W2, b2))


@law("mlp", permuted_networks)
def does_not_depend_on_the_order_of_its_units(
    mlp: Function, x: Array, W1: Array, b1: Array, W2: Array, b2: Array, p: NDArray[np.intp]
) -> Claim:
    """mlp(x, W1_p, b1_p, W2_p, b2) = mlp(x, W1, b1, W2, b2), for hidden units permuted by p."""
    return matches(mlp(x, W1[:, p], b1[p], W2[p], b2), true_mlp(x, W1, b1, W2, b2))


@law("mlp", networks_with_wrong_images)
def refuses_images_of_another_width(
    mlp: Function, x: Array, W1: Array, b1: Array, W2: Array, b2: Array
) -> Claim:
    """mlp(x, W1, ...) is an error where x has not as many pixels as W1 has rows."""
    return refused(lambda: mlp(x, W1, b1, W2, b2))


@law("mlp", networks)
def keeps_the_dtype(mlp: Function, x: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> Claim:
    """mlp(x, ...) has the dtype of the images and the parameters."""
    p = mlp(x, W1, b1, W2, b2)
    return holds(p.dtype == x.dtype, f"observed {p.dtype}, expected {x.dtype}")


@law("mlp", networks)
def leaves_its_inputs_untouched(
    mlp: Function, x: Array, W1: Array, b1: Array, W2: Array, b2: Array
) -> Claim:
    """mlp(x, ...) changes neither the images nor the parameters."""
    given = [a.copy() for a in (x, W1, b1, W2, b2)]
    mlp(*given)
    untouched = all(map(np.array_equal, given, (x, W1, b1, W2, b2)))
    return holds(untouched, f"observed {given} after the call")


@law("mlp", networks)
def warns_of_nothing(mlp: Function, x: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> Claim:
    """mlp(x, ...) is silent for finite images and parameters."""
    return silent(lambda: mlp(x, W1, b1, W2, b2))


@law("mlp", networks)
def of_no_images_is_empty(
    mlp: Function, x: Array, W1: Array, b1: Array, W2: Array, b2: Array
) -> Claim:
    """mlp of an empty batch is an empty batch, (0, classes)."""
    return within(mlp(x[:0], W1, b1, W2, b2), np.zeros((0, len(b2))), 0)


@law("mlp", networks_in_any_layout)
def reads_any_layout_or_refuses_it(
    mlp: Function, x: Array, W1: Array, b1: Array, W2: Array, b2: Array, layouts: tuple[str, ...]
) -> Claim:
    """mlp(x, ...) means its arrays' values in any strides, order and byte order, or raises."""
    x, *parameters = arranged((x, W1, b1, W2, b2), layouts)
    return refused_or(lambda: mlp(x, *parameters), lambda p: matches(p, true_mlp(x, *parameters)))
