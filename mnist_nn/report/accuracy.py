"""The accuracy on the whole test set, in words and as JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mnist_nn.checking.accuracy import Accuracy


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
    """Return the counts, or null where none were taken."""
    return asdict(accuracy) if accuracy else None
