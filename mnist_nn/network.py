"""A multilayer perceptron for inference: affine layers, sigmoids between them, softmax last."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from mnist_nn.formats import result_dtype
from mnist_nn.functions import sigmoid, softmax
from mnist_nn.layers import affine
from mnist_nn.parameters import checked_parameters

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import ArrayLike, NDArray

    from mnist_nn.formats import FloatArray


class Network:
    """A network of the parameters W1, b1, W2, b2, ..., Wn, bn.

    Layer k maps its input to x Wk + bk, with Wk of shape (inputs, outputs) and bk (outputs,). The
    parameters are copied, and read-only.

    Attributes:
        parameters: the arrays by name, in the order of the layers.
        widths: how wide the input and each layer are, such as (784, 50, 100, 10).

    Raises:
        ValueError: a parameter is missing or unexpected, not finite, or does not fit another.

    >>> network = Network({"W1": np.eye(2), "b1": [0, 0], "W2": np.eye(2), "b2": [0, 1]})
    >>> network
    Network(2-2-2)
    >>> network.predict([3.0, 2.0])
    array([0.28328538, 0.71671462])

    """

    def __init__(self, parameters: Mapping[str, ArrayLike]) -> None:
        floats = {name: _floating(array) for name, array in parameters.items()}
        arrays = checked_parameters(floats, "network")
        for array in arrays.values():
            array.setflags(write=False)
        self.parameters: Mapping[str, FloatArray] = MappingProxyType(arrays)
        *_, last = self.layers
        self.widths = (*(W.shape[0] for W, _ in self.layers), last[0].shape[1])

    @property
    def layers(self) -> list[tuple[FloatArray, FloatArray]]:
        """W and b of each layer."""
        arrays = list(self.parameters.values())
        return list(zip(arrays[::2], arrays[1::2], strict=True))

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
        *hidden, last = self.layers
        for W, b in hidden:
            x = sigmoid(affine(x, W, b))
        return affine(x, *last)

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
            ValueError: the images are not as wide as the network's input, or hold NaN.

        """
        scores = self.scores(images)
        if np.isnan(scores).any():
            raise ValueError("an image that holds NaN has no class")
        return np.asarray(scores.argmax(axis=-1))

    def _check_images(self, shape: tuple[int, ...]) -> None:
        """Refuse images that are not as wide as the network's input."""
        width = self.widths[0]
        if len(shape) not in {1, 2} or shape[-1] != width:
            raise ValueError(
                f"images have shape {shape}, but {self!r} takes ({width},) or (batch, {width})"
            )


def mlp(x: ArrayLike, *parameters: ArrayLike) -> FloatArray:
    """Return the probabilities that a network of W1, b1, W2, b2, ... gives the images x.

    Args:
        x: one image (pixels,), or a batch (batch, pixels).
        parameters: W1 (pixels, outputs), b1 (outputs,), W2, b2, ...

    Raises:
        ValueError: the shapes do not fit.

    >>> mlp([3.0, 2.0], np.eye(2), np.zeros(2))
    array([0.73105858, 0.26894142])

    """
    named = {f"{'Wb'[i % 2]}{i // 2 + 1}": array for i, array in enumerate(parameters)}
    return Network(named).predict(x)


def _floating(parameter: ArrayLike) -> FloatArray:
    """Return a copy in which integers are floating-point numbers of the same values."""
    array = np.array(parameter)
    return array.astype(result_dtype(array))
