"""The accuracy of an implementation on the whole test set, beside that of all correct ones."""

from __future__ import annotations

import warnings
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from mnist_nn.checking.verdict import Status
from mnist_nn.specification.certified_digits import certified
from mnist_nn.specification.failure import Hang
from mnist_nn.specification.guard import guarded
from mnist_nn.specification.inputs.digits import SIZE, labels, mnist_images
from mnist_nn.specification.predict import is_as_accurate_as_is_certified
from mnist_nn.weights.networks import network_in

if TYPE_CHECKING:
    from typing import Any

    from numpy.typing import NDArray

    from mnist_nn.checking.check import Check
    from mnist_nn.checking.verdict import Verdict


MOST = 12
"""How many images are told of: the worst ones."""


@dataclass(frozen=True)
class Reading:
    """An image of the test set, and what was read.

    Attributes:
        image: its number in the test set.
        label: the digit that it is.
        read: the digit that was read.
        possible: the digits that correct implementations can read.
        probabilities: what the implementation says of each digit.

    """

    image: int
    label: int
    read: int
    possible: tuple[int, ...]
    probabilities: tuple[float, ...]

    @property
    def is_wrong(self) -> bool:
        """Whether no correct implementation reads it so."""
        return self.read not in self.possible

    @property
    def is_uncertain(self) -> bool:
        """Whether rounding can change the digit that a correct implementation reads."""
        return len(self.possible) > 1


@dataclass(frozen=True)
class Accuracy:
    """How many images of the test set are read as labelled.

    Attributes:
        correct: how many the implementation reads, of all of them at once.
        total: how many there are.
        at_least: how many every correct implementation reads.
        at_most: how many a correct implementation can read.
        readings: images that are read otherwise than is possible, then uncertain ones, then such
            as are read otherwise than labelled; at most `MOST` of them.

    """

    correct: int
    total: int
    at_least: int
    at_most: int
    readings: tuple[Reading, ...] = field(default=(), compare=False)

    @property
    def as_certified(self) -> bool:
        """Whether a correct implementation can read so many."""
        return self.at_least <= self.correct <= self.at_most


def accuracy_of(check: Check, verdict: Verdict) -> Accuracy | None:
    """Return what an implementation reads when it is asked once more, if its law was judged.

    There is nothing to tell where the check was about another law, or had nothing to judge:
    `predict` is not offered, gives no answer, or none that is one probability of each digit for
    each image.
    """
    law = check.law
    its_own = str(law) == str(is_as_accurate_as_is_certified) and not law.written_in
    if its_own and (verdict.holds or verdict.status == Status.REFUTED):
        return _accuracy(check)
    return None


def _accuracy(check: Check) -> Accuracy | None:
    """Return what the implementation reads, or None if it gives no answer."""
    if (p := _probabilities(check)) is None:
        return None
    weights = check.law.weights
    network = network_in(Path(weights)) if weights else network_in()  # whose certificate is known
    labelled, certificate = labels(0, SIZE), certified(network)
    return Accuracy(
        int(np.sum(p.argmax(axis=-1) == labelled)),
        SIZE,
        certificate.correct_at_least(labelled),
        certificate.correct_at_most(labelled),
        _readings(p, labelled, certificate.possible),
    )


def _readings(
    p: NDArray[Any], labelled: NDArray[Any], possible: NDArray[np.bool]
) -> tuple[Reading, ...]:
    """Return what was read of the images that are worth a look, the worst first."""
    read, images = p.argmax(axis=-1), np.arange(len(p))
    wrong, uncertain = ~possible[images, read], possible.sum(axis=-1) > 1
    rank = np.select([wrong, uncertain, read != labelled], [0, 1, 2], 3)
    worst = [i for i in np.argsort(rank, kind="stable")[:MOST].tolist() if rank[i] < 3]
    return tuple(
        Reading(
            i,
            int(labelled[i]),
            int(read[i]),
            tuple(np.flatnonzero(possible[i]).tolist()),
            tuple(p[i].astype(float).tolist()),
        )
        for i in worst
    )


def _probabilities(check: Check) -> NDArray[Any] | None:
    """Return what it says of each digit, or None: what is wrong then is told by its verdicts."""
    assert check.function is not None  # noqa: S101 - it was judged
    try:
        with warnings.catch_warnings(action="ignore"):
            p = guarded(check.law.specified, check.function)(mnist_images(0, SIZE))
    except (Exception, Hang):  # noqa: BLE001 - whatever it is, it was an answer a moment ago
        return None
    return np.asarray(p)
