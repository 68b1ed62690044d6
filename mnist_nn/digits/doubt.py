"""Why a picture may not show the digit that it is read as, in words.

Each limit was chosen on the styles for development and on their non-digits: see README.md.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from mnist_nn.digits.familiarity import distance
from mnist_nn.digits.loops import loops

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mnist_nn.digits.confidence import Opinion
    from mnist_nn.formats import FloatArray

STEADY = 0.7
"""The share of the small variations of a picture that must be read alike."""

LEAST_CONFIDENCE = 0.7
"""Less is not sure."""

FARTHEST = 1.0
"""How far from MNIST's digits of its class a digit may be, in units of what is usual."""

AMBIGUOUS = 0.95
"""How far from them it may be, in units of its distance from the nearest other class."""

_SLIM = 0.45  # of its height: 98 % of MNIST's 7 are broader, and a printed 1 with a flag is not
_INK = 0.5  # from where on a pixel counts for its breadth


def doubt(image: FloatArray, opinion: Opinion, others: int) -> str:
    """Return why it is not sure that a picture shows a digit, or "" if nothing speaks against it.

    Args:
        image: the picture in the form of MNIST, (28, 28).
        opinion: what the network makes of it.
        others: how many shapes there are beside it.

    """
    if others:
        return f"there are {others + 1} shapes, expected one digit"
    return next(chain(_of_the_network(opinion), _of_its_form(image, opinion.digit)), "")


def _of_the_network(opinion: Opinion) -> Iterator[str]:
    """Yield why the network is not sure."""
    votes = opinion.votes
    if votes[opinion.digit] < STEADY * sum(votes):
        order = sorted(range(len(votes)), key=lambda digit: -votes[digit])
        told = [f"{digit} ({votes[digit]} of {sum(votes)})" for digit in order if votes[digit]]
        yield f"moved by a pixel or with another pen it is read as {', '.join(told)}"
    if opinion.confidence < LEAST_CONFIDENCE:
        yield f"it is most like {opinion.digit}, with confidence {opinion.confidence:.2f} only"


def _of_its_form(image: FloatArray, digit: int) -> Iterator[str]:
    """Yield why its form is not that of a digit."""
    if digit == 8 and not loops(image):
        yield "it is most like 8, but closes no loop"
    if digit == 7 and _breadth(image) < _SLIM:
        yield "it is most like 7, but so narrow that it may be 1"
    far = distance(image, digit)
    if far.usual > FARTHEST:
        yield f"it is most like {digit}, but {far.usual:.1f} times as far from MNIST's as usual"
    if far.relative > AMBIGUOUS:
        yield f"it is most like {digit}, but not much less like another digit"


def _breadth(image: FloatArray) -> float:
    """Return how broad a digit is, as a share of its height."""
    rows, columns = np.nonzero(image > _INK)
    return float((np.ptp(columns) + 1) / (np.ptp(rows) + 1))
