"""A claim holds up to the error allowed and not beyond; what cannot be compared does not hold."""

from __future__ import annotations

import warnings

import numpy as np
import pytest

from mnist_nn.oracle.enclosures import enclose_softmax
from mnist_nn.specification.claim import (
    Claim,
    at_most,
    between,
    both,
    holds,
    is_nan,
    is_the_same,
    matches,
    refused,
    refused_or,
    silent,
    within,
)
from mnist_nn.specification.defect import Defect
from mnist_nn.specification.failure import Failure
from mnist_nn.specification.truth import Truth, exactly


def test_an_error_up_to_the_allowed_holds() -> None:
    """The limit itself is allowed."""
    assert within([1.0, 2.5], [1.0, 2.0], [0.0, 0.5]).holds


def test_an_error_beyond_the_allowed_does_not_hold() -> None:
    """The ratio says how far beyond."""
    claim = within([1.0, 3.0], [1.0, 2.0], 0.5)
    assert not claim.holds
    assert claim.ratio == 2.0


def test_the_story_tells_the_worst_element() -> None:
    """Observed, expected, allowed, and where."""
    claim = within(np.array([[1.0, 3.0]]), np.array([[1.0, 2.0]]), 0.5)
    assert claim.story == "observed 3.0, expected 2.0 within 0.5 at (0, 1)"


def test_the_story_of_a_single_number_needs_no_place() -> None:
    """A scalar is nowhere."""
    assert within(3.0, 2.0, 0.5).story == "observed 3.0, expected 2.0 within 0.5"


@pytest.mark.parametrize("observed", [np.nan, np.inf, -np.inf])
def test_what_is_not_finite_is_not_within_any_error(observed: float) -> None:
    """NaN and infinities are infinitely wrong."""
    assert within([observed], [1.0], [1e300]).ratio == np.inf


def test_where_no_error_is_allowed_equal_numbers_hold_and_others_do_not() -> None:
    """An allowed error of 0 means exactly."""
    assert within([0.0, 1.0], [-0.0, 1.0], 0).holds
    assert within([5e-324], [0.0], 0).ratio == np.inf


@pytest.mark.parametrize("observed", [np.ones(2), np.ones((3, 1)), np.ones((1, 3)), 1.0])
def test_another_shape_does_not_hold(observed: np.ndarray) -> None:
    """Nothing is broadcast: a missing row is not a right one."""
    claim = within(observed, np.ones(3), 1e300)
    assert not claim.holds
    assert claim.story == f"observed shape {np.shape(observed)}, expected (3,)"


def test_an_enclosed_value_of_another_shape_does_not_hold() -> None:
    """The truth has one shape."""
    claim = matches(np.ones(2), exactly([1.0]))
    assert not claim.holds
    assert claim.story == "observed shape (2,), expected (1,)"


def test_the_truth_is_enclosed() -> None:
    """1/2 is softmax of two equal scores; 0.6 is not within 0.05 of it."""
    truth = Truth(enclose_softmax([0.0, 0.0]), np.array([0.0, 0.05]))
    assert matches([0.5, 0.54], truth).holds
    assert matches([0.5, 0.6], truth).ratio > 1
    assert matches([0.51, 0.5], truth).ratio == np.inf


def test_no_elements_hold_no_error() -> None:
    """An empty result of the right shape is right."""
    assert within(np.zeros((0, 3)), np.zeros((0, 3)), 0).holds


@pytest.mark.parametrize(
    ("y", "holds"),
    [(0.0, True), (1.0, True), (-5e-324, False), (1.0000001, False), (np.nan, False)],
)
def test_between_includes_its_limits_and_nothing_beyond(y: float, *, holds: bool) -> None:
    """0 <= y <= 1."""
    assert between(0, [y], 1).holds is holds


def test_nan_is_told_apart_from_what_lies_between() -> None:
    """The story says what was expected instead."""
    assert between(0, [np.nan], 1).story == "observed nan, expected 0.0 within 0 at (0,)"


def test_at_most_lets_the_smaller_exceed_by_the_allowed_error() -> None:
    """1.5 <= 1 up to one half, but not up to one quarter."""
    assert at_most([1.5, 0.0], [1.0, 7.0], 0.5).holds
    assert not at_most([1.5, 0.0], [1.0, 7.0], 0.25).holds


def test_at_most_is_refuted_by_nan() -> None:
    """NaN has no order."""
    assert not at_most([np.nan], [1.0], 1).holds
    assert not at_most([1.0], [np.nan], 1).holds


def test_any_error_is_a_refusal() -> None:
    """Which error is raised is the implementation's own choice."""
    assert refused(lambda: [1 / 0]).holds


def test_a_result_is_no_refusal() -> None:
    """Any result, where there should be none, is wrong; its shape is told."""
    claim = refused(lambda: np.ones((2, 3)))
    assert not claim.holds
    assert claim.story == "observed a result of shape (2, 3), expected an error"


def test_a_result_is_no_refusal_of_another_kind() -> None:
    """Where a ValueError is expected, another error is passed on as a crash."""
    with pytest.raises(ZeroDivisionError):
        refused(lambda: [1 / 0], ValueError)


def test_a_claim_of_a_result_is_not_made_of_a_refusal() -> None:
    """To refuse is allowed; a result must be right."""
    assert refused_or(lambda: [1 / 0], lambda y: within(y, 7.0, 0)).holds
    assert not refused_or(lambda: 6.0, lambda y: within(y, 7.0, 0)).holds
    assert refused_or(lambda: 7.0, lambda y: within(y, 7.0, 0)).holds


def test_an_implementation_that_breaks_has_not_refused() -> None:
    """It crashed, which is no answer to a mismatch."""

    def breaks() -> float:
        raise Failure("it died of SIGSEGV")

    with pytest.raises(Failure):
        refused(breaks)


def test_a_condition_holds_or_not() -> None:
    """The story is told either way."""
    assert holds(condition=True, story="one and two").holds
    claim = holds(condition=False, story="one and two")
    assert not claim.holds
    assert claim.story == "one and two"


def test_of_two_claims_the_worse_speaks_for_both() -> None:
    """Two claims hold together when each does."""
    near, far = within(1.0, 0.0, 2.0), within(3.0, 0.0, 2.0)
    assert both(near, far) is far
    assert both(far, near) is far


def test_nan_is_claimed_of_every_element() -> None:
    """One number among them is one too many."""
    assert is_nan([np.nan, np.nan]).holds
    assert not is_nan([np.nan, 0.0]).holds


NAN, INFINITE = np.array([np.nan]), np.array([np.inf])


@pytest.mark.parametrize(
    ("claim", "defect"),
    [
        (within([2.0], [1.0], 0.5), Defect.NUMBER),
        (within(NAN, [1.0], 0.5), Defect.NOT_FINITE),
        (within([1.0], NAN, 0.5), Defect.NOT_FINITE),
        (within(INFINITE, [1.0], 0.5), Defect.NOT_FINITE),
        (within(np.ones(2), np.ones(3), 0.5), Defect.SHAPE),
        (matches(np.ones(2), exactly(np.ones(3))), Defect.SHAPE),
        (between(0, NAN, 1), Defect.NOT_FINITE),
        (between(0, [2.0], 1), Defect.NUMBER),
        (is_nan([1.0]), Defect.NAN_HIDDEN),
        (is_the_same(NAN, np.ones(1)), Defect.NOT_FINITE),
        (is_the_same(INFINITE, np.ones(1)), Defect.NOT_FINITE),
        (is_the_same(np.zeros(1), np.ones(1)), Defect.NUMBER),
        (is_the_same(np.zeros(1), INFINITE), Defect.NUMBER),
        (holds(condition=False, story="no"), Defect.NUMBER),
        (holds(condition=False, story="no", defect=Defect.DTYPE), Defect.DTYPE),
        (refused(lambda: 1), Defect.NOT_REFUSED),
        (silent(lambda: warnings.warn("so", stacklevel=1)), Defect.WARNING),
        (both(within([2.0], [1.0], 0.5), within(NAN, [1.0], 0.5)), Defect.NOT_FINITE),
    ],
)
def test_a_claim_that_does_not_hold_says_what_is_wrong(claim: Claim, defect: Defect) -> None:
    """In a word that other laws share."""
    assert not claim.holds
    assert claim.defect == defect


def test_a_defect_is_not_among_what_a_claim_prints() -> None:
    """Its story is for readers."""
    assert str(within(2.0, 1.0, 0.5)) == (
        "Claim(ratio=2.0, story='observed 2.0, expected 1.0 within 0.5')"
    )
