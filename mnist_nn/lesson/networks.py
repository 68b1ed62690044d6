"""The lesson's networks of three layers, as a dict of W1, b1, W2, b2, W3 and b3."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from mnist_nn.functions import sigmoid, softmax
from mnist_nn.layers import affine
from mnist_nn.lesson.activations import identity_function
from mnist_nn.pixels import warn_of_raw_pixels
from mnist_nn.weights.files import load_weights

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    from numpy.typing import ArrayLike, NDArray

    from mnist_nn.formats import FloatArray

    Parameters: TypeAlias = Mapping[str, NDArray[Any]]


def init_network(weights: str | os.PathLike[str] | None = None) -> Parameters:
    """Return the parameters of a network of three layers, by name.

    Args:
        weights: a file, such as the lesson's sample_weight.pkl, which is read without being run;
            or nothing, for the small network 2-3-2-2 whose numbers the lesson writes out.

    Raises:
        FileNotFoundError: there is no such file.
        ValueError: the file does not hold the parameters of a network.

    """
    if weights is not None:
        return load_weights(weights)
    return {
        "W1": np.array([[0.1, 0.3, 0.5], [0.2, 0.4, 0.6]]),
        "b1": np.array([0.1, 0.2, 0.3]),
        "W2": np.array([[0.1, 0.4], [0.2, 0.5], [0.3, 0.6]]),
        "b2": np.array([0.1, 0.2]),
        "W3": np.array([[0.1, 0.3], [0.2, 0.4]]),
        "b3": np.array([0.1, 0.2]),
    }


def forward(network: Parameters, x: ArrayLike) -> FloatArray:
    """Return the results of the last layer as they are: (outputs,), or (batch, outputs).

    Raises:
        ValueError: x does not fit the network.

    >>> forward(init_network(), [1.0, 0.5])
    array([0.31682708, 0.69627909])

    """
    return identity_function(_last_layer(network, x))


def predict(network: Parameters, x: ArrayLike) -> FloatArray:
    """Return the probability of each class: (classes,) of one image, or (batch, classes).

    Warns:
        RawPixelsWarning: x holds levels from 0 to 255, not pixels from 0 to 1.

    Raises:
        ValueError: x does not fit the network.

    """
    probabilities = softmax(_last_layer(network, x))
    warn_of_raw_pixels(x)
    return probabilities


def _last_layer(network: Parameters, x: ArrayLike) -> FloatArray:
    """Return the results of the third affine map, with a sigmoid after each of the others."""
    z1 = sigmoid(affine(x, network["W1"], network["b1"]))
    z2 = sigmoid(affine(z1, network["W2"], network["b2"]))
    return affine(z2, network["W3"], network["b3"])
