"""A multilayer perceptron for inference: affine layers, sigmoids between them, softmax last."""

from __future__ import annotations

from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.batches import in_batches
from mnist_nn.functions import logistic, softmax
from mnist_nn.layers import affine_map, check_product
from mnist_nn.parameters import Layer, checked_parameters, layers_of
from mnist_nn.pixels import warn_of_raw_pixels
from mnist_nn.precision import result_dtype, rounded

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import ArrayLike, NDArray

    from mnist_nn.formats import FloatArray

    Array = NDArray[Any]


class Network:
    """A network of the parameters W1, b1, W2, b2, ..., Wn, bn.

    Layer k maps its input to x Wk + bk, with Wk of shape (inputs, outputs) and bk (outputs,). The
    parameters are copied, and read-only. A network can be copied and pickled, so that other
    processes can use it. It equals those of its class whose parameters are the same numbers of the
    same dtypes, bit for bit; as they do not change, it can be a key. Images are read a few hundred
    at a time, so that a million take little more memory than they have, and in one thread, unless
    OMP_NUM_THREADS says otherwise. Their pixels are numbers from 0 to 1, light on dark, as the
    parameters of this package take them.

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
    def layers(self) -> list[Layer]:
        """W and b of each layer."""
        return layers_of(self.parameters.values())

    def __reduce__(self) -> tuple[type[Network], tuple[dict[str, FloatArray]]]:
        # A mapping that is read-only cannot be pickled, and a pickled array is no longer read-only.
        return type(self), (dict(self.parameters),)

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return [*map(_bits, self.parameters.values())] == [*map(_bits, other.parameters.values())]

    def __hash__(self) -> int:
        *_, last = self.parameters.values()  # a few numbers tell networks apart
        return hash((self.widths, _bits(last)))

    def __repr__(self) -> str:
        return f"Network({'-'.join(map(str, self.widths))})"

    def scores(self, images: ArrayLike) -> FloatArray:
        """Return the scores of the classes: the results of the last layer, before softmax.

        Args:
            images: one image (pixels,), or a batch (batch, pixels).

        Returns:
            (classes,) or (batch, classes).

        Raises:
            ValueError: the images are not as wide as the network's input.

        """
        return self._read(images, np.asarray)

    def predict(self, images: ArrayLike) -> FloatArray:
        """Return the probability of each class: softmax(scores), shaped like the scores.

        Warns:
            RawPixelsWarning: the images hold levels from 0 to 255, not pixels from 0 to 1.

        Raises:
            ValueError: the images are not as wide as the network's input.

        """
        probabilities = self._read(images, _probabilities)
        warn_of_raw_pixels(images)
        return probabilities

    def classify(self, images: ArrayLike) -> NDArray[np.intp]:
        """Return the most probable class of each image: () or (batch,).

        Softmax keeps the order of the scores, so it is skipped. Of equal scores the first wins.

        Raises:
            ValueError: the images are not as wide as the network's input, or hold NaN.

        """
        return self._read(images, _classes)

    def _read(self, images: ArrayLike, result: Callable[[FloatArray], Array]) -> Array:
        """Return some result of the scores of images, after checking how wide these are."""
        x, width = np.asarray(images), self.widths[0]
        if x.ndim not in {1, 2} or x.shape[-1] != width:
            raise ValueError(
                f"images have shape {x.shape}, but {self!r} takes ({width},) or (batch, {width})"
            )
        return _read(x, self.layers, result)


def mlp(x: ArrayLike, *parameters: ArrayLike) -> FloatArray:
    """Return the probabilities that a network of W1, b1, W2, b2, ... gives the images x.

    Args:
        x: one image (pixels,), or a batch (batch, pixels).
        parameters: W1 (pixels, outputs), b1 (outputs,), W2, b2, ...

    Raises:
        ValueError: the shapes do not fit, or a bias is missing.

    >>> mlp([3.0, 2.0], np.eye(2), np.zeros(2))
    array([0.73105858, 0.26894142])

    """
    x, layers = np.asarray(x), layers_of(map(np.asarray, parameters))
    check_product("mlp", x.shape, layers[0].W.shape)
    return _read(x, layers, _probabilities)


def _read(x: Array, layers: Sequence[Layer], result: Callable[[FloatArray], Array]) -> Array:
    """Return some result of the scores that layers give x, computed in batches.

    Everything is computed in the precision of x and the parameters, or in float32 where that is
    narrower; a function by itself is computed in float64, and is more accurate. Sums may be
    added in any order then, and NumPy's exponential may be off by 3 units in the last place.
    """
    dtype = result_dtype(x, *chain.from_iterable(layers))
    precision = np.promote_types(dtype, np.float32)
    layers = [Layer(*(np.asarray(array, precision) for array in layer)) for layer in layers]

    def result_of(batch: Array) -> Array:
        return result(rounded(_scores(np.asarray(batch, precision), layers), dtype))

    return in_batches(result_of, x)


def _scores(x: FloatArray, layers: Sequence[Layer]) -> FloatArray:
    """Return the results of the last of some layers, with sigmoids between them."""
    *hidden, last = layers
    for W, b in hidden:
        x = logistic(affine_map(x, W, b))
    return affine_map(x, *last)


def _probabilities(scores: FloatArray) -> FloatArray:
    """Return softmax of scores, column by column: of few classes, NumPy is slower row by row."""
    return np.ascontiguousarray(softmax(np.asfortranarray(scores)))


def _classes(scores: FloatArray) -> NDArray[np.intp]:
    """Return the class of the greatest score of each image."""
    if np.isnan(scores).any():
        raise ValueError("an image that holds NaN has no class")
    return np.asarray(scores.argmax(axis=-1))


def _bits(array: FloatArray) -> tuple[object, ...]:
    """Return what makes an array this one: its dtype, its shape, its bytes."""
    return array.dtype, array.shape, array.tobytes()


def _floating(parameter: ArrayLike) -> FloatArray:
    """Return a copy in which integers are floating-point numbers of the same values."""
    array = np.array(parameter)
    return array.astype(result_dtype(array))
