"""True values of the functions, as enclosures that ball arithmetic certifies.

Each number is returned as three float64: |true - (hi + lo)| <= radius. Scores are taken as the
exact real numbers that they are. Nothing is assumed of the machine's libm. Source: F. Johansson,
*Arb: efficient arbitrary-precision midpoint-radius interval arithmetic*, IEEE Trans. Computers
66(8), 2017.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from itertools import repeat
from typing import TYPE_CHECKING

import numpy as np
from flint import arb, arb_mat, ctx

from mnist_nn.parameters import Layer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import ArrayLike, NDArray

    from mnist_nn.formats import FloatArray

PRECISION = 128
"""Bits carried by the ball arithmetic: an enclosure is some 2**70 times narrower than a float64."""


_SHORT = 64
"""So few scores of a row are sooner enclosed than looked for among each other."""


@dataclass(frozen=True)
class Enclosure:
    """Arrays of one shape, with |true - (hi + lo)| <= radius, element by element."""

    hi: NDArray[np.float64]
    lo: NDArray[np.float64]
    radius: NDArray[np.float64]

    def error(self, y: FloatArray) -> NDArray[np.float64]:
        """Return the least distance of each y from the true value: 0 where y may be that value.

        NaN stays NaN. The subtractions lose at most a part in 2**52 of the distance.
        """
        with np.errstate(invalid="ignore", over="ignore"):
            error = np.asarray(y - self.hi)
            error -= self.lo
            np.abs(error, out=error)
            error -= self.radius
            return np.maximum(error, 0, out=error)


def enclose_softmax(x: ArrayLike) -> Enclosure:
    """Enclose softmax(x) along the last axis, for scores that are finite or minus infinity.

    Args:
        x: scores (..., classes), at least one in each row finite.

    >>> enclose_softmax([[0.0, 0.0]]).hi
    array([[0.5, 0.5]])

    """
    x = np.asarray(x, dtype=np.float64)
    rows = x.reshape(-1, x.shape[-1]).tolist()
    with ctx.workprec(PRECISION):
        if x.shape[-1] > _SHORT:
            return _in_places(*_softmax_of_long_rows(rows), x.shape)
        return _enclosure([p for row in rows for p in _softmax(row)], x.shape)


def enclose_sigmoid(x: ArrayLike) -> Enclosure:
    """Enclose 1 / (1 + exp(-x)), element by element, for finite x of any shape.

    >>> enclose_sigmoid([0.0]).hi
    array([0.5])

    """
    return enclose_each(_sigmoid, x)


def enclose_each(function: Callable[[arb], arb], x: ArrayLike) -> Enclosure:
    """Enclose any function of single numbers, given as a function of balls.

    >>> enclose_each(lambda ball: ball.exp(), [0.0]).hi
    array([1.])

    """
    x = np.asarray(x, dtype=np.float64)
    with ctx.workprec(PRECISION):
        return _enclosure([function(arb(xi)) for xi in x.ravel().tolist()], x.shape)


def enclose_affine(x: ArrayLike, W: ArrayLike, b: ArrayLike) -> Enclosure:
    """Enclose x W + b, for finite x (batch, inputs), W (inputs, outputs) and b (outputs,).

    >>> enclose_affine([[0.5]], [[3.0]], [1.0]).hi
    array([[2.5]])

    """
    x, W, b = (np.asarray(a, dtype=np.float64) for a in (x, W, b))
    with ctx.workprec(PRECISION):
        rows = _affine(_matrix(x), W, b)
        return _enclosure([ball for row in rows for ball in row], (x.shape[0], W.shape[1]))


def enclose_mlp(x: ArrayLike, layers: Sequence[Layer]) -> Enclosure:
    """Enclose the probabilities of a network, with sigmoids between its layers and softmax last.

    Args:
        x: images (batch, pixels).
        layers: W (inputs, outputs) and b (outputs,) of each layer.

    >>> enclose_mlp([[5.0]], [Layer(W=[[0.0, 0.0]], b=[1.0, 1.0])]).hi
    array([[0.5, 0.5]])

    """
    x = np.asarray(x, dtype=np.float64)
    wide = [Layer(*(np.asarray(a, dtype=np.float64) for a in layer)) for layer in layers]
    with ctx.workprec(PRECISION):
        scores = _scores(x, wide)
        balls = [p for row in scores for p in _softmax(row)]
        return _enclosure(balls, (len(scores), len(wide[-1].b)))


def _softmax_of_long_rows(rows: Iterable[Sequence[float]]) -> tuple[list[arb], list[int]]:
    """Enclose softmax of each score that a row has, once, and tell which ball is whose."""
    balls: list[arb] = []
    places: list[int] = []
    for row in rows:
        times = Counter(row)
        place = {score: len(balls) + i for i, score in enumerate(times)}
        balls += _softmax(list(times), times.values())
        places += [place[score] for score in row]
    return balls, places


def _softmax(row: Sequence[float | arb], times: Iterable[int] = repeat(1)) -> list[arb]:
    """Enclose exp(xi - m) / sum_j exp(xj - m), where each score stands several times in its row.

    The shift by m = max x keeps the balls narrow.
    """
    m = arb(max(row))
    e = [(xi - m).exp() for xi in row]
    total = sum(ei if n == 1 else n * ei for n, ei in zip(times, e, strict=False))
    return [ei / total for ei in e]


def _sigmoid(x: arb) -> arb:
    """Enclose 1 / (1 + exp(-x)), in the one of two forms whose exponential does not overflow."""
    if float(x) >= 0:
        return 1 / (1 + (-x).exp())
    e = x.exp()
    return e / (1 + e)


def _affine(x: arb_mat, W: FloatArray, b: FloatArray) -> list[list[arb]]:
    """Enclose x W + b, row by row."""
    product = x * _matrix(W)
    return [[y + bj for y, bj in zip(row, b.tolist(), strict=True)] for row in product.table()]


def _scores(x: FloatArray, layers: Sequence[Layer]) -> list[list[arb]]:
    """Enclose the scores of a network, row by row."""
    *hidden, last = layers
    inputs = _matrix(x)
    for W, b in hidden:
        inputs = arb_mat([[_sigmoid(y) for y in row] for row in _affine(inputs, W, b)])
    return _affine(inputs, *last)


def _matrix(x: FloatArray) -> arb_mat:
    """Return a matrix of exact numbers."""
    rows, columns = x.shape
    return arb_mat(rows, columns, x.ravel().tolist())


def _enclosure(balls: list[arb], shape: tuple[int, ...]) -> Enclosure:
    """Return balls as arrays of a shape."""
    return _in_places(balls, range(len(balls)), shape)


def _in_places(balls: list[arb], places: Sequence[int], shape: tuple[int, ...]) -> Enclosure:
    """Return arrays of a shape, which have in each place the ball of that index."""
    triples = np.array([_triple(ball) for ball in balls]).reshape(-1, 3)[np.array(places, int)]
    hi, lo, radius = (column.reshape(shape) for column in triples.T)
    return Enclosure(hi, lo, radius)


def _triple(ball: arb) -> tuple[float, float, float]:
    """Return (hi, lo, radius) of one ball; the radius is rounded up, also where it underflows."""
    hi = float(ball)
    rest = ball - hi
    lo = float(rest)
    return hi, lo, math.nextafter(float((rest - lo).abs_upper()), math.inf)
