"""The table of functions by formats says of each what its checks came to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mnist_nn.checking.verdict import Status
from mnist_nn.report.page.marks import KNOWN, MARKS
from mnist_nn.report.page.overview import cell, overview
from mnist_nn.specification.law import Level
from tests.report.page.examples import HELD, NOT_OFFERED, PROVED, REFUTED

CRASHED = replace(REFUTED, status=Status.CRASHED, worst=None)
INCONCLUSIVE = replace(HELD, status=Status.INCONCLUSIVE)


def test_a_table_has_the_formats_that_occur_and_integers_together() -> None:
    """In the order of the formats."""
    eight, other = replace(HELD, dtype="int8"), replace(HELD, dtype="uint16")
    table = overview([PROVED, eight, other, HELD, NOT_OFFERED])
    assert table.columns == ("float32", "float16", "integers")
    assert [name for name, _ in table.rows] == ["relu", "softmax", "step"]
    (_, (_, _, integers)) = table.rows[1]
    assert (integers.held, integers.of) == (2, 2)


def test_a_cell_has_the_worst_mark() -> None:
    """A refutation says more than a crash, and both more than what is not concluded."""
    assert cell([HELD, REFUTED, CRASHED]).mark == MARKS[Status.REFUTED]
    assert cell([HELD, CRASHED, INCONCLUSIVE]).mark == MARKS[Status.CRASHED]
    assert cell([HELD, INCONCLUSIVE]).mark == MARKS[Status.INCONCLUSIVE]
    assert cell([HELD, replace(REFUTED, deviation="known")]).mark == KNOWN
    assert cell([HELD, PROVED]).mark == MARKS[Status.HELD]
    assert cell([PROVED]).mark == MARKS[Status.PROVED]
    assert cell([]).mark == cell([NOT_OFFERED]).mark == MARKS[Status.NOT_OFFERED]


def test_a_cell_counts_what_is_required() -> None:
    """And, apart, what is proved, and what is advisory and does not hold."""
    advisory = replace(REFUTED, level=Level.ADVISORY)
    it = cell([HELD, PROVED, advisory, NOT_OFFERED])
    assert (it.held, it.of, it.proved, it.advisory) == (2, 2, 1, 1)


def test_a_cell_has_the_greatest_error_unless_something_fails() -> None:
    """Then the laws that held say little."""
    assert cell([HELD, replace(HELD, worst=0.75)]).share == 0.75
    assert cell([HELD, REFUTED]).share is None
    assert cell([replace(HELD, worst=None)]).share is None


@pytest.mark.parametrize(
    ("share", "step"), [(None, 0), (0.0, 0), (0.01, 1), (0.25, 1), (0.26, 2), (0.99, 4), (1.0, 4)]
)
def test_the_more_of_the_bound_is_used_the_darker_a_cell_is(share: float, step: int) -> None:
    """In four steps."""
    assert cell([replace(HELD, worst=share)]).step == step
