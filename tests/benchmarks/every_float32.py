"""How far sigmoid is off at worst, and where, of all the finite numbers of float32.

    python -m tests.benchmarks.every_float32 numpy torch

prints a row for each target, as it stands in the page of the libraries. The truth is the oracle's
sigmoid in float64, which is off by less than 2**-25 units in the last place of float32; NaN, or an
infinity, is off by infinitely many.
"""

from __future__ import annotations

import math
import sys
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from mnist_nn.formats import FLOAT32
from mnist_nn.oracle.sigmoid import sigmoid
from mnist_nn.specification.inputs.recipe import made
from mnist_nn.specification.inputs.sections import Sections
from mnist_nn.targets.target import opened

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mnist_nn.specification.function import Implemented

HEADS = """\
| library | worst error of sigmoid in ulp | at |
| --- | ---: | ---: |"""

_EXPONENT = np.int64(0x7FF << 52)
"""The bits of a float64 that are those of the power of two below it."""

_NEAR, _FAR = np.float32(2.0**-26), np.float32(128.0)
"""Nearer to 0, sigmoid is 1/2 + x / 4, and further out 0 or 1: by less than 2**-25 units."""


class Worst(NamedTuple):
    """The worst of some results.

    Attributes:
        ulp: how far it is off, in units in the last place of the true value.
        x: where it was returned.

    """

    ulp: float
    x: np.float32


def true_sigmoid(x: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return sigmoid of numbers that are sorted by their size, or by that of their opposites.

    >>> true_sigmoid(np.float32([0, 2.0**-30, 1.0, 1e30]))
    array([0.5       , 0.5       , 0.73105858, 1.        ])

    """
    near, far = np.searchsorted(np.abs(x), [_NEAR, _FAR])
    true = x.astype(np.float64)
    true[:near] = 0.5 + true[:near] / 4
    true[near:far] = sigmoid(true[near:far])
    true[far:] = true[far:] > 0
    return true


def errors_in_ulp(y: NDArray[np.float32], x: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return how far each sigmoid y of x is off, in units in the last place of the true value.

    >>> errors_in_ulp(np.float32([0.75]), np.float32([0.0]))
    array([4194304.])

    """
    true = true_sigmoid(x)
    below_one = np.clip(true, FLOAT32.eta, 1 - FLOAT32.u)  # a sigmoid is no 1, but nearly
    power = (below_one.view(np.int64) & _EXPONENT).view(np.float64)
    return np.nan_to_num(np.abs(y - true) / (2 * FLOAT32.u * power), nan=math.inf)


def worst_of(function: Implemented, numbers: Sections) -> Worst:
    """Return the worst result of a sigmoid of numbers; where several are as bad, the first."""
    worst, n = Worst(-1.0, np.float32(0)), 0
    while places := numbers.example(n, 0):
        (x,) = map(made, numbers.inputs(places[0]))
        halves = zip(np.split(function(x), 2), np.split(x, 2), strict=True)  # of either sign
        errors = np.concatenate([errors_in_ulp(y, half) for y, half in halves])
        i = errors.argmax()
        worst = max(worst, Worst(float(errors[i]), x[i]), key=lambda each: each.ulp)
        n += 1
    return worst


def row(target: str, numbers: Sections) -> str:
    """Return the row of a target."""
    with opened(target) as implementation:
        worst = worst_of(implementation.functions["sigmoid"], numbers)
        name = f"{implementation.name} {implementation.version}"
    return f"| {name} | {worst.ulp:.4g} | {worst.x!s} |"


def main(targets: list[str], numbers: Sections = Sections()) -> None:  # noqa: B008 - it is frozen
    """Print the table, row by row: each takes minutes."""
    for line in chain([HEADS], (row(target, numbers) for target in targets)):
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
