"""An outcome tells apart what a status does not."""

from __future__ import annotations

import pytest

from mnist_nn.checking.check import Check
from mnist_nn.checking.judgement import not_judged
from mnist_nn.checking.verdict import Status
from mnist_nn.comparison.outcome import Outcome, outcome_of
from tests.comparison.reports import KNOWN


@pytest.mark.parametrize(
    ("status", "outcome", "if_known"),
    [
        (Status.REFUTED, Outcome.REFUTED, Outcome.DEVIATION),
        (Status.CRASHED, Outcome.CRASHED, Outcome.DEVIATION),
        (Status.INCONCLUSIVE, Outcome.INCONCLUSIVE, Outcome.INCONCLUSIVE),
        (Status.NOT_OFFERED, Outcome.NOT_OFFERED, Outcome.NOT_OFFERED),
        (Status.HELD, Outcome.HELD, Outcome.OUTDATED),
        (Status.PROVED, Outcome.PROVED, Outcome.OUTDATED),
    ],
)
def test_a_status_means_something_else_where_a_deviation_is_known(
    status: Status, outcome: Outcome, if_known: Outcome
) -> None:
    """But for what is not offered, and what was not found out."""
    assert outcome_of(status, None, None) == outcome
    assert outcome_of(status, "It adds one.", None) == if_known


def test_what_a_run_that_ended_early_had_not_begun_was_not_run() -> None:
    """Its report calls it inconclusive, as it calls a check that an error of ours ended."""
    verdict = not_judged(Check(KNOWN, abs, "float32"))
    assert outcome_of(verdict.status, None, verdict.message) == Outcome.NOT_RUN


def test_every_outcome_is_of_one_kind() -> None:
    """The law holds, or it does not, or neither is said."""
    for outcome in Outcome:
        says_neither = not outcome.answers or outcome == Outcome.NOT_OFFERED
        assert [outcome.holds, outcome.does_not_hold, says_neither].count(True) == 1
