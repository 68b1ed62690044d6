"""Wrong networks of two layers, softmax(sigmoid(x W1 + b1) W2 + b2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.functions import relu, sigmoid, softmax
from mnist_nn.layers import affine
from mnist_nn.mutants.mutant import mutant
from mnist_nn.network import mlp

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mnist_nn.formats import FloatArray

    Array = NDArray[Any]


@mutant("mlp")
def forgets_the_activation(x: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> FloatArray:
    """Leave the hidden layer linear."""
    return softmax(affine(affine(x, W1, b1), W2, b2))


@mutant("mlp")
def activates_with_relu(x: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> FloatArray:
    """Take relu for sigmoid."""
    return softmax(affine(relu(affine(x, W1, b1)), W2, b2))


@mutant("mlp")
def activates_with_softmax(x: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> FloatArray:
    """Take softmax for sigmoid."""
    return softmax(affine(softmax(affine(x, W1, b1)), W2, b2))


@mutant("mlp")
def gives_scores(x: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> FloatArray:
    """Leave out softmax."""
    return affine(sigmoid(affine(x, W1, b1)), W2, b2)


@mutant("mlp")
def ends_in_sigmoid(x: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> FloatArray:
    """Take sigmoid for softmax: each class by itself."""
    return sigmoid(affine(sigmoid(affine(x, W1, b1)), W2, b2))


@mutant("mlp")
def normalises_over_the_batch(x: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> FloatArray:
    """Take softmax along the batch."""
    return softmax(affine(sigmoid(affine(x, W1, b1)), W2, b2), axis=0)


@mutant("mlp")
def applies_softmax_twice(x: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> FloatArray:
    """Take softmax of probabilities, as a loss that expects scores does."""
    return softmax(mlp(x, W1, b1, W2, b2))


@mutant("mlp")
def forgets_the_hidden_biases(x: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> FloatArray:
    """Leave out b1."""
    return mlp(x, W1, 0 * b1, W2, b2)


@mutant("mlp")
def forgets_the_last_biases(x: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> FloatArray:
    """Leave out b2."""
    return mlp(x, W1, b1, W2, 0 * b2)


@mutant("mlp")
def transposes_a_square_weight(x: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> FloatArray:
    """Take W1 for its transpose where the shapes do not tell."""
    return mlp(x, W1.T if W1.shape[0] == W1.shape[1] else W1, b1, W2, b2)


@mutant("mlp")
def sorts_its_units(x: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> FloatArray:
    """Sort the hidden biases, and forget to sort the weights with them."""
    return mlp(x, W1, np.sort(b1), W2, b2)


@mutant("mlp")
def cuts_images_to_fit(x: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> FloatArray:
    """Read as many pixels as the first layer takes."""
    return mlp(x[:, : len(W1)], W1, b1, W2, b2)


@mutant("mlp")
def computes_in_float16(x: Array, *parameters: Array) -> FloatArray:
    """Cast images and parameters down to half precision, and the result back."""
    return mlp(*(a.astype(np.float16) for a in (x, *parameters))).astype(x.dtype)


@mutant("mlp")
def subtracts_the_mean_of_the_batch(x: Array, *parameters: Array) -> FloatArray:
    """Centre the images of a batch, which makes them depend on each other."""
    return mlp(x - x.mean(axis=0) if len(x) > 1 else x, *parameters)


@mutant("mlp")
def reads_the_first_image_only(x: Array, *parameters: Array) -> FloatArray:
    """Give every image of a batch the probabilities of the first."""
    return np.repeat(mlp(x[:1], *parameters), len(x), axis=0)


@mutant("mlp")
def ignores_the_memory_order(x: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> FloatArray:
    """Read W1 in the order in which it lies in memory."""
    return mlp(x, W1.ravel(order="K").reshape(W1.shape), b1, W2, b2)


@mutant("mlp")
def wraps_integers_around(x: Array, W1: Array, *others: Array) -> FloatArray:
    """Multiply images and weights in the integers' own dtype."""
    if x.dtype.kind not in "iu":
        return mlp(x, W1, *others)
    b1, W2, b2 = others
    return softmax(affine(sigmoid(x @ W1 + b1), W2, b2))
