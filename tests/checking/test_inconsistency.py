"""A function with two answers to one input is refuted in one line, with both of them."""

from __future__ import annotations

import asyncio
from itertools import count
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import strategies as st

from mnist_nn.checking._inconsistency import Inconsistent
from mnist_nn.checking._randomness import Stream
from mnist_nn.checking._trials import Trials
from mnist_nn.checking.check import Check, Exhausted
from mnist_nn.checking.counterexample import Crashed, Refuted
from mnist_nn.checking.deviations import Deviation
from mnist_nn.checking.judgement import judge
from mnist_nn.checking.verdict import Status, conforms
from mnist_nn.checking.verify import checks
from mnist_nn.mutants.catalogue import MUTANTS
from mnist_nn.specification.catalogue import law_named
from mnist_nn.specification.claim import Claim, within
from mnist_nn.specification.law import law
from mnist_nn.targets.implementation import Implementation
from mnist_nn.testing import params
from tests.specification.records import F

if TYPE_CHECKING:
    from collections.abc import Callable

    from hypothesis.strategies import SearchStrategy

    from mnist_nn.specification.function import Implemented
    from mnist_nn.specification.law import Law

Array = np.ndarray[Any, Any]


def law_of(domain: Callable[[np.dtype[Any]], SearchStrategy[Any]]) -> Law:
    """Return a law of f with inputs of a domain."""

    def is_the_identity(f: Implemented, x: Array) -> Claim:
        """f(x) = x."""
        return within(f(x), x, 0)

    return law(F, domain, dtypes=("float64",))(is_the_identity)


def numbers(dtype: np.dtype[Any]) -> SearchStrategy[Array]:
    """Draw integers as arrays of no dimension."""
    return st.integers(0, 10_000).map(lambda n: np.array(n, dtype))


IDENTITY = law_of(numbers)


def racing(answer: Callable[[Array], Any]) -> Callable[[Array], Any]:
    """Return a function that is right but for its seventh call, where it is something else."""
    calls = count(1)
    return lambda x: answer(x) if next(calls) == 7 else x


def broken(_: Array) -> Any:
    """Answer nothing."""
    raise ZeroDivisionError


def test_different_answers_are_told_in_one_line_with_both_of_them() -> None:
    """Whatever Hypothesis says of such functions, it says for its own users."""
    with pytest.raises(Inconsistent) as found:
        Check(IDENTITY, racing(lambda x: x + 1), "float64", "it.py").run()
    verdict, statement, once, and_once, *_ = str(found.value).splitlines()
    assert verdict == (
        "f.is_the_identity[float64] is refuted for it.py: "
        "different answers for the same input: a race, or memory that was not written?"
    )
    x = float(found.value.counterexample.removeprefix("x = array(").partition(",")[0])
    assert statement == "  f(x) = x."
    assert once == f"  once: observed {x + 1}, expected {x} within 0"
    assert and_once == f"  and once: observed {x}, expected {x} within 0, where the law held"


def test_different_answers_are_shown_again_by_many_calls() -> None:
    """One call would be right, in most cases."""
    with pytest.raises(Inconsistent) as found:
        Check(IDENTITY, racing(np.negative), "float64").run()
    last = found.value.reproduction.splitlines()[-1]
    assert last.startswith('print({law_named("f.is_the_identity").at(f, array(')
    assert last.endswith(" for _ in range(1000)})")


def test_what_depends_on_the_calls_before_for_memory_is_shared_is_told_so() -> None:
    """It is no race."""
    (wrong,) = (m for m in MUTANTS if str(m) == "affine.returns_the_same_array_again")
    check = Check(law_named("affine.shares_no_memory"), wrong, "float32")
    verdict = judge(check, examples=6).verdict
    message = str(verdict.message)
    assert verdict.cause == "memory shared"
    assert message.partition("\n")[0].endswith("nor what is written to f(x) the next one.")
    assert "once NaN was written to the result: observed nan" in message
    assert "\n  but not in every call: " in message


@pytest.mark.parametrize("answer", [np.negative, broken])
def test_different_answers_are_a_refutation(answer: Callable[[Array], Any]) -> None:
    """Two answers cannot both be right: the run fails, and so does the test of pytest."""
    it = Implementation("it", "1", {"f": racing(answer)})
    (check,) = checks(it, [IDENTITY])
    verdict = judge(check).verdict
    assert verdict.status == Status.REFUTED
    assert verdict.message
    assert "different answers for the same input" in verdict.message
    assert not conforms([verdict])
    (param,) = params(Implementation("it", "1", {"f": racing(answer)}), [IDENTITY])
    (check,) = param.values  # type: ignore[assignment] # pytest types them as objects
    with pytest.raises(Inconsistent):
        check.run()


def test_an_answer_that_is_mostly_wrong_is_inconsistent_too() -> None:
    """Hypothesis sees it fail in the end, and thinks no more of it that it held before."""
    calls = count(1)
    known = Deviation("f.is_the_identity", "float64", "why", "https://x", "1", {"x": np.zeros(())})
    with pytest.raises(Inconsistent):
        Check(IDENTITY, lambda x: x + (next(calls) > 1), "float64", "", known).run()


def test_different_failures_are_different_answers() -> None:
    """Of which the earlier is told first."""
    answers = iter([1.0])  # and then none
    trials = Trials(Check(IDENTITY, lambda _: next(answers), "float64")._claim, Stream(""))  # noqa: SLF001 - it is what a search calls
    for kind in (Refuted, Crashed):
        with pytest.raises(kind):
            trials.claim((np.zeros(()),))
    pair = trials.contradiction()
    assert pair
    assert [trial.ratio for trial in pair] == [np.inf, None]


def test_a_crash_in_other_words_contradicts_nothing() -> None:
    """They may hold an address, or the time."""
    calls = count()

    def crash(_: Array) -> Any:
        raise ValueError(next(calls))

    with pytest.raises(Crashed):
        Check(IDENTITY, crash, "float64").run()


def test_the_same_answers_contradict_nothing() -> None:
    """Right or wrong, nor do the answers to different inputs."""
    trials = Trials(Check(IDENTITY, np.negative, "float64")._claim, Stream(""))  # noqa: SLF001 - it is what a search calls
    for x in (0.0, 0.0, 1.0, 1.0):
        try:
            trials.claim((np.array(x),))
        except Refuted:
            assert x == 1
    assert trials.contradiction() is None


def test_a_domain_without_inputs_proves_nothing() -> None:
    """Hypothesis calls it unsatisfiable."""
    with pytest.raises(Exhausted, match=r"only 0 of 25 examples could be drawn"):
        Check(law_of(lambda _: st.nothing()), lambda x: x, "float64").run()


def unsteady() -> Law:
    """Return a law whose domain draws something else each time."""
    draws = count()

    def domain(dtype: np.dtype[Any]) -> SearchStrategy[Array]:
        """Draw a number of a range that changes."""
        ranges = st.builds(lambda: next(draws))
        return ranges.flatmap(lambda n: st.integers(n, n + 5)).map(lambda n: np.array(n, dtype))

    return law_of(domain)


def test_a_domain_that_contradicts_itself_proves_nothing() -> None:
    """That is our fault, and no function has an inconsistent answer."""
    with pytest.raises(Exhausted, match=r"examples could be drawn: ."):
        Check(unsteady(), lambda x: x, "float64").run()


def test_a_refutation_stands_even_if_the_domain_contradicts_itself() -> None:
    """Its input is one at which the law does not hold."""
    with pytest.raises(Refuted):
        Check(unsteady(), lambda x: x + 1, "float64").run()


def test_what_is_no_exception_is_a_crash_nevertheless() -> None:
    """Only Ctrl-C ends the run."""

    def cancelled(_: Array) -> Any:
        raise asyncio.CancelledError

    with pytest.raises(Crashed, match="CancelledError"):
        Check(IDENTITY, cancelled, "float64").run()

    def interrupted(_: Array) -> Any:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Check(IDENTITY, interrupted, "float64").run()


@pytest.mark.unmeasured
@pytest.mark.parametrize("answer", [np.negative, broken])
@pytest.mark.parametrize("fault", [1, 2, 50, 100, 101, 113])
def test_one_wrong_answer_is_never_lost(fault: int, answer: Callable[[Array], Any]) -> None:
    """Whichever of all the calls it is: the first, the last that is new, or one asked again."""
    calls = count(1)
    with pytest.raises(Inconsistent):
        Check(IDENTITY, lambda x: answer(x + 1) if next(calls) == fault else x, "float64").run(100)


def test_one_input_in_eight_is_asked_again() -> None:
    """When all others were: the first, the ninth, and so on."""
    asked: list[float] = []

    def f(x: Array) -> Array:
        asked.append(float(x))
        return x

    assert Check(IDENTITY, f, "float64").run(100).examples == 100
    assert asked[100:] == asked[:100:8]


def test_an_answer_that_is_another_later_is_told_with_the_earlier_one() -> None:
    """Such as when a function has learned something in between, or memory has run out."""
    calls = count(1)
    with pytest.raises(Inconsistent) as found:
        Check(IDENTITY, lambda x: x + (next(calls) > 100), "float64").run(100)
    _, _, once, and_once, *_ = str(found.value).splitlines()
    assert once.startswith("  once: observed ")
    assert and_once.endswith(", where the law held")
