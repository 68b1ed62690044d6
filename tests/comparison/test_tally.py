"""Counts say what became of every check, in words that are right for one and for many."""

from __future__ import annotations

from collections import Counter

import pytest

from mnist_nn.comparison.outcome import Outcome
from mnist_nn.comparison.tally import Tally, words


def test_every_outcome_has_its_count() -> None:
    """What held is a share of what was begun; the gravest is told first."""
    assert words(Counter(Outcome)) == [
        "2 of 7",
        "1 refuted",
        "1 crashed",
        "1 outdated deviation",
        "1 inconclusive",
        "1 known deviation",
        "1 not run",
        "1 not offered",
    ]


def test_several_are_plural() -> None:
    """Where they have a noun."""
    counts = Counter({Outcome.OUTDATED: 2, Outcome.DEVIATION: 3, Outcome.REFUTED: 4})
    assert words(counts) == ["0 of 9", "4 refuted", "2 outdated deviations", "3 known deviations"]


@pytest.mark.parametrize(
    ("required", "advisory", "is_whole"),
    [
        ([Outcome.HELD, Outcome.PROVED], [Outcome.REFUTED], True),
        ([], [Outcome.HELD], True),
        ([Outcome.HELD, Outcome.NOT_RUN], [], False),
        ([Outcome.OUTDATED], [], False),
        ([], [Outcome.NOT_RUN], False),
        ([], [], False),
    ],
)
def test_whole_is_where_every_required_law_was_run_and_holds(
    required: list[Outcome], advisory: list[Outcome], *, is_whole: bool
) -> None:
    """And anything holds at all."""
    assert Tally(Counter(required), Counter(advisory)).is_whole == is_whole
