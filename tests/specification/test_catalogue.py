"""The catalogue: wrong code breaks a law, other right code none, and no law is a decoration."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import wraps
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from mnist_nn.checking.check import Check
from mnist_nn.checking.refutations import ROUNDS, refutations
from mnist_nn.checking.sample import Sample
from mnist_nn.formats import FORMATS
from mnist_nn.mutants.catalogue import MUTANTS, UNSTEADY
from mnist_nn.mutants.trivial import trivial_mutants
from mnist_nn.specification.catalogue import CATALOGUE, SPECIFICATION
from mnist_nn.specification.law import Level
from mnist_nn.targets.reference import REFERENCE
from tests.specification.variants import VARIANTS, widened

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _pytest.mark import ParameterSet

    from mnist_nn.specification.claim import Claim
    from mnist_nn.specification.function import Implemented
    from mnist_nn.specification.law import Law

ADVISORY = [law for law in CATALOGUE if law.level == Level.ADVISORY]
REQUIRED = [law for law in CATALOGUE if law.level == Level.REQUIRED]
OBVIOUS = {str(m) for f in SPECIFICATION.functions.values() for m in trivial_mutants(f)}
LESS_OBVIOUS = [mutant for mutant in MUTANTS if str(mutant) not in OBVIOUS]


def samples(laws: Iterable[Law], seed: int) -> list[Sample]:
    """Return what a run tries of some laws, at each of their dtypes."""
    return [Sample(Check(law, None, dtype), seed=seed) for law in laws for dtype in law.dtypes]


def escaped(function: str, seed: int) -> list[str]:
    """Return the mutants of a function that no required law refutes in a run from a seed."""
    mutants = [mutant for mutant in MUTANTS if mutant.function == function]
    laws = [law for law in REQUIRED if law.function == function]
    refuted = refutations(mutants, samples(laws, seed))
    return [str(mutant) for mutant in mutants if mutant not in refuted]


def of_all(law: Law, functions: Iterable[Implemented]) -> Law:
    """Return the law about several functions at once: the worst claim speaks for all."""

    @wraps(law.claim)
    def worst(_: Implemented, *inputs: Any) -> Claim:
        named = {f.__name__: law.claim(widened(f), *inputs) for f in functions}
        name, claim = max(named.items(), key=lambda item: item[1].ratio)
        return replace(claim, story=f"{name}: {claim.story}")

    return replace(law, claim=worst)


# It comes first: what it draws is measured, and then drawn for what is not.
@pytest.mark.parametrize("law", CATALOGUE, ids=str)
def test_a_law_refutes_some_wrong_code(law: Law) -> None:
    """A law that nothing breaks, or nothing but zeros, a constant and a copy, is a decoration."""
    mutants = [m for m in (*LESS_OBVIOUS, *UNSTEADY) if m.function == law.function]
    tried = samples([law], 0)
    at_once = any(refutations([mutant], tried[:1], (0, 1)) for mutant in mutants)
    assert at_once or any(refutations(mutants, tried, ends) for ends in pairwise(ROUNDS))


@pytest.mark.slow
@pytest.mark.parametrize("function", SPECIFICATION.functions)
@pytest.mark.parametrize("seed", [1])
def test_wrong_code_is_refuted_by_a_required_law(function: str, seed: int) -> None:
    """No mutant escapes, nor from the seed 0, from which each `mnist-nn verify` tries them all."""
    assert not escaped(function, seed)


@pytest.mark.parametrize("function", sorted({mutant.function for mutant in UNSTEADY}))
def test_unsteady_code_is_refuted_by_an_advisory_law(function: str) -> None:
    """It is right when it is asked once, and alone: no required law speaks of more."""
    steady = {mutant for mutant in UNSTEADY if mutant.function == function}
    laws = [law for law in ADVISORY if law.function == function]
    for seed in range(5):  # a race is lost now and then
        steady -= refutations(list(steady), samples(laws, seed)).keys() if steady else set()
    assert not steady


def about_all_variants(law: Law, dtype: str) -> ParameterSet:
    """Return a law about the variants of its function: slow, but in one format and if narrow."""
    every = of_all(law, VARIANTS[law.function])
    check = Check(every, REFERENCE.functions[law.function], dtype)
    slow = check.is_visited or dtype in set(FORMATS) - {"float32"}
    marks = [pytest.mark.slow] if slow else []
    return pytest.param(check, id=str(check), marks=marks)


@pytest.mark.unmeasured
@pytest.mark.parametrize(
    "check",
    [
        about_all_variants(law, dtype)
        for law in REQUIRED
        if law.function in VARIANTS
        for dtype in law.dtypes
    ],
)
def test_other_right_code_is_not_blamed(check: Check, examples: int) -> None:
    """Another algorithm, or another order of summation, breaks no required law."""
    asked = max(2, examples // 4) if check.is_visited else examples
    evidence = check.run(asked)
    assert evidence.whole or evidence.examples == asked


def test_every_specified_function_has_laws_and_mutants() -> None:
    """There is something to check of each, and something to check it with."""
    names = set(SPECIFICATION.functions)
    assert {law.function for law in REQUIRED} == names
    assert {mutant.function for mutant in MUTANTS} == names


def test_no_two_laws_have_one_name() -> None:
    """A verdict names its law."""
    assert not [name for name, times in Counter(map(str, CATALOGUE)).items() if times > 1]


@pytest.mark.parametrize("law", CATALOGUE, ids=str)
def test_a_law_states_itself_in_one_line(law: Law) -> None:
    """The statement is a sentence that fits a line of a report."""
    assert len(law.statement) <= 100
    assert law.statement.endswith(".")
