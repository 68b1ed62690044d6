"""What a correct network is: mlp(x, W1, b1, W2, b2) = softmax(sigmoid(x W1 + b1) W2 + b2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mnist_nn import network
from mnist_nn.oracle.declared import required_of
from mnist_nn.oracle.sum_bound import softmax_sum_error
from mnist_nn.parameters import layers_of
from mnist_nn.specification.affine import row_and_columns
from mnist_nn.specification.claim import (
    Claim,
    matches,
    refused,
    refused_or,
    rows_sum_to_one,
)
from mnist_nn.specification.function import OF_SEVERAL_ARRAYS, Function
from mnist_nn.specification.inputs.networks import (
    few_networks,
    networks,
    networks_with_wrong_images,
    permuted_networks,
)
from mnist_nn.specification.inputs.no_rows import no_images_and_a_network
from mnist_nn.specification.inputs.wide_networks import arrays_of, wide_networks, wide_networks_of
from mnist_nn.specification.law import Law, Level, law
from mnist_nn.specification.matmul import shape_of_product
from mnist_nn.specification.softmax import row_of_x
from mnist_nn.specification.truth import true_mlp

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mnist_nn.formats import FloatArray as Array
    from mnist_nn.specification.function import Implemented, Shape

    Marks = NDArray[np.bool_]


def shape_of_probabilities(x: Array, *parameters: Array) -> Shape | None:
    """Return (batch, classes), or None where an error is due."""
    fits = shape_of_product(x, parameters[0])
    return (len(x), len(parameters[-1])) if fits else None


def through_the_layers(x: Marks, *parameters: Marks) -> Marks:
    """Return which results depend on marked numbers: the rows of what reaches a score."""
    for W, b in layers_of(parameters):
        x = row_and_columns(x, W, b)
    return row_of_x(x)


MLP = Function(
    "mlp",
    formula="mlp(x, W1, b1, W2, b2) = softmax(sigmoid(x W1 + b1) W2 + b2).",
    truth=true_mlp,
    reference=network.mlp,
    arguments=("x", "W1", "b1", "W2", "b2"),
    shape=shape_of_probabilities,
    depends=through_the_layers,
    limits=(0, 1),
    inputs=networks,
    few_columns=few_networks,
    no_rows=no_images_and_a_network,
    extremes=None,
    wide=wide_networks,
    law_names={
        **OF_SEVERAL_ARRAYS,
        "is_the_true_value": "is_the_true_network",
        "lies_between_its_limits": "lies_between_0_and_1",
        "treats_rows_independently": "reads_images_one_by_one",
        "of_no_rows_is_empty": "of_no_images_is_empty",
    },
)


@law(MLP, networks)
def sums_to_one(mlp: Implemented, x: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> Claim:
    """sum_i mlp(x, ...)_i = 1."""
    # No score is greater than if every hidden unit were 1, but for rounding.
    greatest = 1.01 * np.max(np.abs(W2, dtype=np.float64).sum(axis=0) + np.abs(b2))
    allowed = softmax_sum_error(len(b2), required_of(x.dtype), float(greatest))
    return rows_sum_to_one(mlp(x, W1, b1, W2, b2), len(x), allowed)


@law(MLP, permuted_networks)
def does_not_depend_on_the_order_of_its_units(
    mlp: Implemented, x: Array, W1: Array, b1: Array, W2: Array, b2: Array, p: NDArray[np.intp]
) -> Claim:
    """mlp(x, W1_p, b1_p, W2_p, b2) = mlp(x, W1, b1, W2, b2), for hidden units permuted by p."""
    return matches(mlp(x, W1[:, p], b1[p], W2[p], b2), true_mlp(x, W1, b1, W2, b2))


@law(MLP, networks_with_wrong_images)
def refuses_images_of_another_width(
    mlp: Implemented, x: Array, W1: Array, b1: Array, W2: Array, b2: Array
) -> Claim:
    """mlp(x, W1, ...) is an error where x has not as many pixels as W1 has rows."""
    return refused(lambda: mlp(x, W1, b1, W2, b2))


# Two layers are specified; whoever takes more, or one, should compose them alike.


def _of_layers(number: int, words: str, statement: str) -> Law:
    """Return the law that a network of so many layers is the true one, or refused."""
    sweep, arrays = wide_networks_of(number), arrays_of(number)
    name = f"of_{words}_is_right_or_refused"
    return Law(MLP, name, statement, Level.ADVISORY, sweep, _right_or_refused, arrays)


def _right_or_refused(mlp: Implemented, *arrays: Array) -> Claim:
    """Claim that a network of any number of layers is the true one, if it is computed at all."""
    return refused_or(lambda: mlp(*arrays), lambda p: matches(p, true_mlp(*arrays)))


of_one_layer = _of_layers(
    1, "one_layer", "mlp(x, W1, b1) = softmax(x W1 + b1), of any size, or it raises."
)
of_three_layers, of_four_layers = (
    _of_layers(
        number,
        words,
        f"mlp(x, W1, ..., b{number}) has a sigmoid after each of its layers but the last, "
        "or it raises.",
    )
    for number, words in ((3, "three_layers"), (4, "four_layers"))
)
