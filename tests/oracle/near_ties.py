"""Images for which two classes have nearly the same score, where rounding can decide."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from mnist_nn import Network

if TYPE_CHECKING:
    from mnist_nn.oracle.certificate.certificate import Certificate
    from tests.oracle.certificate.runs import Array, Digits


def runners_up(of: Certificate) -> tuple[Digits, Digits]:
    """Return the digit of each image, and the class that is nearest to being read instead."""
    return of.digits, of.margins.argmin(axis=-1)


def random_network(rng: np.random.Generator, widths: tuple[int, ...], scale: float = 1) -> Network:
    """Return a network of normal float32 parameters."""
    parameters = {}
    for k, shape in enumerate(pairwise(widths), 1):
        parameters[f"W{k}"] = rng.normal(0, scale, shape).astype(np.float32)
        parameters[f"b{k}"] = rng.normal(0, scale, shape[1]).astype(np.float32)
    return Network(parameters)


def near_ties(network: Network, rng: np.random.Generator, count: int, spread: float) -> Array:
    """Return up to `count` images that float32 holds, near where two classes have equal scores.

    They lie between two random images of different classes, within a relative `spread` of a tie.
    """
    start, end = rng.normal(0, 1, (2, count, network.widths[0]))
    digits = network.classify(start)
    differ = digits != network.classify(end)
    start, way, digits = start[differ], (end - start)[differ], digits[differ]
    low, high = np.zeros((len(start), 1)), np.ones((len(start), 1))
    for _ in range(53):
        middle = (low + high) / 2
        same = network.classify(start + middle * way) == digits
        low[same], high[~same] = middle[same], middle[~same]
    near = high * (1 + spread * rng.uniform(-1, 1, high.shape))
    return (start + near * way).astype(np.float32).astype(np.float64)
