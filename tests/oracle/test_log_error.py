"""Relative errors are counted as logarithms, and without bound where a number may be lost."""

from __future__ import annotations

import math

import pytest

from mnist_nn.oracle.log_error import w


@pytest.mark.parametrize("d", [0.0, 2.0**-53, 2.0**-24, 0.25, 1 - 2.0**-53])
def test_a_factor_within_d_of_1_changes_a_logarithm_by_at_most_w(d: float) -> None:
    """By exactly that where it is the least, 1 - d."""
    assert abs(math.log1p(d)) <= w(d)
    assert abs(math.log1p(-d)) == w(d)


@pytest.mark.parametrize("d", [1.0, 1 + 2.0**-52, 300.0])
def test_where_a_number_may_be_lost_its_logarithm_is_not_bounded(d: float) -> None:
    """A factor of 0 is within 1 of 1."""
    assert w(d) == math.inf
