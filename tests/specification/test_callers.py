"""What a function does with its caller's memory is seen, and nothing is blamed that may be done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from mnist_nn import affine, relu, softmax
from mnist_nn.checking.check import Check
from mnist_nn.checking.counterexample import Crashed, Refuted
from mnist_nn.checking.judgement import judge
from mnist_nn.checking.verdict import Status
from mnist_nn.checking.verify import checks
from mnist_nn.mutants.catalogue import MUTANTS, UNSTEADY
from mnist_nn.specification import at_once
from mnist_nn.specification.catalogue import CATALOGUE, SPECIFICATION, law_named
from mnist_nn.specification.clause import clause
from mnist_nn.specification.function import Function
from mnist_nn.specification.inputs.changes import CHANGES
from mnist_nn.specification.inputs.numbers import zeros
from mnist_nn.specification.law import Level
from mnist_nn.specification.truth import true_identity
from mnist_nn.targets.implementation import Implementation
from mnist_nn.targets.reference import REFERENCE

if TYPE_CHECKING:
    from mnist_nn.mutants.mutant import Mutant
    from mnist_nn.specification.claim import Claim
    from mnist_nn.specification.function import Implemented

Array = np.ndarray[Any, Any]

X = np.array([[0.25, -1.0, 2.0], [0.0, 3.0, 1.0]], np.float32)
OTHERS = {"W": np.array([[1, 2], [0.5, -1], [3, 0]], np.float32), "b": np.ones(2, np.float32)}


def mutant_of(function: str, name: str) -> Mutant:
    """Return a mutant by its names."""
    return next(m for m in (*MUTANTS, *UNSTEADY) if str(m) == f"{function}.{name}")


def claim(law: str, f: Implemented, *more: Any) -> Claim:
    """Return what a law claims of a function at X, and what else there is."""
    about = law_named(law)
    arrays = [OTHERS[name] for name in about.specified.arguments[1:]]
    return about.at(f, X, *arrays, *more)


@pytest.mark.parametrize("change", [c for c in CHANGES if c != "none"])
def test_a_result_that_is_remembered_by_its_address_is_seen(change: str) -> None:
    """Whichever numbers are new."""
    wrong = mutant_of("softmax", "remembers_results_by_address")
    assert not claim("softmax.reads_its_memory_anew", wrong, (change,)).holds
    assert claim("softmax.reads_its_memory_anew", softmax, (change,)).holds


def test_a_result_that_is_remembered_by_its_first_number_is_seen() -> None:
    """When that number stays, and others do not."""
    wrong = mutant_of("relu", "remembers_results_by_first_numbers")
    assert not claim("relu.reads_its_memory_anew", wrong, ("all but the first",)).holds
    assert claim("relu.reads_its_memory_anew", wrong, ("all",)).holds


def test_each_argument_has_memory_of_its_own() -> None:
    """Weights that were packed once are not those of today."""
    wrong = mutant_of("affine", "remembers_what_was_at_its_address_of_W")
    assert claim("affine.reads_its_memory_anew", wrong, ("all", "none", "all")).holds
    assert not claim("affine.reads_its_memory_anew", wrong, ("none", "the last", "none")).holds
    assert claim("affine.reads_its_memory_anew", affine, ("all", "in reverse", "all")).holds


def test_an_array_that_is_given_twice_is_seen() -> None:
    """What the caller wrote to it is no result."""
    wrong = mutant_of("softmax", "returns_the_same_array_again")
    told = claim("softmax.shares_no_memory", wrong)
    assert told.story.startswith("once NaN was written to the result: observed nan, expected 0.")


def test_a_result_in_the_memory_of_the_input_is_seen() -> None:
    """It changes with the input."""
    wrong = mutant_of("relu", "returns_the_memory_of_its_input")
    assert "once NaN was written to x, expected" in claim("relu.shares_no_memory", wrong).story


def test_a_result_that_cannot_be_written_to_is_left_alone() -> None:
    """Such as an array of JAX."""

    def read_only(x: Array) -> Array:
        y: Array = relu(x)
        y.flags.writeable = False
        return y

    assert claim("relu.shares_no_memory", read_only).holds


def test_identity_may_return_its_argument() -> None:
    """It is all the numbers that are due."""
    for law in CATALOGUE:
        if law.function == "identity":
            assert Check(law, lambda x: x, law.dtypes[0]).run(5).examples


def test_another_rounding_the_second_time_is_seen_by_an_advisory_law() -> None:
    """And by no required one."""
    wrong = mutant_of("softmax", "rounds_down_in_turn")
    law = law_named("softmax.answers_the_same_twice")
    assert law.level == Level.ADVISORY
    assert "the second time, expected" in law.at(wrong, X).story
    assert claim("softmax.is_the_true_softmax", wrong).holds


@pytest.mark.parametrize("name", ["shares_its_scratch", "shares_its_result"])
def test_memory_that_two_threads_share_is_seen(name: str) -> None:
    """One thread gets what is due to the other."""
    check = Check(
        law_named("sigmoid.answers_two_threads_at_once"), mutant_of("sigmoid", name), "float32"
    )
    assert judge(check).verdict.status == Status.REFUTED


def test_an_error_in_a_thread_is_a_crash() -> None:
    """As anywhere else."""
    calls: list[object] = []

    def fails(x: Array) -> Array:
        calls.append(x)
        return relu(x) if len(calls) < 4 else x[1 // 0]

    with pytest.raises(Crashed, match="ZeroDivisionError"):
        Check(law_named("relu.answers_two_threads_at_once"), fails, "float32").run()


def test_a_wrong_answer_in_a_thread_is_a_refutation() -> None:
    """The guard stands before each."""
    calls: list[object] = []

    def forgets(x: Array) -> Array | None:
        calls.append(x)
        return relu(x) if len(calls) < 4 else None

    with pytest.raises(Refuted, match="observed None, expected an array"):
        Check(law_named("relu.answers_two_threads_at_once"), forgets, "float32").run()


def test_threads_that_hang_are_a_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    """The run goes on to the next law."""
    monkeypatch.setattr(at_once, "PATIENCE", 0.0)
    check = Check(law_named("relu.answers_two_threads_at_once"), relu, "float32")
    verdict = judge(check).verdict
    assert verdict.status == Status.CRASHED
    assert "no answer within 0 s to 2 threads at once" in (verdict.message or "")


def test_what_is_not_for_threads_is_not_asked_by_two() -> None:
    """Such as a program, which answers one line after the other."""
    (law,) = (law for law in CATALOGUE if law.threads and law.function == "relu")
    one = Implementation("one", "1", {"relu": relu}, threads=False)
    assert [judge(check).verdict.status for check in checks(one, [law])] == [Status.NOT_OFFERED]
    assert checks(REFERENCE, [law])[0].function is not None


@pytest.mark.parametrize("function", SPECIFICATION.functions.values(), ids=str)
def test_laws_of_memory_and_threads_are_tried_in_one_format(function: Function) -> None:
    """What the numbers are does not matter: it is float32, where there is that."""
    about = [law for law in CATALOGUE if law.specified is function and law.threads]
    assert [law.dtypes for law in about] == [("float32",)]


def test_a_function_without_float32_is_tried_in_another_format() -> None:
    """The first of its own."""

    @clause(lambda _: zeros, of_one_format=True)
    def holds(*_: Any) -> Any:
        """Hold."""

    double = Function("double", formula="", truth=true_identity, dtypes=("float64",))
    assert holds.law_of(double).dtypes == ("float64",)
