"""A story is told in its parts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mnist_nn import softmax
from mnist_nn.checking.check import Check
from mnist_nn.checking.judgement import died, judge
from mnist_nn.checking.verdict import Status
from mnist_nn.report.page.story import story_of
from mnist_nn.specification.catalogue import law_named
from tests.report.page.examples import HELD, REFUTED
from tests.report.wrong import overflows


def test_a_refutation_has_all_parts() -> None:
    """Each without what stands before it in the text."""
    story = story_of(REFUTED)
    assert story is not None
    assert story.headline == "softmax.does_not_overflow[float32] is refuted for it: the statement"
    assert story.observed == "observed nan, expected 1.0 within 8.34e-07 at (0, 0)"
    assert story.counterexample == "x = array([[89.]], dtype=float32)"
    assert story.boundary == "the smallest that fails: 2 rows (1 hold)"
    assert story.reproduce == "print(1)"


def test_of_a_real_refutation_no_word_is_lost() -> None:
    """The parts make up the message."""
    verdict = judge(Check(law_named("softmax.does_not_overflow"), overflows, "float32"), 5).verdict
    story = story_of(verdict)
    assert story is not None
    parts = (story.headline, story.observed, story.counterexample, story.boundary, story.reproduce)
    words = " ".join(parts).replace("reproduce it with", "").split()
    told = (verdict.message or "").replace("  for x = ", " x = ", 1)
    assert words == told.replace("reproduce it with", "").split()


def test_what_died_has_a_story_without_an_input() -> None:
    """Nobody is left to tell it."""
    check = Check(law_named("softmax.sums_to_one"), softmax, "float32", "mine.py")
    story = story_of(died(check, "was ended by signal 11"))
    assert story is not None
    assert story.headline.startswith("softmax.sums_to_one[float32] crashed in mine.py")
    assert story.observed.startswith("the process that was judging it was ended by signal 11\n")
    assert (story.counterexample, story.boundary, story.reproduce) == ("", "", "")


def test_what_holds_has_no_story() -> None:
    """Nothing was seen that is worth telling."""
    assert story_of(HELD) is None


@pytest.mark.parametrize("status", [Status.INCONCLUSIVE, Status.HELD])
def test_what_is_said_in_one_line_is_the_headline(status: Status) -> None:
    """There is nothing else."""
    story = story_of(replace(HELD, status=status, message="not judged"))
    assert story is not None
    assert (story.headline, story.observed) == ("not judged", "")
