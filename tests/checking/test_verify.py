"""Verdicts: whatever a function does, each law says one thing of it; nothing passes by default."""

from __future__ import annotations

import re
from dataclasses import replace
from textwrap import indent
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import strategies as st

from mnist_nn.checking.check import Check
from mnist_nn.checking.deviations import Deviation
from mnist_nn.checking.judgement import judge
from mnist_nn.checking.verdict import Status, Verdict, conforms
from mnist_nn.checking.verify import checks, verify
from mnist_nn.specification.claim import Claim, within
from mnist_nn.specification.failure import Hang
from mnist_nn.specification.law import Level, law
from mnist_nn.targets.implementation import Implementation
from tests.specification.records import F

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from mnist_nn.specification.function import Implemented
    from mnist_nn.specification.law import Law


def numbers(dtype: np.dtype[Any]) -> SearchStrategy[Any]:
    """Draw integers from 0 to 10,000 as an array of no dimension."""
    return st.integers(0, 10_000).map(lambda n: np.array(n, dtype))


@law(F, numbers, dtypes=("float64",))
def is_the_identity(f: Implemented, x: np.ndarray[Any, Any]) -> Claim:
    """f(x) = x."""
    return within(f(x), x, 0)


@law(F, lambda dtype: st.just(np.zeros((), dtype)), dtypes=("float64",))
def has_one_input(f: Implemented, x: np.ndarray[Any, Any]) -> Claim:
    """f(0) = 0."""
    return within(f(x), x, 0)


def hidden(dtype: np.dtype[Any]) -> SearchStrategy[Any]:
    """Draw multiples of 10,007, which a filter finds too seldom."""
    three = st.tuples(*[st.integers(0, 10**6)] * 3).map(sum)
    return three.filter(lambda n: n % 10_007 == 0).map(lambda n: np.array(n, dtype))


@law(F, hidden, dtypes=("float64",))
def hardly_has_inputs(f: Implemented, x: np.ndarray[Any, Any]) -> Claim:
    """f(x) = x, where x is a multiple of 10,007."""
    return within(f(x), x, 0)


def verdict_on(function: Implemented | None, law: Law = is_the_identity, **options: int) -> Verdict:
    """Return the only verdict on an implementation of f, or on one that has no f."""
    functions = {} if function is None else {"f": function}
    (check,) = checks(Implementation("it", "1", functions), [law])
    return judge(check, **options).verdict


def given(level: Level, status: Status) -> Verdict:
    """Return a verdict of one level and status."""
    return Verdict("f.holds", "f", "float64", level, status)


def test_a_law_that_holds_on_every_example_has_held() -> None:
    """The verdict counts the examples, and keeps the worst error."""
    verdict = verdict_on(lambda x: x, examples=50)
    assert (verdict.status, verdict.examples, verdict.worst) == (Status.HELD, 50, 0.0)


def test_a_law_that_fails_is_refuted_with_its_counterexample() -> None:
    """The smallest input, and the story."""
    verdict = verdict_on(lambda x: x + 1)
    assert verdict.status == Status.REFUTED
    assert verdict.counterexample == "x = array(0., dtype=float64)"
    assert verdict.message
    assert "observed 1.0, expected 0.0" in verdict.message
    assert verdict.reproduce
    assert indent(verdict.reproduce, "    ") in verdict.message


def test_a_function_that_raises_has_crashed_with_its_traceback() -> None:
    """The message says what was raised, and where."""
    verdict = verdict_on(lambda _: 1 // 0)
    assert verdict.status == Status.CRASHED
    assert verdict.message
    assert "ZeroDivisionError" in verdict.message
    assert verdict.counterexample == "x = array(0., dtype=float64)"


def test_a_function_that_hangs_has_crashed_with_the_input() -> None:
    """The run goes on."""

    def hangs(_: object) -> object:
        raise Hang("no answer within 10 s")

    verdict = verdict_on(hangs)
    assert verdict.status == Status.CRASHED
    assert verdict.counterexample == "x = array(0., dtype=float64)"
    assert verdict.message
    assert "no answer within 10 s" in verdict.message


def test_a_function_that_is_missing_is_not_offered() -> None:
    """Nothing ran, and the verdict says so."""
    verdict = verdict_on(None)
    assert (verdict.status, verdict.examples) == (Status.NOT_OFFERED, 0)


def test_a_law_that_holds_on_every_input_that_there_is_is_proved() -> None:
    """A law with one possible input is checked on one, whatever was asked."""
    verdict = verdict_on(lambda x: x, has_one_input, examples=10)
    assert (verdict.status, verdict.examples, verdict.message) == (Status.PROVED, 1, None)


def test_fewer_examples_than_asked_have_not_held() -> None:
    """There are many possible inputs, but a filter hides them."""
    verdict = verdict_on(lambda x: x, hardly_has_inputs, examples=10)
    assert verdict.status == Status.CRASHED
    assert verdict.message
    expected = r"f.hardly_has_inputs\[float64\]: only \d of 10 examples could be drawn"
    assert re.fullmatch(expected, verdict.message)


def test_a_function_that_is_offered_at_other_dtypes_is_not_offered_at_this_one() -> None:
    """An implementation says at which dtypes it has a function."""
    it = Implementation("it", "1", {"f": lambda x: x}, {"f": ["float32"]})
    (verdict,) = verify(it, [is_the_identity])
    assert verdict.status == Status.NOT_OFFERED
    (check,) = checks(it, [is_the_identity])
    with pytest.raises(
        ValueError, match=r"no implementation is offered for f.is_the_identity\[float64\]"
    ):
        check.run()


KNOWN = Deviation(
    law="f.is_the_identity",
    dtype="float64",
    reason="It adds one to 777.",
    link="https://example.org",
    seen="it 1",
    counterexample={"x": np.array(777.0)},
)


def known(function: Implemented) -> Verdict:
    """Return the verdict on a function of which a deviation is known."""
    (verdict,) = verify(
        Implementation("it", "1", {"f": function}), [is_the_identity], deviations=[KNOWN]
    )
    return verdict


def test_a_known_deviation_is_tried_first_and_does_not_count() -> None:
    """No search would find the one number."""
    verdict = known(lambda x: x + (x == 777))
    assert verdict.status == Status.REFUTED
    assert verdict.counterexample == "x = array(777., dtype=float64)"
    assert verdict.deviation == "It adds one to 777."
    assert not verdict.fails


def test_a_known_deviation_that_is_none_any_more_fails() -> None:
    """What is known must be true."""
    verdict = known(lambda x: x)
    assert verdict.status == Status.HELD
    assert verdict.fails
    assert verdict.message == (
        "f.is_the_identity[float64] holds now, though it is known not to: It adds one to 777."
    )
    assert not conforms([verdict, given(Level.REQUIRED, Status.HELD)])


def test_a_known_deviation_that_is_proved_to_be_none_fails() -> None:
    """No less than where the law held on some inputs."""
    deviation = replace(KNOWN, law="f.has_one_input")
    verdict = judge(Check(has_one_input, lambda x: x, "float64", deviation=deviation)).verdict
    assert (verdict.status, verdict.fails) == (Status.PROVED, True)


def test_an_implementation_conforms_but_for_what_is_known() -> None:
    """As long as something else held."""
    verdict = known(lambda x: x + 1)
    assert conforms([verdict, given(Level.REQUIRED, Status.HELD)])
    assert not conforms([verdict])


def test_no_examples_are_refused() -> None:
    """A check of nothing would hold of everything."""
    with pytest.raises(ValueError, match="at least one example is needed, not 0"):
        verdict_on(lambda x: x, examples=0)
    with pytest.raises(ValueError, match="at least one example is needed, not 0"):
        Check(is_the_identity, lambda x: x, "float64").run(0)


def test_the_same_seed_gives_the_same_verdict() -> None:
    """The counterexample included."""
    wrong_above_99 = [
        verdict_on(lambda x: np.where(x > 99, 0, x), seed=7).counterexample for _ in range(2)
    ]
    assert wrong_above_99 == ["x = array(100., dtype=float64)"] * 2


def test_an_implementation_conforms_when_every_required_law_held() -> None:
    """An advisory refutation is reported, never failed."""
    assert conforms([given(Level.REQUIRED, Status.HELD), given(Level.ADVISORY, Status.REFUTED)])


def test_an_implementation_conforms_when_every_required_law_is_proved() -> None:
    """Nothing needs to have held on some inputs alone."""
    assert conforms([given(Level.REQUIRED, Status.PROVED)])


@pytest.mark.parametrize("status", [Status.REFUTED, Status.CRASHED])
def test_one_required_law_that_did_not_hold_is_enough_not_to_conform(status: Status) -> None:
    """Refuted or crashed, among others that held."""
    assert not conforms([given(Level.REQUIRED, Status.HELD), given(Level.REQUIRED, status)])


@pytest.mark.parametrize(
    "verdicts",
    [
        [],
        [given(Level.REQUIRED, Status.NOT_OFFERED)],
        [given(Level.ADVISORY, Status.HELD)],
    ],
    ids=["no laws", "nothing offered", "advisory laws alone"],
)
def test_nothing_checked_does_not_conform(verdicts: list[Verdict]) -> None:
    """Success must not look like silence."""
    assert not conforms(verdicts)
