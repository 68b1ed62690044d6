"""The oracle's sigmoid is as accurate as it says, by ball arithmetic."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mnist_nn.oracle.enclosures import enclose_sigmoid
from mnist_nn.oracle.sigmoid import sigmoid

NUMBERS = st.floats(-800, 800) | st.floats(-1, 1) | st.floats(allow_nan=False, allow_infinity=False)


@given(st.lists(NUMBERS, max_size=20).map(np.array))
def test_a_value_is_off_by_no_more_than_is_documented(x: np.typing.NDArray[np.float64]) -> None:
    """By a relative 9 * 2**-53 down to x = -708, and by 2**-1022 further down."""
    truth = enclose_sigmoid(x)
    allowed = np.where(x < -708, 2.0**-1022, 9 * 2.0**-53 * truth.hi)
    assert (truth.error(sigmoid(x)) <= allowed).all()


def test_values_at_both_ends_are_0_and_1() -> None:
    """Nothing overflows, and nothing is warned of."""
    largest = np.finfo(np.float64).max
    with np.errstate(all="raise"):
        assert sigmoid(np.array([-largest, largest, -np.inf, np.inf])).tolist() == [0, 1, 0, 1]
