"""Each doubt is told in words, the first that there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mnist_nn.digits import doubt as module
from mnist_nn.digits.confidence import Opinion
from mnist_nn.digits.doubt import doubt
from mnist_nn.digits.familiarity import Distance
from mnist_nn.digits.mnist import load_test_set

if TYPE_CHECKING:
    import pytest

IMAGES, LABELS = load_test_set(flatten=False)
SEVEN = IMAGES[17, 0]


def opinion(digit: int, confidence: float = 0.99, votes: int = 15) -> Opinion:
    """Return the opinion that it is a digit; the votes that are missing are for the next one."""
    probabilities = np.full(10, (1 - confidence) / 9)
    probabilities[digit] = confidence
    counts = [0] * 10
    counts[digit], counts[(digit + 1) % 10] = votes, 15 - votes
    return Opinion(probabilities, tuple(counts))


def test_nothing_speaks_against_a_clear_digit() -> None:
    """A 7 of the test set."""
    assert doubt(SEVEN, opinion(7), 0) == ""


def test_several_shapes_are_no_digit() -> None:
    """However like a digit the largest of them is."""
    assert doubt(SEVEN, opinion(7), 3) == "there are 4 shapes, expected one digit"


def test_an_answer_that_flips_is_not_sure() -> None:
    """With what it flips to."""
    words = "moved by a pixel or with another pen it is read as 7 (10 of 15), 8 (5 of 15)"
    assert doubt(SEVEN, opinion(7, votes=10), 0) == words
    assert doubt(SEVEN, opinion(7, votes=11), 0) == ""


def test_little_confidence_is_not_sure() -> None:
    """Below 0.7."""
    assert doubt(SEVEN, opinion(7, 0.69), 0) == "it is most like 7, with confidence 0.69 only"
    assert doubt(SEVEN, opinion(7, 0.71), 0) == ""


def test_an_8_without_a_loop_is_not_sure() -> None:
    """Such as an X or a K."""
    assert doubt(SEVEN, opinion(8), 0) == "it is most like 8, but closes no loop"


def test_a_narrow_7_may_be_a_1() -> None:
    """As it is printed, with a flag."""
    narrow = np.zeros((28, 28), np.float32)
    narrow[4:24, 14:16] = narrow[4:6, 10:16] = 1
    assert doubt(narrow, opinion(7), 0) == "it is most like 7, but so narrow that it may be 1"


def test_what_is_far_from_every_digit_of_its_class_is_not_sure() -> None:
    """A black square."""
    square = np.pad(np.ones((20, 20), np.float32), 4)
    words = doubt(square, opinion(0), 0)
    assert words.startswith("it is most like 0, but ")
    assert words.endswith(" times as far from MNIST's as usual")


def test_what_is_as_near_to_another_digit_is_not_sure(monkeypatch: pytest.MonkeyPatch) -> None:
    """Though it is as near as usual."""
    monkeypatch.setattr(module, "distance", lambda *_: Distance(0.9, 0.96))
    words = "it is most like 7, but not much less like another digit"
    assert doubt(SEVEN, opinion(7), 0) == words
