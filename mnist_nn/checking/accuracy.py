"""The accuracy of an implementation on the whole test set, beside that of all correct ones."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Accuracy:
    """How many images of the test set are read as labelled.

    Attributes:
        correct: how many the implementation reads, of all of them at once.
        total: how many there are.
        at_least: how many every correct implementation reads.
        at_most: how many a correct implementation can read.

    """

    correct: int
    total: int
    at_least: int
    at_most: int

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
    if (read := _digits(check)) is None:
        return None
    weights = check.law.weights
    network = network_in(Path(weights)) if weights else network_in()  # whose certificate is known
    labelled, certificate = labels(0, SIZE), certified(network)
    return Accuracy(
        int(np.sum(read == labelled)),
        SIZE,
        certificate.correct_at_least(labelled),
        certificate.correct_at_most(labelled),
    )


def _digits(check: Check) -> NDArray[Any] | None:
    """Return the digits that it reads, or None: what is wrong then is told by its verdicts."""
    assert check.function is not None  # noqa: S101 - it was judged
    try:
        with warnings.catch_warnings(action="ignore"):
            p = guarded(check.law.specified, check.function)(mnist_images(0, SIZE))
    except (Exception, Hang):  # noqa: BLE001 - whatever it is, it was an answer a moment ago
        return None
    return np.asarray(p.argmax(axis=-1))
