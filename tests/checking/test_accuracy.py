"""What a target reads of the whole test set is told beside what correct implementations read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from mnist_nn import Network, load_weights
from mnist_nn.checking.accuracy import MOST, Accuracy, Reading, accuracy_of
from mnist_nn.checking.check import Check
from mnist_nn.checking.judgement import judge, not_judged
from mnist_nn.checking.verdict import Status
from mnist_nn.specification.catalogue import law_named, specification_about
from mnist_nn.specification.failure import Failure, Hang
from mnist_nn.specification.predict import is_as_accurate_as_is_certified, predict
from mnist_nn.specification.sigmoid import is_one_half_at_zero
from mnist_nn.weights.files import save_weights

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mnist_nn.specification.law import Law

    Predict = Callable[[Any], Any]

LAW = is_as_accurate_as_is_certified


def read_by(function: Predict | None, law: Law = LAW) -> Accuracy | None:
    """Return what is told of a function that was judged by a law."""
    check = Check(law, function, "float32")
    return accuracy_of(check, judge(check).verdict)


def once(end: BaseException) -> Predict:
    """Return a reader that answers the first time, and then no more."""
    answers = iter([predict])

    def reader(images: Any) -> Any:
        for answer in answers:
            return answer(images)
        raise end

    return reader


@pytest.mark.unmeasured
def test_the_reference_reads_as_many_as_are_certified() -> None:
    """9,895, and nothing else is right."""
    accuracy = read_by(predict)
    assert accuracy == Accuracy(9895, 10_000, 9895, 9895)
    assert accuracy.as_certified
    assert all(each.read != each.label for each in accuracy.readings)
    assert not any(each.is_wrong or each.is_uncertain for each in accuracy.readings)


def test_a_reader_that_is_wrong_reads_fewer() -> None:
    """It is told of a law that is refuted too: the last hundred images are read as zeros."""
    accuracy = read_by(lambda x: predict(x) * (np.arange(len(x)) < 9900)[:, None])
    assert accuracy
    assert accuracy.correct < 9895 == accuracy.at_least
    assert not accuracy.as_certified
    first = accuracy.readings[0]
    assert (first.image, first.read, first.is_wrong) == (9900, 0, True)
    assert first.possible == (first.label,)
    assert first.probabilities == (0,) * 10


def test_other_weights_are_certified_anew(tmp_path: Path) -> None:
    """A network that is torn between 3 and 8, whatever the image, may read either."""
    weights = {name: 0 * array for name, array in load_weights().items()}
    weights["b3"] = np.isin(np.arange(10), [3, 8]).astype(np.float32)
    save_weights(weights, tmp_path / "torn.npz")
    law = specification_about(tmp_path / "torn.npz").law_named(str(LAW))
    accuracy = read_by(Network(weights).predict, law)
    threes, eights = 1010, 974
    assert accuracy == Accuracy(threes, 10_000, 0, threes + eights)
    assert accuracy.as_certified
    assert len(accuracy.readings) == MOST
    assert all(each.is_uncertain and not each.is_wrong for each in accuracy.readings)
    assert accuracy.readings[0] == Reading(0, 7, 3, (3, 8), accuracy.readings[0].probabilities)


def test_the_lessons_weights_read_9352(book_weights: Path) -> None:
    """Of which all are certified."""
    law = law_named(str(LAW), book_weights)
    reader = Network(load_weights(book_weights)).predict
    assert read_by(reader, law) == Accuracy(9352, 10_000, 9352, 9352)


def test_nothing_is_told_where_nothing_was_judged() -> None:
    """It is not offered, another law was judged, or the run ended before."""
    assert read_by(None) is None
    assert read_by(lambda x: 1 / (1 + np.exp(-x)), is_one_half_at_zero) is None
    check = Check(LAW, predict, "float32")
    assert accuracy_of(check, not_judged(check)) is None


def test_nothing_is_told_of_a_law_of_the_same_name_that_somebody_else_wrote() -> None:
    """What it certifies, if anything, is not known here."""
    assert read_by(predict, replace(LAW, written_in="mine.py")) is None


def test_a_reader_that_crashed_is_not_asked_again() -> None:
    """It would crash, or hang for as long, once more."""
    calls: list[object] = []
    check = Check(LAW, calls.append, "float32")
    crashed = replace(judge(check).verdict, status=Status.CRASHED)
    asked = len(calls)
    assert accuracy_of(check, crashed) is None
    assert len(calls) == asked


@pytest.mark.parametrize("end", [ValueError("no"), Failure("it died"), Hang("no answer")], ids=repr)
def test_nothing_is_told_of_a_reader_that_answers_no_more(end: BaseException) -> None:
    """It answered while its law was judged."""
    assert read_by(once(end)) is None


def test_nothing_is_told_of_answers_that_are_no_digits() -> None:
    """One number for each image."""
    assert read_by(lambda x: np.zeros(len(x))) is None


def test_a_reader_is_interrupted_by_the_user_alone() -> None:
    """With Ctrl-C."""
    with pytest.raises(KeyboardInterrupt):
        read_by(once(KeyboardInterrupt()))
