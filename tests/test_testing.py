"""One line in somebody's test file makes a test of each law and dtype."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from mnist_nn import relu, softmax
from mnist_nn.checking.check import Check
from mnist_nn.checking.deviations import Deviation
from mnist_nn.formats import FORMATS
from mnist_nn.specification.catalogue import law_named
from mnist_nn.targets.implementation import Implementation
from mnist_nn.testing import expect, laws_hold, params

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


def check_of(test: Any) -> Any:
    """Return the only check of a test."""
    (mark,) = test.pytestmark
    (param,) = mark.args[1]
    return param.values[0]


def test_a_test_fails_with_the_story_of_the_counterexample(request: pytest.FixtureRequest) -> None:
    """As `mnist-nn verify` tells it."""
    laws = ["softmax.sums_to_one"]
    test: Any = laws_hold(softmax=always_zero, laws=laws, dtypes=["float32"])
    with pytest.raises(pytest.fail.Exception, match=r"^softmax\.sums_to_one\[float32\] is refuted"):
        test(check=check_of(test), request=request)


def test_an_advisory_law_that_is_refuted_fails_its_test(request: pytest.FixtureRequest) -> None:
    """Whoever asks for it wants to know."""
    laws = ["softmax.underflows_gradually"]
    only: dict[str, Any] = {"laws": laws, "dtypes": ["float32"], "advisory": True}
    test: Any = laws_hold(softmax=always_zero, **only)
    with pytest.raises(pytest.fail.Exception, match="is refuted"):
        test(check=check_of(test), request=request)


def test_an_error_of_ours_is_told_with_its_frames(request: pytest.FixtureRequest) -> None:
    """It is no refutation."""

    def domain(_: object) -> Any:
        raise KeyError("does not exist")

    broken = replace(law_named("relu.is_the_rectifier"), domain=domain)
    check = Check(broken, relu, "float32")
    with pytest.raises(pytest.fail.Exception, match=r"(?s)^Traceback.*an error of mnist_nn itself"):
        expect(check, request.node)


def test_the_report_of_a_test_tells_what_was_tested(request: pytest.FixtureRequest) -> None:
    """In JUnit XML too, which `pytest --junit-xml` writes."""
    expect(Check(law_named("relu.is_never_negative"), relu, "float32"), request.node, 3, seed=7)
    assert request.node.user_properties == [
        ("law", "relu.is_never_negative"),
        ("dtype", "float32"),
        ("arithmetic", "strict"),
        ("examples", "3"),
        ("seed", "7"),
    ]


def test_few_shapes_are_tried_on_request() -> None:
    """Of what compiles anew for each."""
    test: Any = laws_hold(relu=relu, laws=["relu.is_never_negative"], few_shapes=True)
    (mark,) = test.pytestmark
    assert {param.values[0].few_shapes for param in mark.args[1]} == {True}


KNOWN = Deviation("relu.is_the_rectifier", "float64", "why", "https://x", "1", {"x": -np.ones(1)})


@pytest.mark.parametrize(
    ("function", "outcome", "says"),
    [
        (np.positive, pytest.xfail.Exception, "^why$"),
        (relu, pytest.fail.Exception, "holds now, though it is known not to: why"),
    ],
)
def test_what_is_known_to_fail_is_expected_to(
    request: pytest.FixtureRequest, function: Any, outcome: type[Exception], says: str
) -> None:
    """And fails if it does not."""
    laws = [law_named("relu.is_the_rectifier")]
    of_float64, *_ = params(Implementation("it", "1", {"relu": function}), laws, [KNOWN])
    check: Any = of_float64.values[0]
    with pytest.raises(outcome, match=says):
        expect(check, request.node, examples=5)


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
