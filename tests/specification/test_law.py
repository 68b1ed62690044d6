"""A law bound to a function is searched, and tells the whole story when it fails."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import strategies as st

from mnist_nn import softmax
from mnist_nn.checking.check import Check, Exhausted
from mnist_nn.checking.counterexample import Crashed, Refuted
from mnist_nn.checking.deviations import Deviation
from mnist_nn.specification.claim import Claim, between, within
from mnist_nn.specification.failure import Hang
from mnist_nn.specification.law import Level, law
from mnist_nn.specification.softmax import sums_to_one
from tests.specification.records import F

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from mnist_nn.specification.function import Implemented


def numbers(dtype: np.dtype[Any]) -> SearchStrategy[Any]:
    """Draw one integer from 0 to 1000 as an array of no dimension."""
    return st.integers(0, 1000).map(lambda n: np.array(n, dtype))


def pairs(dtype: np.dtype[Any]) -> SearchStrategy[tuple[Any, Any]]:
    """Draw two such integers."""
    return st.tuples(numbers(dtype), numbers(dtype))


@law(F, numbers)
def is_below_500(f: Implemented, x: np.ndarray[Any, Any]) -> Claim:
    """f(x) < 500.

    Source: this test.
    """
    return between(0, f(x), 499)


@law(F, pairs, level=Level.ADVISORY, dtypes=("float64",))
def is_additive(f: Implemented, x: np.ndarray[Any, Any], y: np.ndarray[Any, Any]) -> Claim:
    """f(x + y) = f(x) + f(y)."""
    return within(f(x + y), f(x) + f(y), 0)


def known_at(x: np.ndarray[Any, Any]) -> Deviation:
    """Return a known deviation with a counterexample."""
    return Deviation("f.is_below_500", "float64", "why", "https://example.org", "1", {"x": x})


def test_a_law_is_named_after_its_function_and_states_itself() -> None:
    """The first line of the docstring is the statement, the rest its source."""
    assert str(is_below_500) == "f.is_below_500"
    assert is_below_500.statement == "f(x) < 500."
    assert is_below_500.level == Level.REQUIRED


def test_a_law_names_its_inputs() -> None:
    """The inputs are the arguments after the function."""
    assert is_additive.inputs == ("x", "y")


def test_a_law_without_a_statement_is_no_law() -> None:
    """A docstring is asked for at once, not when the law fails."""

    def silent(f: Implemented, x: object) -> Claim:
        return between(0, f(x), 1)

    with pytest.raises(ValueError, match=r"law f\.silent: its docstring must state it"):
        law(F, numbers)(silent)


def test_a_law_that_holds_tells_how_many_examples_ran_and_how_near_it_came() -> None:
    """The worst ratio of error to allowed error is kept."""

    @law(F, numbers)
    def is_near_zero(f: Implemented, x: np.ndarray[Any, Any]) -> Claim:
        """|f(x)| <= 2000."""
        return within(f(x), 0, 2000)

    evidence = Check(is_near_zero, lambda x: x, "float64").run(examples=200)
    assert evidence.examples == 200
    assert 0 < evidence.worst <= 0.5


def test_a_law_of_several_inputs_shrinks_each() -> None:
    """The counterexample names every input."""
    with pytest.raises(Refuted) as caught:
        Check(is_additive, lambda x: x + 1, "float64").run()
    expected = "x = array(0., dtype=float64), y = array(0., dtype=float64)"
    assert caught.value.counterexample == expected


def test_what_a_function_raises_is_the_cause_of_a_crash() -> None:
    """A crash is not a refutation."""
    with pytest.raises(Crashed) as caught:
        Check(is_below_500, lambda _: 1 // 0, "float64").run()
    assert isinstance(caught.value.__cause__, ZeroDivisionError)


def test_a_hang_ends_the_search_at_once() -> None:
    """The input is told, but not shrunk: that would take one hang after the other."""
    calls = 0

    def hangs(_: np.ndarray[Any, Any]) -> object:
        nonlocal calls
        calls += 1
        raise Hang("no answer within 10 s")

    with pytest.raises(Hang, match="no answer within 10 s") as caught:
        Check(is_below_500, hangs, "float64").run()
    assert calls == 1
    assert isinstance(caught.value.__cause__, Crashed)


def test_an_input_that_comes_first_is_tried_first() -> None:
    """A known counterexample needs no search."""
    with pytest.raises(Refuted) as caught:
        Check(is_below_500, lambda x: x, "float64", "", known_at(np.array(777.0))).run()
    assert caught.value.counterexample == "x = array(777., dtype=float64)"


def test_a_wrong_answer_refutes_every_law() -> None:
    """Whatever the law would have done with it."""
    claim = sums_to_one.at(lambda x: x.sum(axis=-1), np.zeros((2, 3)))
    assert not claim.holds
    assert claim.story == (
        "observed an array of float64 of shape (2,), "
        "expected an array of real numbers of shape (2, 3)"
    )


def test_a_warning_is_no_verdict() -> None:
    """The function is judged by what it returns, whether warnings are errors or not."""

    def warned(x: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        warnings.warn("it works all the same", stacklevel=1)
        return 0 * x

    assert Check(is_below_500, warned, "float64").run(examples=10).examples == 10


def within_2000_on(numbers: SearchStrategy[int]) -> Check:
    """Return a check of the identity on integers, of which none is larger than 2000."""

    @law(F, lambda dtype: numbers.map(lambda n: np.array(n, dtype)))
    def is_near_zero(f: Implemented, x: np.ndarray[Any, Any]) -> Claim:
        """|f(x)| <= 2000."""
        return within(f(x), 0, 2000)

    return Check(is_near_zero, lambda x: x, "float64")


@pytest.mark.parametrize(
    ("numbers", "size"),
    [
        (st.just(7), 1),
        (st.integers(0, 29), 30),
        (st.integers(0, 29).filter(lambda n: n % 2 == 0), 15),
        (st.sampled_from([1, 2]) | st.just(3), 3),
    ],
    ids=["one", "thirty", "those that pass a filter", "of two kinds"],
)
def test_a_domain_that_was_tried_whole_is_told_as_such(
    numbers: SearchStrategy[int], size: int
) -> None:
    """However many more were asked for. Hypothesis says why it stopped, in words of its own."""
    check = within_2000_on(numbers)
    assert check.run(examples=1000).whole
    assert len({float(x) for (x,) in check.draw(1000, 0)}) == size


def test_a_domain_that_has_more_was_not_tried_whole() -> None:
    """Thirty numbers, of which twenty were asked for."""
    evidence = within_2000_on(st.integers(0, 29)).run(examples=20)
    assert (evidence.examples, evidence.whole) == (20, False)


@pytest.mark.unmeasured
def test_a_domain_of_which_nearly_nothing_can_be_drawn_is_no_proof() -> None:
    """A filter lets one of ten thousand pass: others are there, and were not found."""
    three = st.tuples(*[st.integers(0, 10**6)] * 3).map(sum)
    check = within_2000_on(three.filter(lambda n: n % 10_007 == 0).map(lambda _: 0))
    with pytest.raises(Exhausted, match=r"f.is_near_zero\[float64\]: only \d of 10 examples could"):
        check.run(examples=10)


def test_an_input_that_cannot_be_written_to_is_given_as_it_is() -> None:
    """Nothing can have changed it."""
    x = np.array(3.0)
    x.flags.writeable = False
    assert Check(is_below_500, lambda x: x, "float64", "", known_at(x)).run(1).examples == 1


def test_the_seed_decides_which_inputs_are_tried() -> None:
    """The same seed tries the same inputs, another seed others."""

    def tried(seed: int) -> list[float]:
        seen: list[float] = []

        def remember(x: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
            seen.append(float(x))
            return 0 * x

        Check(is_below_500, remember, "float64").run(50, seed)
        return seen

    assert tried(1) == tried(1)
    assert tried(1) != tried(2)


def test_the_dtype_of_a_check_is_that_of_the_inputs() -> None:
    """A check is named after it too."""
    check = Check(is_below_500, softmax, "float16")
    assert str(check) == "f.is_below_500[float16]"
