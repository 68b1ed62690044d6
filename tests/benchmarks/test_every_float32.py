"""The worst error of a sigmoid is found, in units in the last place, and where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from mnist_nn import sigmoid
from mnist_nn.specification.inputs.sections import Sections
from mnist_nn.targets.libraries import LIBRARIES
from tests.benchmarks.every_float32 import HEADS, errors_in_ulp, main, worst_of
from tests.pages import output, rows, text_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

SOME = Sections(0, 2)


def test_a_result_that_is_rounded_once_is_off_by_half_a_unit_at_most() -> None:
    """Where it is subnormal, too."""
    x = np.linspace(0, -104, 10_001, dtype=np.float32)
    errors = errors_in_ulp(sigmoid(x), x)
    assert 0.49 < errors.max() <= 0.5 + 2**-25


@pytest.mark.parametrize(("x", "ulp"), [(0.0, 2.0**-24), (-90.0, 2.0**-149), (-1.0, 2.0**-25)])
def test_a_unit_is_that_of_the_true_value(x: float, ulp: float) -> None:
    """1/2 has one of 2**-24, and a subnormal number the smallest that there is."""
    exact = sigmoid(np.array([x]))
    (error,) = errors_in_ulp(exact + 3 * ulp, np.array([x], np.float32))
    assert error == pytest.approx(3, rel=2**-20)


def test_the_worst_error_is_told_with_its_place() -> None:
    """The first of several that are as bad."""

    def wrong(x: NDArray[np.float32]) -> NDArray[np.float64]:
        return np.where(x == -3, 1, sigmoid(x))

    worst = worst_of(wrong, SOME)
    assert worst.x == -3
    assert worst.ulp == pytest.approx((1 - sigmoid([-3.0])[0]) * 2**28, rel=2**-20)


def test_what_is_no_number_is_off_by_infinitely_many() -> None:
    """Whatever else is wrong."""
    assert worst_of(lambda x: np.where(x > 88, np.nan, sigmoid(x)), SOME).ulp == np.inf


def test_each_target_has_a_row(capsys: pytest.CaptureFixture[str]) -> None:
    """With its version."""
    main(["numpy"], Sections(0, 1))
    printed = capsys.readouterr().out
    assert printed.startswith(HEADS)
    assert printed.splitlines()[2].startswith("| numpy ")


def test_a_row_is_printed_before_the_next_is_begun(capsys: pytest.CaptureFixture[str]) -> None:
    """Each takes minutes."""
    with pytest.raises(ValueError, match="there is no target"):
        main(["numpy", "nothing of this name"], Sections(0, 1))
    assert "\n| numpy " in capsys.readouterr().out


def test_the_row_of_the_reference_on_the_page_can_be_seen_again() -> None:
    """It is off by so many units there; the others are measured where their libraries are."""
    first, *others = rows(output(text_of("mnist_nn/targets/libraries"), "every float32"))
    assert first[0].startswith("numpy ")
    x = np.array([first[2]], np.float32)
    assert f"{errors_in_ulp(sigmoid(x), x)[0]:.4g}" == first[1]
    assert {library.split()[0] for library, *_ in others} <= set(LIBRARIES)
