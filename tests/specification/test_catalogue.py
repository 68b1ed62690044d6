"""The catalogue: wrong code breaks a law, other right code none, and no law is a decoration."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import wraps
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from mnist_nn.mutants.catalogue import MUTANTS
from mnist_nn.mutants.trivial import TRIVIAL
from mnist_nn.specification.catalogue import CATALOGUE
from mnist_nn.specification.law import Level
from mnist_nn.targets.reference import REFERENCE
from tests.checking.first_fault import refuted_after
from tests.specification.variants import VARIANTS, widened

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mnist_nn.mutants.mutant import Mutant
    from mnist_nn.specification.claim import Claim
    from mnist_nn.specification.law import BoundLaw, Function, Law

REQUIRED = [law for law in CATALOGUE if law.level == Level.REQUIRED]
LESS_OBVIOUS = [mutant for mutant in MUTANTS if mutant not in TRIVIAL]


class Search(NamedTuple):
    """A law about a mutant at a dtype, tried on some examples."""

    law: Law
    mutant: Mutant
    dtype: str
    examples: int


def searches(laws: Iterable[Law], mutants: Iterable[Mutant]) -> list[Search]:
    """Return every search that may refute a mutant: a few examples at one dtype come first."""
    pairs = [(law, m) for law in laws for m in mutants if law.function == m.function]
    quick = [Search(law, m, law.dtypes[0], 10) for law, m in pairs]
    return quick + [
        Search(law, m, dtype, n) for n in (30, 100) for law, m in pairs for dtype in law.dtypes
    ]


def same_law(found: Search) -> list[Search]:
    """Return where to look first from another seed: the same law, at that dtype and the others."""
    dtypes = sorted(found.law.dtypes, key=lambda dtype: dtype != found.dtype)
    return [found._replace(dtype=dtype, examples=100) for dtype in dtypes]


def first_refutation(tried: Iterable[Search], seed: int = 0) -> Search | None:
    """Return the first search in which a law refutes a mutant, or None if none does."""
    for search in tried:
        law, mutant, dtype, examples = search
        if refuted_after(law, mutant, dtype, examples=examples, seed=seed):
            return search
    return None


def of_all(law: Law, functions: Iterable[Function]) -> Law:
    """Return the law about several functions at once: the worst claim speaks for all."""

    @wraps(law.claim)
    def worst(_: Function, *inputs: Any) -> Claim:
        named = {f.__name__: law.claim(widened(f), *inputs) for f in functions}
        name, claim = max(named.items(), key=lambda item: item[1].ratio)
        return replace(claim, story=f"{name}: {claim.story}")

    return replace(law, claim=worst)


@pytest.mark.parametrize("mutant", MUTANTS, ids=str)
def test_wrong_code_is_refuted_by_a_required_law(mutant: Mutant) -> None:
    """No mutant escapes, from whichever seed its law is searched."""
    everywhere = tried = searches(REQUIRED, [mutant])
    for seed in range(10):
        refutation = first_refutation(tried, seed)
        assert refutation
        tried = [*same_law(refutation), *everywhere]


@pytest.mark.parametrize("law", CATALOGUE, ids=str)
def test_a_law_refutes_some_wrong_code(law: Law) -> None:
    """A law that nothing breaks, or nothing but zeros, a constant and a copy, is a decoration."""
    assert first_refutation(searches([law], LESS_OBVIOUS))


@pytest.mark.parametrize(
    "law",
    [
        of_all(law, VARIANTS[law.function]).bind(REFERENCE.functions[law.function], dtype)
        for law in REQUIRED
        if law.function in VARIANTS
        for dtype in law.dtypes
    ],
    ids=str,
)
def test_other_right_code_is_not_blamed(law: BoundLaw, examples: int) -> None:
    """Another algorithm, or another order of summation, breaks no required law."""
    assert law.check(examples).examples == examples


def test_every_specified_function_has_laws_and_mutants() -> None:
    """There is something to check of all nine, and something to check it with."""
    names = {"identity", "step", "sigmoid", "relu", "softmax", "matmul", "affine", "mlp", "predict"}
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
