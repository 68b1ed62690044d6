"""A multilayer perceptron for inference: affine layers, sigmoids between them, softmax last."""

from __future__ import annotations

from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.dtypes import result_dtype
from mnist_nn.functions import sigmoid, softmax
from mnist_nn.layers import affine

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import ArrayLike, NDArray

    from mnist_nn.dtypes import FloatArray


class Network:
    """A network of the parameters W1, b1, W2, b2, ..., Wn, bn.

    Layer k maps its input to x Wk + bk, with Wk of shape (inputs, outputs) and bk (outputs,). The
    parameters are copied, and read-only.

    Attributes:
        parameters: the arrays by name, in the order of the layers.
        widths: how wide the input and each layer are, such as (784, 50, 100, 10).

    Raises:
        ValueError: a parameter is missing, unknown, or does not fit its neighbour.

    >>> network = Network({"W1": np.eye(2), "b1": [0, 0], "W2": np.eye(2), "b2": [0, 1]})
    >>> network
    Network(2-2-2)
    >>> network.predict([3.0, 2.0])
    array([0.28328538, 0.71671462])

    """

    def __init__(self, parameters: Mapping[str, ArrayLike]) -> None:
        depth = _depth(parameters)
        names = [f"{letter}{k}" for k in range(1, depth + 1) for letter in "Wb"]
        arrays = {name: _frozen(parameters[name]) for name in names}
        self.layers = tuple((arrays[f"W{k}"], arrays[f"b{k}"]) for k in range(1, depth + 1))
        _check_layers(self.layers)
        self.parameters: Mapping[str, FloatArray] = MappingProxyType(arrays)
        self.widths = (self.layers[0][0].shape[0], *(b.shape[0] for _, b in self.layers))

    def __repr__(self) -> str:
        return f"Network({'-'.join(map(str, self.widths))})"

    def scores(self, images: ArrayLike) -> FloatArray:
        """Return what the last layer says of each class, before softmax.

        Args:
            images: one image (pixels,), or a batch (batch, pixels).

        Returns:
            (classes,) or (batch, classes).

        Raises:
            ValueError: the images are not as wide as the network's input.

        """
        x = np.asarray(images)
        self._check_images(x.shape)
        for W, b in self.layers[:-1]:
            x = sigmoid(affine(x, W, b))
        W, b = self.layers[-1]
        return affine(x, W, b)

    def predict(self, images: ArrayLike) -> FloatArray:
        """Return the probability of each class: softmax(scores), shaped like the scores.

        Raises:
            ValueError: the images are not as wide as the network's input.

        """
        return softmax(self.scores(images))

    def classify(self, images: ArrayLike) -> NDArray[np.intp]:
        """Return the most probable class of each image: () or (batch,).

        Softmax keeps the order of the scores, so it is skipped. Of equal scores the first wins.

        Raises:
            ValueError: the images are not as wide as the network's input.

        """
        return np.asarray(self.scores(images).argmax(axis=-1))

    def _check_images(self, shape: tuple[int, ...]) -> None:
        """Refuse images that are not as wide as the network's input."""
        width = self.widths[0]
        if len(shape) not in {1, 2} or shape[-1] != width:
            raise ValueError(
                f"images have shape {shape}, but {self!r} takes ({width},) or (batch, {width})"
            )


def _depth(parameters: Mapping[str, Any]) -> int:
    """Return the number of layers, when the names are exactly W1, b1, ..., Wn, bn."""
    depth = max((len(parameters) + 1) // 2, 1)
    expected = {f"{letter}{k}" for k in range(1, depth + 1) for letter in "Wb"}
    if parameters.keys() != expected:
        missing = ", ".join(sorted(expected - parameters.keys())) or "none"
        extra = ", ".join(sorted(parameters.keys() - expected)) or "none"
        raise ValueError(
            f"a network's parameters are W1, b1, W2, b2, ...: missing {missing}, unknown {extra}"
        )
    return depth


def _frozen(parameter: ArrayLike) -> FloatArray:
    """Return a read-only floating-point copy."""
    array = np.array(parameter)
    array = array.astype(result_dtype(array))
    array.flags.writeable = False
    return array


def _check_layers(layers: tuple[tuple[FloatArray, FloatArray], ...]) -> None:
    """Refuse a layer whose parameters do not fit each other, or its predecessor."""
    for k, (W, b) in enumerate(layers, start=1):
        if W.ndim != 2 or b.shape != W.shape[1:]:
            raise ValueError(
                f"layer {k}: W{k} must be (inputs, outputs) and b{k} (outputs,), "
                f"not {W.shape} and {b.shape}"
            )
        if not (np.isfinite(W).all() and np.isfinite(b).all()):
            raise ValueError(f"layer {k}: W{k} and b{k} must be finite numbers")
    for k, ((W, _), (V, _)) in enumerate(pairwise(layers), start=1):
        if W.shape[1] != V.shape[0]:
            raise ValueError(
                f"layer {k} has {W.shape[1]} outputs but layer {k + 1} takes {V.shape[0]}: "
                f"W{k} is {W.shape}, W{k + 1} is {V.shape}"
            )
