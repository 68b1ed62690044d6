"""Outcomes are marked as on the page of a run, and no two alike."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from mnist_nn.checking.verdict import Status
from mnist_nn.comparison.marks import kind_of, mark_of, mark_of_cell
from mnist_nn.comparison.outcome import Outcome
from mnist_nn.report.page.marks import ADVISORY, MARKS
from mnist_nn.specification.law import Level
from tests.comparison.reports import compared, verdict

if TYPE_CHECKING:
    from pathlib import Path


def test_no_two_outcomes_have_the_same_word() -> None:
    """Nor that of an advisory law which does not hold."""
    words = [*(mark_of(outcome).word for outcome in Outcome), ADVISORY.word]
    assert len(set(words)) == len(Outcome) + 1


def test_an_advisory_law_that_does_not_hold_is_no_failure() -> None:
    """Nor is it marked as one; any other outcome is marked alike."""
    assert mark_of(Outcome.REFUTED, Level.ADVISORY) == ADVISORY
    assert mark_of(Outcome.HELD, Level.ADVISORY) == MARKS[Status.HELD]


def test_a_check_that_was_judged_twice_has_both_words(tmp_path: Path) -> None:
    """With the symbol of the graver."""
    (row,) = compared(tmp_path, [verdict(), verdict(status=Status.REFUTED)]).rows
    mark = mark_of_cell(row.cells["float32"][0], row.level)
    assert (mark.symbol, mark.word, mark.kind) == ("✗", "refuted, held", "bad")


@pytest.mark.parametrize(
    ("outcomes", "kind"),
    [
        ([Outcome.HELD, Outcome.PROVED], "good"),
        ([Outcome.PROVED], "good"),
        ([Outcome.HELD, Outcome.NOT_OFFERED], "good"),
        ([Outcome.NOT_OFFERED], "none"),
        ([Outcome.NOT_RUN], "none"),
        ([], "none"),
        ([Outcome.HELD, Outcome.NOT_RUN], "unsure"),
        ([Outcome.HELD, Outcome.DEVIATION], "known"),
        ([Outcome.HELD, Outcome.DEVIATION, Outcome.REFUTED], "bad"),
    ],
)
def test_counts_have_the_colour_of_the_gravest(outcomes: list[Outcome], kind: str) -> None:
    """But what is not offered at some formats is no fault."""
    assert kind_of(Counter(outcomes)) == kind
