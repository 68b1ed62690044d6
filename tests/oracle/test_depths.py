"""How far a score lies below the maximum is infinite for minus infinity alone."""

from __future__ import annotations

import numpy as np
import pytest

from mnist_nn.formats import FLOAT64
from mnist_nn.oracle.arithmetic import arithmetic_of
from mnist_nn.oracle.bounds import softmax_error
from mnist_nn.oracle.depths import VANISHED, depths
from mnist_nn.oracle.network_bound import mlp_error
from mnist_nn.parameters import Layer
from mnist_nn.specification.claim import matches
from mnist_nn.specification.truth import true_softmax


def test_a_depth_is_the_distance_from_the_greatest_score_of_its_row() -> None:
    """Row by row, in any number of dimensions."""
    x = np.array([[[1.0, 3.0], [-2.5, -3.0]]])
    assert depths(x).tolist() == [[[2.0, 0.0], [0.0, 0.5]]]


@pytest.mark.parametrize("x", [-1000.0, -FLOAT64.largest])
def test_a_finite_score_is_no_further_below_than_where_exp_vanishes(x: float) -> None:
    """Where the difference overflows too."""
    assert depths(np.array([FLOAT64.largest, x])).tolist() == [0.0, VANISHED]


def test_minus_infinity_is_infinitely_far_below() -> None:
    """Its probability is 0, exactly."""
    assert depths(np.array([0.0, -np.inf])).tolist() == [0.0, np.inf]


def test_a_row_with_nan_has_no_depths() -> None:
    """Nothing is known of it."""
    assert np.isnan(depths(np.array([0.0, np.nan]))).all()


def test_an_exp_that_is_clamped_is_not_blamed_where_the_difference_of_scores_overflows() -> None:
    """It gives the smallest normal number, where 0 is true."""
    x = np.array([[FLOAT64.largest, -FLOAT64.largest]])
    assert matches(np.array([[1, FLOAT64.eta]]), true_softmax(x)).holds
    assert not matches(np.array([[1, 8 * FLOAT64.eta]]), true_softmax(x)).holds


def test_of_a_network_whose_scores_overflow_nothing_is_known() -> None:
    """Not even that a class is impossible."""
    layers = [Layer(np.array([[1e300, -1e300]]), np.zeros(2))]
    p, strict = np.array([[1.0, 0.0]]), arithmetic_of("float64")
    assert (mlp_error(np.array([[1e10]]), layers, p, strict) > 0).all()
    assert softmax_error(p, np.array([[0.0, -np.inf]]), strict)[0, 1] == 0
