"""Wrong softmaxes that wrap the right one: wrong scores go in, or wrong results come out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.functions import sigmoid, softmax
from mnist_nn.mutants.softmax import wrong_softmax
from mnist_nn.precision import result_dtype, widen

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mnist_nn.formats import FloatArray

    Array = NDArray[Any]

# The scores.


@wrong_softmax()
def reverses_the_order(x: Array) -> FloatArray:
    """Give softmin, which prefers the smallest score."""
    return softmax(-x)


@wrong_softmax()
def divides_by_a_temperature(x: Array) -> FloatArray:
    """Divide the scores by the root of their number, as attention does."""
    return softmax(x / np.sqrt(x.shape[-1])).astype(result_dtype(x))


@wrong_softmax()
def clips_the_scores(x: Array) -> FloatArray:
    """Clip the scores to +-20 so that nothing overflows: those beyond become equal."""
    return softmax(np.clip(widen(x), -20, 20)).astype(result_dtype(x))


@wrong_softmax()
def computes_in_float16(x: Array) -> FloatArray:
    """Cast the scores down to half precision, and the result back."""
    return softmax(x.astype(np.float16)).astype(result_dtype(x))


@wrong_softmax()
def computes_in_float32(x: Array) -> FloatArray:
    """Cast the scores down to single precision, and the result back."""
    return softmax(x.astype(np.float32)).astype(result_dtype(x))


# The result.


@wrong_softmax()
def gives_logarithms(x: Array) -> FloatArray:
    """Give the logarithm of softmax."""
    return np.log(softmax(x))


@wrong_softmax()
def gives_everything_to_the_greatest(x: Array) -> FloatArray:
    """Give 1 to the greatest score and 0 to the others."""
    greatest = np.arange(x.shape[-1]) == x.argmax(axis=-1)[..., None]
    return greatest.astype(result_dtype(x))


@wrong_softmax()
def projects_onto_the_simplex(x: Array) -> FloatArray:
    """Give the nearest distribution to x (sparsemax), which keeps order and shifts as well."""
    z = -np.sort(-widen(x), axis=-1)
    excess = (np.cumsum(z, axis=-1) - 1) / np.arange(1, x.shape[-1] + 1)
    threshold = excess.max(axis=-1, keepdims=True)
    return np.maximum(widen(x) - threshold, 0).astype(result_dtype(x))


@wrong_softmax()
def flushes_small_probabilities(x: Array) -> FloatArray:
    """Flush every probability below 1e-7 to zero."""
    y = softmax(x)
    return np.where(y < 1e-7, y.dtype.type(0), y)


@wrong_softmax()
def clips_the_probabilities(x: Array) -> FloatArray:
    """Keep every probability 1e-7 away from 0 and 1, as losses do for the sake of a logarithm."""
    return np.clip(softmax(x), 1e-7, 1 - 1e-7)


@wrong_softmax()
def smooths_the_probabilities(x: Array) -> FloatArray:
    """Mix in a thousandth of the uniform distribution."""
    y = softmax(x)
    return (0.999 * y + 0.001 / x.shape[-1]).astype(y.dtype)


@wrong_softmax(repeats="microsoft/onnxruntime#23943")
def exceeds_one(x: Array) -> FloatArray:
    """Give the next number above 1 where one class takes all."""
    y = softmax(x)
    return np.where(y == 1, np.nextafter(y, 2 * y), y)


@wrong_softmax()
def breaks_ties(x: Array) -> FloatArray:
    """Give the first of several greatest scores what all of them should share."""
    others = (x == x.max(axis=-1, keepdims=True)) & (
        np.arange(x.shape[-1]) != x.argmax(axis=-1)[..., None]
    )
    return softmax(np.where(others, -np.inf, widen(x))).astype(result_dtype(x))


@wrong_softmax()
def prefers_later_classes(x: Array) -> FloatArray:
    """Add a thousandth of its index to each score."""
    return softmax(widen(x) + np.arange(x.shape[-1]) / 1000).astype(result_dtype(x))


# Few classes.


@wrong_softmax()
def takes_one_class_for_a_sigmoid(x: Array) -> FloatArray:
    """Give sigmoid(x) where there is one class."""
    return sigmoid(x) if x.shape[-1] == 1 else softmax(x)


@wrong_softmax()
def swaps_two_classes(x: Array) -> FloatArray:
    """Take the shortcut sigmoid(x_1 - x_0) for two classes, the wrong way round."""
    return softmax(x)[..., ::-1] if x.shape[-1] == 2 else softmax(x)
