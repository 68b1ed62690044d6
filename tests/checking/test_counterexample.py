"""A refutation tells the whole story alone, and shows itself again."""

from __future__ import annotations

import functools
from contextlib import redirect_stdout
from dataclasses import replace
from io import StringIO
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from mnist_nn.checking.check import Check
from mnist_nn.checking.counterexample import Crashed, Refuted
from mnist_nn.specification.failure import Failure
from mnist_nn.specification.matmul import refuses_a_mismatch
from mnist_nn.specification.softmax import sums_to_one
from tests.pages import ROOT

if TYPE_CHECKING:
    from mnist_nn.specification.function import Implemented


def twice_too_much(x: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Return two in all instead of one."""
    return np.full_like(x, 2 / x.shape[-1])


class numpy_like:  # noqa: N801 - it stands for a module
    """What a target may name: something that has functions."""

    softmax = staticmethod(twice_too_much)


def refutation(function: Implemented) -> Refuted:
    """Return how the sum of a wrong function is refuted."""
    with pytest.raises(Refuted) as caught:
        Check(sums_to_one, function, "float64").run()
    return caught.value


def test_the_story_names_law_dtype_implementation_statement_and_what_was_seen() -> None:
    """And the smallest input, and how to see it again."""
    assert str(refutation(twice_too_much)) == (
        "softmax.sums_to_one[float64] is refuted for "
        "tests.checking.test_counterexample.twice_too_much: sum_i softmax(x)_i = 1.\n"
        "  observed 2.0, expected 1.0 within 1.55e-15 at (0,), "
        "an error of 6.43e+14 times the allowed\n"
        "  for x = array([[0.]], dtype=float64)\n"
        "reproduce it with\n"
        "    from numpy import *\n"
        "    from mnist_nn.specification.catalogue import law_named\n"
        "    from tests.checking.test_counterexample import twice_too_much\n"
        '    print(law_named("softmax.sums_to_one").at(twice_too_much, '
        "array([[0.]], dtype=float64)))"
    )


def test_the_lines_that_reproduce_it_run_as_pasted() -> None:
    """They print the same claim."""
    caught, printed = refutation(twice_too_much), StringIO()
    with redirect_stdout(printed):
        exec(caught.reproduction, {})  # noqa: S102 - that it runs is the claim
    assert printed.getvalue() == f"{caught.claim}\n"


def test_where_no_error_is_allowed_none_is_counted() -> None:
    """A result where there should be none is not so many times too much."""
    with pytest.raises(Refuted) as caught:
        Check(refuses_a_mismatch, lambda x, _: x, "float64").run()
    second_line = str(caught.value).splitlines()[1]
    assert second_line == "  observed a result of shape (1, 1), expected an error"


def test_a_function_of_a_target_is_had_again_by_opening_that() -> None:
    """The lines run as pasted too, and the story names the target."""
    bound = Check(
        sums_to_one, twice_too_much, "float64", "tests.checking.test_counterexample:numpy_like"
    )
    with pytest.raises(Refuted, match="is refuted for tests") as caught:
        bound.run()
    assert caught.value.reproduction == (
        "from numpy import *\n"
        "from mnist_nn.specification.catalogue import law_named\n"
        "from mnist_nn.targets.target import opened\n"
        "with opened('tests.checking.test_counterexample:numpy_like') as implementation:\n"
        '    softmax = implementation.functions["softmax"]\n'
        '    print(law_named("softmax.sums_to_one").at(softmax, array([[0.]], dtype=float64)))'
    )
    printed = StringIO()
    with redirect_stdout(printed):
        exec(caught.value.reproduction, {})  # noqa: S102 - that it runs is the claim
    assert printed.getvalue() == f"{caught.value.claim}\n"


def test_a_law_about_other_weights_is_had_again_with_them() -> None:
    """The file that was named stands in the lines."""
    law = replace(sums_to_one, weights="mine.npz")
    with pytest.raises(Refuted) as caught:
        Check(law, twice_too_much, "float64").run()
    assert 'law_named("softmax.sums_to_one", "mine.npz").at(' in caught.value.reproduction


def divides_by_zero(x: np.ndarray[Any, Any]) -> object:
    """Raise an error."""
    return 1 // len(x[:0])


def crash(function: Implemented) -> Crashed:
    """Return how a function crashes."""
    with pytest.raises(Crashed) as caught:
        Check(sums_to_one, function, "float64").run()
    return caught.value


def test_a_crash_shows_where_the_function_failed_and_for_which_input() -> None:
    """The frames of the laws that called it say nothing, and are left out."""
    story = str(crash(divides_by_zero))
    assert (
        "softmax.sums_to_one[float64] crashed in tests.checking.test_counterexample.divides"
        in story
    )
    assert "return 1 // len(x[:0])" in story
    assert "ZeroDivisionError" in story
    told, _, _ = story.partition("reproduce it with")
    assert "mnist_nn" not in told.replace(str(ROOT), "")  # a clone may have that name
    assert "\n  for x = array([[0.]], dtype=float64)\n" in story


def test_a_program_that_broke_is_told_in_its_own_words() -> None:
    """There is no traceback of it."""

    def broken(_: object) -> object:
        raise Failure("it died of SIGSEGV")

    assert str(crash(broken)).splitlines()[1] == "  it died of SIGSEGV"


def test_a_function_that_exits_has_crashed() -> None:
    """It does not end the run."""

    def leaves(_: object) -> object:
        raise SystemExit(3)

    assert "SystemExit: 3" in str(crash(leaves))


def test_the_counterexample_is_the_input_before_the_call() -> None:
    """Whatever the function does to it."""

    def scratches(x: np.ndarray[Any, Any]) -> object:
        x[...] = 7
        return x

    assert refutation(scratches).counterexample == "x = array([[0.]], dtype=float64)"


@pytest.mark.parametrize(
    "function",
    [lambda x: 0 * x, functools.partial(np.full_like, fill_value=2.0)],
    ids=["lambda", "partial"],
)
def test_a_function_that_cannot_be_imported_is_left_for_the_reader_to_name(
    function: Implemented,
) -> None:
    """Nothing can be said of where it is to be found."""
    assert "\nsoftmax = ...  # your function\n" in refutation(function).reproduction
