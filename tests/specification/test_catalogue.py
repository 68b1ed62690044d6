"""The catalogue: wrong code breaks a law, other right code none, and no law is a decoration."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache, lru_cache, wraps
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from mnist_nn.checking.check import Check
from mnist_nn.formats import FORMATS
from mnist_nn.mutants.catalogue import MUTANTS, UNSTEADY
from mnist_nn.mutants.trivial import trivial_mutants
from mnist_nn.specification.catalogue import CATALOGUE, SPECIFICATION
from mnist_nn.specification.law import Level
from mnist_nn.targets.reference import REFERENCE
from tests.specification.variants import VARIANTS, widened

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from _pytest.mark import ParameterSet

    from mnist_nn.mutants.mutant import Mutant
    from mnist_nn.specification.claim import Claim
    from mnist_nn.specification.function import Implemented
    from mnist_nn.specification.law import Law

ADVISORY = [law for law in CATALOGUE if law.level == Level.ADVISORY]
REQUIRED = [law for law in CATALOGUE if law.level == Level.REQUIRED]
OBVIOUS = {str(m) for f in SPECIFICATION.functions.values() for m in trivial_mutants(f)}
LESS_OBVIOUS = [mutant for mutant in MUTANTS if str(mutant) not in OBVIOUS]


class Search(NamedTuple):
    """A law about a mutant at a dtype, tried on some examples."""

    law: Law
    mutant: Mutant
    dtype: str
    examples: int


def searches(laws: Iterable[Law], mutants: Iterable[Mutant]) -> list[Search]:
    """Return every search that may refute a mutant: a few examples at one dtype come first."""
    pairs = [(law, m) for law in laws for m in mutants if law.function == m.function]
    quick = [Search(law, m, law.dtypes[0], n) for n in (10, 30) for law, m in pairs]
    return quick + [
        Search(law, m, dtype, n) for n in (30, 100) for law, m in pairs for dtype in law.dtypes
    ]


def same_law(found: Search) -> list[Search]:
    """Return where to look first from another seed: there again, and with more of the same law."""
    dtypes = sorted(found.law.dtypes, key=lambda dtype: dtype != found.dtype)
    return [found, *(found._replace(dtype=dtype, examples=100) for dtype in dtypes)]


@lru_cache(maxsize=1000)
def drawn(law: Law, dtype: str, examples: int, seed: int) -> Sequence[tuple[Any, ...]]:
    """Return inputs of a law, drawn once for all mutants: to draw them takes most of the time."""
    return Check(law, None, dtype).draw(examples, seed)


def refutes(search: Search, seed: int) -> bool:
    """Return whether one of the inputs refutes the mutant, before it raises an error at another."""
    law, mutant, dtype, examples = search
    try:
        return any(not law.at(mutant, *x).holds for x in drawn(law, dtype, examples, seed))
    except Exception:  # noqa: BLE001 - whatever a mutant raises, the law had nothing to judge
        return False


def first_refutation(tried: Iterable[Search], seed: int = 0) -> Search | None:
    """Return the first search in which a law refutes a mutant, or None if none does."""
    return next((search for search in tried if refutes(search, seed)), None)


@cache
def usual_refutation(mutant: Mutant) -> Search | None:
    """Return what refutes a mutant from the usual seed: from another one, it is tried first."""
    return first_refutation(searches(REQUIRED, [mutant]))


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
    assert first_refutation(searches([law], [*LESS_OBVIOUS, *UNSTEADY]))


@pytest.mark.unmeasured
@pytest.mark.parametrize("mutant", MUTANTS, ids=str)
def test_wrong_code_is_refuted_by_a_required_law(mutant: Mutant) -> None:
    """No mutant escapes."""
    assert usual_refutation(mutant)


@pytest.mark.slow
@pytest.mark.parametrize("mutant", MUTANTS, ids=str)
@pytest.mark.parametrize("seed", range(1, 10))
def test_wrong_code_is_refuted_from_whichever_seed_its_law_is_searched(
    mutant: Mutant, seed: int
) -> None:
    """That no mutant escapes is no luck."""
    usual = usual_refutation(mutant)
    assert usual
    assert first_refutation([*same_law(usual), *searches(REQUIRED, [mutant])], seed)


@pytest.mark.unmeasured
@pytest.mark.parametrize("mutant", UNSTEADY, ids=str)
def test_unsteady_code_is_refuted_by_an_advisory_law(mutant: Mutant) -> None:
    """It is right when it is asked once, and alone: no required law speaks of more."""
    assert first_refutation(searches(ADVISORY, [mutant]))


def about_all_variants(law: Law, dtype: str) -> ParameterSet:
    """Return a law about the variants of its function: slow, but in one format."""
    every = of_all(law, VARIANTS[law.function])
    marks = [pytest.mark.slow] if dtype in set(FORMATS) - {"float32"} else []
    check = Check(every, REFERENCE.functions[law.function], dtype)
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
    evidence = check.run(examples)
    assert evidence.whole or evidence.examples == examples


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
