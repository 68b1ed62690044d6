"""A tally keeps what a survey tells: counts, quantiles, and the results that are worst."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from mnist_nn.checking.survey.survey import Seen
from mnist_nn.checking.survey.tally import Tally
from mnist_nn.formats import FLOAT32
from mnist_nn.specification.truth import Truth, exactly

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

ULP = 2.0**-23
"""That of numbers from 1 to 2, in float32."""


def tally_of(
    errors: ArrayLike, allowed: ArrayLike, places: Any = 0, true: float = 1.0, ulp: float = ULP
) -> Tally:
    """Return the tally of results that are off by so many ulp of one true value."""
    tally = Tally(2, FLOAT32)
    y, truth = results(errors, allowed, true, ulp)
    tally.add(y, truth, places, lambda i: f"x = {i}")
    return tally


def results(
    errors: ArrayLike, allowed: ArrayLike, true: float, ulp: float
) -> tuple[NDArray[np.float64], Truth]:
    """Return results, and the truth about them."""
    errors = np.asarray(errors, float)
    truth = exactly(np.full(errors.shape, true))
    return true + ulp * errors, replace(truth, allowed=ulp * np.broadcast_to(allowed, errors.shape))


def test_the_worst_result_is_that_which_is_furthest_off_in_ulp() -> None:
    """The nearest to what is allowed may be another."""
    tally = tally_of([0.5, 8, 1], [2, 100, 1.25])
    assert tally.worst == Seen(8.0, 100.0, "x = 1")
    assert tally.nearest == Seen(1.0, 1.25, "x = 2")


def test_what_was_seen_before_is_kept_where_it_is_worse() -> None:
    """Of all calls together, and the first of equals."""
    tally = tally_of([3], [10])
    tally.add(*results([2, 3], 10, 1.0, ULP), 0, lambda i: f"later {i}")
    assert tally.worst == tally.nearest == Seen(3.0, 10.0, "x = 0")
    tally.add(*results([4], 10, 1.0, ULP), 0, lambda i: f"last {i}")
    assert tally.worst == tally.nearest == Seen(4.0, 10.0, "last 0")


@pytest.mark.parametrize("wrong", [math.nan, math.inf, -math.inf])
def test_no_number_is_off_without_bound(wrong: float) -> None:
    """And beyond whatever is allowed."""
    tally = tally_of([0, wrong], 1e30)
    assert tally.worst == Seen(math.inf, 1e30, "x = 1")
    assert tally.shares[-1] == 1


def test_what_has_to_be_exact_and_is_counts_apart() -> None:
    """What has to be and is not counts among the others, beyond what is allowed."""
    tally = tally_of([0, 0, 1], [0, 1, 0])
    assert (tally.exact, tally.count, tally.shares[-1]) == (1, 2, 1)
    assert tally.nearest == Seen(1.0, 0.0, "x = 2")
    assert tally.nearest.share == math.inf


def test_where_the_truth_is_not_known_nothing_is_counted() -> None:
    """Be it that anything is allowed, or that the enclosure says nothing."""
    y, truth = results([1, 2, 3], [math.inf, 5, 5], 1.0, ULP)
    radius = np.array([0, math.inf, 0])
    tally = Tally(1, FLOAT32)
    tally.add(y, replace(truth, enclosure=replace(truth.enclosure, radius=radius)), 0, str)
    assert (tally.count, tally.worst) == (1, Seen(3.0, 5.0, "2"))


def test_below_the_normal_numbers_shares_count_and_ulp_do_not() -> None:
    """What is flushed to zero there is off by millions of the smallest numbers."""
    tally = tally_of([5], [8], true=2.0**-130, ulp=2.0**-149)
    assert (tally.worst, tally.quantiles) == (None, ())
    assert tally.nearest == Seen(5.0, 8.0, "x = 0")
    (stretch,) = tally.stretches([(0, 0), (1, 1)])
    assert stretch.median is None


def test_an_error_is_the_distance_from_the_middle_but_beyond_what_is_allowed_the_least() -> None:
    """So no result is shown to be beyond what is allowed that may be within."""
    y, truth = results([3, 9, 12], 10, 1.0, ULP)
    wide = replace(truth.enclosure, radius=np.full(3, 1.0 * ULP))
    tally = Tally(3, FLOAT32)
    tally.add(y, replace(truth, enclosure=wide), np.arange(3), str)
    told = [s.nearest.error for s in tally.stretches([(i, i) for i in range(3)])]
    assert told == [3.0, 9.0, 11.0]


def test_quantiles_are_told_in_ulp_and_as_shares() -> None:
    """Of errors of any size."""
    tally = tally_of([1, 2, 3], 100)
    assert tally.quantiles[0] == pytest.approx(2, rel=1 / 45)
    assert tally.used[0] == pytest.approx(0.02, rel=1 / 45)


def test_each_place_keeps_its_median_and_the_result_nearest_to_what_is_allowed() -> None:
    """Places where nothing was seen are left out."""
    tally = tally_of([1, 2, 3], 10, [1, 1, 1])
    (stretch,) = tally.stretches([(0, 5), (5, 9)])
    assert (stretch.start, stretch.stop) == (5, 9)
    assert stretch.median == pytest.approx(2, rel=1 / 45)
    assert stretch.nearest == Seen(3.0, 10.0, "x = 2")


def test_shares_are_counted_up_to_each_of_theirs() -> None:
    """The whole of what is allowed is within; more is not."""
    *_, before, whole, beyond = tally_of([0.8, 0.6, 1, 1 + 2.0**-20], 1).shares
    assert (before, whole, beyond) == (1, 2, 1)
