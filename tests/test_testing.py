"""One line in somebody's test file makes a test of each law and dtype."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from mnist_nn import relu, softmax
from mnist_nn.checking.deviations import Deviation
from mnist_nn.specification.catalogue import law_named
from mnist_nn.targets.implementation import Implementation
from mnist_nn.testing import laws_hold, params

pytest_plugins = ["pytester"]

MINE = """
from functools import partial
import numpy as np
from mnist_nn import relu, softmax
from mnist_nn.testing import laws_hold

def zeros(x, axis=-1):
    return 0 * x

only = dict(laws=["softmax.sums_to_one"], examples=20)
test_right = laws_hold(softmax=softmax, **only)
test_wrong = laws_hold(softmax=zeros, dtypes=["float32"], **only)
"""

test_relu = laws_hold(relu=relu, dtypes=["float64"], examples=5)


def names(test: Any) -> list[str]:
    """Return the names of the tests that a test becomes."""
    (mark,) = test.pytestmark
    return [param.id for param in mark.args[1]]


def test_each_required_law_and_dtype_is_a_test(pytester: pytest.Pytester) -> None:
    """In a project of somebody's own, side by side with pytest-xdist."""
    pytester.makepyfile(MINE)
    result = pytester.runpytest_subprocess("-v", "-n2", "-p", "no:cacheprovider")
    result.assert_outcomes(passed=3, failed=1)
    text = result.stdout.str()
    for dtype in ("float64", "float32", "float16"):
        assert f"::test_right[softmax.sums_to_one[{dtype}]]" in text
    assert "observed 0.0, expected 1.0" in text
    assert "for x = array([[0.]], dtype=float32)" in text


def test_advisory_laws_are_tests_when_asked_for() -> None:
    """A library that fails them is correct."""
    required = set(names(laws_hold(softmax=softmax)))
    all_of_them = set(names(laws_hold(softmax=softmax, advisory=True)))
    assert "softmax.underflows_gradually[float32]" in all_of_them - required


def test_nothing_to_test_is_an_error() -> None:
    """An empty test would pass."""
    with pytest.raises(ValueError, match="only advisory laws are selected: say advisory=True"):
        laws_hold(softmax=softmax, laws=["softmax.underflows_gradually"])


def test_a_function_that_is_not_specified_is_an_error() -> None:
    """With what may have been meant."""
    with pytest.raises(ValueError, match="there is no function 'softmx': did you mean 'softmax'"):
        laws_hold(softmx=softmax)


def test_a_known_deviation_is_expected_to_fail() -> None:
    """Strictly: it fails if it does not."""
    known = Deviation(
        "relu.is_the_rectifier", "float64", "why", "https://x", "1", {"x": np.ones(1)}
    )
    laws = [law_named("relu.is_the_rectifier")]
    of_float64, of_float32, _ = params(Implementation("it", "1", {"relu": relu}), laws, [known])
    (mark,) = of_float64.marks
    assert isinstance(mark, pytest.MarkDecorator)
    assert (mark.name, mark.kwargs["strict"], mark.kwargs["reason"]) == ("xfail", True, "why")
    assert not of_float32.marks
