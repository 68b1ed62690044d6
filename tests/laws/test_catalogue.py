"""The catalogue: the reference obeys every law, wrong code breaks one, other right code none."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from mnist_nn.implementations.reference import REFERENCE
from mnist_nn.laws.catalogue import CATALOGUE
from mnist_nn.laws.law import Level
from mnist_nn.mutants.catalogue import MUTANTS
from mnist_nn.mutants.trivial import TRIVIAL
from tests.laws.refutation import refuted_after
from tests.laws.variants import VARIANTS, widened

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mnist_nn.laws.law import BoundLaw, Law
    from mnist_nn.mutants.mutant import Mutant

REQUIRED = [law for law in CATALOGUE if law.level == Level.REQUIRED]
LESS_OBVIOUS = [mutant for mutant in MUTANTS if mutant not in TRIVIAL]


def some_law_refutes_some_mutant(
    laws: Iterable[Law], mutants: Iterable[Mutant], seed: int = 0
) -> bool:
    """Return whether any mutant is refuted by any law, at any dtype; a few examples come first."""
    pairs = [(law, m) for law in laws for m in mutants if law.function == m.function]
    return any(
        refuted_after(law, mutant, dtype, examples=examples, seed=seed)
        for examples in (5, 30, 100)
        for law, mutant in pairs
        for dtype in sorted(law.dtypes)
    )


@pytest.mark.parametrize(
    "law",
    [law.bind(REFERENCE.functions[law.function], d) for law in CATALOGUE for d in law.dtypes],
    ids=str,
)
def test_the_reference_obeys(law: BoundLaw) -> None:
    """Every law, required or advisory, holds of the reference on every example asked for."""
    assert law.check(examples=100).examples == 100


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("mutant", MUTANTS, ids=str)
def test_wrong_code_is_refuted_by_a_required_law(mutant: Mutant, seed: int) -> None:
    """No mutant escapes, from whichever seed its law is searched."""
    assert some_law_refutes_some_mutant(REQUIRED, [mutant], seed)


@pytest.mark.parametrize("law", CATALOGUE, ids=str)
def test_a_law_refutes_some_wrong_code(law: Law) -> None:
    """A law that nothing breaks, or nothing but zeros, a constant and a copy, is a decoration."""
    assert some_law_refutes_some_mutant([law], LESS_OBVIOUS)


@pytest.mark.parametrize("law", [law for law in REQUIRED if law.function in VARIANTS], ids=str)
def test_other_right_code_is_not_blamed(law: Law) -> None:
    """Another algorithm, or another order of summation, breaks no required law."""
    for dtype in law.dtypes:
        for variant in VARIANTS[law.function]:
            law.bind(widened(variant), dtype).check(examples=10)


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
