"""How many pictures of each style are read right, how many are sure, and how sure one may be.

    python -m tests.generated styles limits

writes the tables in `mnist_nn/digits/README.md`.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple
from unittest.mock import patch

import numpy as np
from PIL import Image

from mnist_nn.digits import doubt
from mnist_nn.digits.confidence import TEMPERATURE
from mnist_nn.digits.familiarity import distance
from mnist_nn.digits.picture_files import Picture
from mnist_nn.digits.reading import reading_of
from mnist_nn.network import Network
from mnist_nn.weights.files import load_weights
from tests.digits.styles.non_digits import non_digits
from tests.digits.styles.pictures import examples

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from mnist_nn.digits.reading import Reading

NON_DIGIT = -1
"""What a picture shows that shows no digit."""

LIMITS = {
    "STEADY": (0.5, 0.7, 0.9),
    "LEAST_CONFIDENCE": (0.5, 0.7, 0.9),
    "FARTHEST": (0.9, 1.0, 1.1, 1.2, 1.4),
    "AMBIGUOUS": (0.85, 0.95, 1.05),
}
"""The limits of doubt that were compared, by their names."""

TEMPERATURES = 0.7, 0.9, 1.0, 1.1, 1.2, 1.5
"""The temperatures that were compared."""


class Outcome(NamedTuple):
    """What came of a picture.

    Attributes:
        style: the style's name, or what a non-digit shows.
        digit: what it shows, or NON_DIGIT.
        reading: what was read.

    """

    style: str
    digit: int
    reading: Reading

    @property
    def is_read(self) -> bool:
        """Whether the digit was recognized, sure or not."""
        return bool(self.reading.opinion and self.reading.opinion.digit == self.digit)

    @property
    def is_sure(self) -> bool:
        """Whether nothing is said to be unsure."""
        return not self.reading.unsure


class Share(NamedTuple):
    """So many of so many."""

    part: int
    whole: int

    def __str__(self) -> str:
        return f"{self.part} of {self.whole}"

    def __float__(self) -> float:
        return self.part / self.whole


class Summary(NamedTuple):
    """Of some pictures, how many were sure, and how many of these right; how many were recognized.

    Attributes:
        sure: of all.
        right: of those that were sure.
        read: of all, sure or not.

    """

    sure: Share
    right: Share
    read: Share


def picture_of(colours: NDArray[np.uint8]) -> Picture:
    """Return a picture as it would be read from a file."""
    return Picture(np.asarray(Image.fromarray(colours).convert("L")), colours)


@cache
def outcomes(half: str) -> tuple[Outcome, ...]:
    """Return what comes of every picture of a half of the styles, and of its non-digits."""
    network = Network(load_weights())
    pictures = [*examples(half)]
    others = [(what, NON_DIGIT, p) for what, p in non_digits(half, np.random.default_rng(0))]
    return tuple(
        Outcome(style, digit, reading_of(picture_of(colours), network))
        for style, digit, colours in [*pictures, *others]
    )


def digits(half: str) -> list[Outcome]:
    """Return what comes of the pictures of digits."""
    return [outcome for outcome in outcomes(half) if outcome.digit != NON_DIGIT]


def unsure_non_digits(half: str) -> Share:
    """Return how many of the pictures of non-digits are not sure."""
    others = [outcome for outcome in outcomes(half) if outcome.digit == NON_DIGIT]
    return Share(sum(not outcome.is_sure for outcome in others), len(others))


def summary(some: Sequence[Outcome]) -> Summary:
    """Return how many pictures of digits were sure and right."""
    sure = [outcome for outcome in some if outcome.is_sure]
    return Summary(
        Share(len(sure), len(some)),
        Share(sum(outcome.is_read for outcome in sure), len(sure)),
        Share(sum(outcome.is_read for outcome in some), len(some)),
    )


def by_style(half: str) -> dict[str, Summary]:
    """Return the summary of each style."""
    found = digits(half)
    names = dict.fromkeys(outcome.style for outcome in found)
    return {name: summary([o for o in found if o.style == name]) for name in names}


def calibration_error(some: Iterable[Outcome], temperature: float = TEMPERATURE) -> float:
    """Return the expected calibration error over ten equal intervals of confidence.

    The mean distance of confidence from accuracy, each interval weighted by its pictures (M. P.
    Naeini et al., Obtaining Well Calibrated Probabilities Using Bayesian Binning, 2015), over all
    pictures in which something was found, sure or not.
    """
    confidence, right = _confidences(some, temperature)
    interval = np.minimum((10 * confidence).astype(int), 9)
    gaps = [(right - confidence)[interval == i].sum() for i in range(10)]
    return float(np.abs(gaps).sum() / len(right))


def surprise(some: Iterable[Outcome], temperature: float) -> float:
    """Return the mean negative logarithm of the probability that the right digit was given."""
    found = [o for o in some if o.reading.opinion]
    tempered = _tempered(found, temperature)
    return float(-np.log([p[o.digit] for p, o in zip(tempered, found, strict=True)]).mean())


def _confidences(
    some: Iterable[Outcome], temperature: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the confidence in each reading, and 1 where it is right."""
    found = [outcome for outcome in some if outcome.reading.opinion]
    return _tempered(found, temperature).max(axis=1), np.array([float(o.is_read) for o in found])


def _tempered(found: Sequence[Outcome], temperature: float) -> NDArray[np.float64]:
    """Return probabilities at another temperature than that of the package."""
    given = [o.reading.opinion.probabilities for o in found if o.reading.opinion]
    powers = np.array(given, np.float64) ** (TEMPERATURE / temperature)
    return powers / powers.sum(axis=1, keepdims=True)


def with_limit(name: str, value: float) -> list[Outcome]:
    """Return what would come of the pictures for development if a limit of doubt were another."""
    with patch.object(doubt, name, value), patch.object(doubt, "distance", cache_of_distances()):
        return [
            outcome._replace(reading=_doubted(outcome.reading))
            for outcome in outcomes("development")
        ]


def _doubted(reading: Reading) -> Reading:
    """Return a reading whose doubts are told anew."""
    if not (reading.sight and reading.opinion):
        return reading
    words = doubt.doubt(reading.sight.image, reading.opinion, reading.sight.others)
    return replace(reading, unsure=words)


@cache
def cache_of_distances() -> object:
    """Return the function `distance`, which remembers what it has measured."""
    known: dict[tuple[bytes, int], object] = {}

    def remembered(image: NDArray[np.float32], digit: int) -> object:
        key = image.tobytes(), digit
        if key not in known:
            known[key] = distance(image, digit)
        return known[key]

    return remembered
