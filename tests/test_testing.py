"""One line in somebody's test file makes a test of each law and dtype."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from mnist_nn import relu, softmax
from mnist_nn.checking.deviations import Deviation
from mnist_nn.formats import FORMATS
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

only = dict(laws=["softmax.sums_to_one"], examples=5)
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
    result = pytester.runpytest_subprocess("-v", "-n1", "-p", "no:cacheprovider")
    result.assert_outcomes(passed=len(FORMATS), failed=1)
    text = result.stdout.str()
    for dtype in FORMATS:
        assert f"::test_right[softmax.sums_to_one[{dtype}]]" in text
    assert "observed 0.0, expected 1.0" in text
    assert "for x = array([[0.]], dtype=float32)" in text


CRASHING = """
from mnist_nn.testing import laws_hold

def helper(x):
    return x / undefined

def softmax(x, axis=-1):
    return helper(x)

test_softmax = laws_hold(softmax=softmax, laws=["softmax.sums_to_one"], dtypes=["float32"])
"""


def test_a_failure_is_its_story_and_nothing_else(pytester: pytest.Pytester) -> None:
    """The frames of the code under test are in it, and no others are shown."""
    pytester.makepyfile(CRASHING)
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider", "-p", "no:randomly")
    result.assert_outcomes(failed=1)
    _, _, failure = result.stdout.str().partition("= FAILURES =")
    story, _, _ = failure.partition("= short test summary info =")
    assert "return x / undefined" in story
    assert "reproduce it with" in story
    assert "/mnist_nn/" not in story
    assert len(story.splitlines()) <= 25


def always_zero(x: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Return what sums to nothing."""
    return 0 * x


def test_a_test_fails_with_the_story_of_the_counterexample() -> None:
    """As `mnist-nn verify` tells it."""
    laws = ["softmax.sums_to_one"]
    test: Any = laws_hold(softmax=always_zero, laws=laws, dtypes=["float32"])
    (mark,) = test.pytestmark
    (check,) = mark.args[1][0].values
    with pytest.raises(pytest.fail.Exception, match=r"^softmax\.sums_to_one\[float32\] is refuted"):
        test(check)


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


def test_no_function_is_an_error() -> None:
    """There would be nothing to test."""
    with pytest.raises(ValueError, match=r"no function is given: write laws_hold\(softmax=my"):
        laws_hold()


def test_what_is_no_function_is_an_error() -> None:
    """At once, and not in each of the tests."""
    nothing: Any = None
    with pytest.raises(TypeError, match=r"^laws_hold: softmax is None: expected a function$"):
        laws_hold(softmax=nothing)


@pytest.mark.parametrize("argument", ["laws", "dtypes"])
def test_a_name_where_a_list_is_expected_is_an_error(argument: str) -> None:
    """Python would take it for the list of its letters."""
    message = rf"^laws_hold: {argument} is 'float32': expected a list: \['float32'\]$"
    arguments: Any = {argument: "float32"}
    with pytest.raises(TypeError, match=message):
        laws_hold(softmax=softmax, **arguments)


def test_no_examples_are_an_error() -> None:
    """No test would try anything."""
    with pytest.raises(ValueError, match=r"^laws_hold: at least one example is needed, not 0$"):
        laws_hold(softmax=softmax, examples=0)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"laws": ["sum_to_one"]}, "there is no law 'sum_to_one': did you mean 'sums_to_one'"),
        ({"dtypes": ["float23"]}, "there is no dtype 'float23': did you mean 'float32'"),
        ({"arithmetic": "fastexp"}, "there is no arithmetic 'fastexp': did you mean 'fast-exp'"),
        ({"laws": ["is_the_rectifier"]}, "no law is selected by softmax is_the_rectifier"),
    ],
)
def test_what_selects_no_law_is_an_error(arguments: dict[str, Any], message: str) -> None:
    """With what may have been meant."""
    with pytest.raises(ValueError, match=message):
        laws_hold(softmax=softmax, **arguments)


def test_a_known_deviation_is_expected_to_fail() -> None:
    """Strictly: it fails if it does not."""
    known = Deviation(
        "relu.is_the_rectifier", "float64", "why", "https://x", "1", {"x": np.ones(1)}
    )
    laws = [law_named("relu.is_the_rectifier")]
    of_float64, of_float32, *_ = params(Implementation("it", "1", {"relu": relu}), laws, [known])
    (mark,) = of_float64.marks
    assert isinstance(mark, pytest.MarkDecorator)
    assert (mark.name, mark.kwargs["strict"], mark.kwargs["reason"]) == ("xfail", True, "why")
    assert not of_float32.marks
