"""The accuracy on the whole test set, in words and as JSON."""

from __future__ import annotations

import math
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mnist_nn.checking.accuracy import Accuracy, Reading


def as_text(accuracy: Accuracy | None) -> list[str]:
    """Return a line on what was read, and whether correct implementations read as many, if any.

    >>> from mnist_nn.checking.accuracy import Accuracy
    >>> as_text(Accuracy(9895, 10_000, 9895, 9895))
    ['predict reads 9895 of 10000, as certified']
    >>> as_text(Accuracy(9893, 10_000, 9895, 9895))
    ['predict reads 9893 of 10000; certified: 9895']
    >>> as_text(Accuracy(9351, 10_000, 9350, 9352))
    ['predict reads 9351 of 10000, as certified: 9350 to 9352']

    """
    if accuracy is None:
        return []
    read = f"predict reads {accuracy.correct} of {accuracy.total}"
    one_number = accuracy.at_least == accuracy.at_most
    certified = f"{accuracy.at_least}{'' if one_number else f' to {accuracy.at_most}'}"
    if not accuracy.as_certified:
        return [f"{read}; certified: {certified}"]
    return [f"{read}, as certified{'' if one_number else f': {certified}'}"]


def as_object(accuracy: Accuracy | None) -> dict[str, Any] | None:
    """Return the counts, or null where none were taken; JSON has no NaN, which is null too."""
    if accuracy is None:
        return None
    readings = [_reading(reading) for reading in accuracy.readings]
    return asdict(accuracy) | {"readings": readings}


def _reading(reading: Reading) -> dict[str, Any]:
    """Return what was read of one image."""
    probabilities = [p if math.isfinite(p) else None for p in reading.probabilities]
    return asdict(reading) | {"probabilities": probabilities}
