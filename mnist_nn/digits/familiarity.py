"""How far a picture is from the digits of MNIST: the network has no class for what is no digit.

A digit is compared with half of the test set: 5,000 digits that the network was not trained on,
those of even index. (The others are for whoever measures this.) It is put upright, blurred and
made of unit length; then its distance from the affine hull of its nearest neighbours of a class is
taken. What lies between some 3 is a 3: a hull holds every mixture of slants and pens.
Source: P. Vincent and Y. Bengio, K-Local Hyperplane and Convex Distance Nearest Neighbor
Algorithms, 2001.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from mnist_nn.digits.mnist import load_test_set

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mnist_nn.formats import FloatArray

NEIGHBOURS = 40
"""How many neighbours span a hull: of 20 and 40, what tells more non-digits from digits."""

_RIDGE = 0.1  # of their mean variance: it keeps the hull near the neighbours
_BLUR = 1.0  # pixels: a stroke that is moved by as much is still alike
_STEEPEST = 0.7  # columns a row: a digit leans no further
_SIDE = 28

USUAL = (0.174, 0.088, 0.226, 0.197, 0.205, 0.216, 0.182, 0.183, 0.182, 0.169)
"""How far from the others of its class a digit of the test set is: 95 % of them are nearer."""


class Distance(NamedTuple):
    """How far a picture is from a class of digits.

    Attributes:
        usual: in units of what is usual for a digit of that class.
        relative: in units of its distance from the nearest other class.

    """

    usual: float
    relative: float


def distance(image: FloatArray, digit: int) -> Distance:
    """Return how far a picture (28, 28) is from the digits that are called `digit`."""
    (features,) = _features(image[None])
    far = [_from_hull(features, known) for known in _known()]
    others = min(d for c, d in enumerate(far) if c != digit)
    return Distance(far[digit] / USUAL[digit], far[digit] / others)


def _from_hull(features: FloatArray, known: FloatArray) -> float:
    """Return the distance of a picture from the hull of its nearest neighbours."""
    nearest = known[np.argsort(known @ features)[-NEIGHBOURS:]]
    middle = nearest.mean(axis=0)
    spanning, wanted = nearest - middle, features - middle
    products = spanning @ spanning.T
    products += _RIDGE * np.trace(products) / NEIGHBOURS * np.eye(NEIGHBOURS)
    return float(np.linalg.norm(wanted - np.linalg.solve(products, spanning @ wanted) @ spanning))


@cache
def _known() -> tuple[FloatArray, ...]:
    """Return the features of the digits that pictures are compared with, class by class."""
    images, labels = (array[::2] for array in load_test_set(flatten=False))
    features = _features(images[:, 0])
    return tuple(features[labels == digit] for digit in range(10))


def _features(images: FloatArray) -> FloatArray:
    """Return images (N, 28, 28) upright, blurred, and of unit length: (N, 784)."""
    blur = _blur()
    flat = (blur @ _upright(images) @ blur.T).reshape(len(images), -1)
    return flat / np.linalg.norm(flat, axis=1, keepdims=True)


def _upright(images: FloatArray) -> FloatArray:
    """Return images whose rows are moved, so that what leans stands."""
    rows, columns = np.indices((_SIDE, _SIDE), np.float32)
    mass = images.sum(axis=(1, 2))
    down, right = (
        place - ((images * place).sum(axis=(1, 2)) / mass)[:, None, None]
        for place in (rows, columns)
    )
    lean = (images * down * right).sum(axis=(1, 2)) / (images * down**2).sum(axis=(1, 2))
    steps = np.clip(lean, -_STEEPEST, _STEEPEST)[:, None, None] * (rows - _SIDE / 2)
    return _moved(images, columns + steps)


def _moved(images: FloatArray, places: FloatArray) -> FloatArray:
    """Return images of which each pixel is taken from a place in its row, between two pixels."""
    floor = np.floor(places)
    whole, share = floor.astype(int), places - floor
    wide = np.pad(images, [(0, 0), (0, 0), (_SIDE, _SIDE)])

    def pixels(columns: NDArray[np.intp]) -> FloatArray:
        return np.take_along_axis(wide, columns + _SIDE, axis=2)

    return (1 - share) * pixels(whole) + share * pixels(whole + 1)


@cache
def _blur() -> FloatArray:
    """Return the matrix (28, 28) of a Gaussian blur along a row."""
    places = np.arange(_SIDE, dtype=np.float32)
    weights = np.exp(-((places[:, None] - places) ** 2) / (2 * _BLUR**2))
    return weights / weights.sum(axis=1, keepdims=True)
