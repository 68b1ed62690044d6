"""The catalogue: the reference obeys every law, wrong code breaks one, other right code none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from mnist_nn.implementations.reference import REFERENCE
from mnist_nn.laws.catalogue import CATALOGUE
from mnist_nn.laws.law import Level, Refuted
from tests.laws.mutants import MUTANTS
from tests.laws.variants import VARIANTS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mnist_nn.laws.law import BoundLaw, Function, Law

SOFTMAX_LAWS = [law for law in CATALOGUE if law.function == "softmax"]


def widened(function: Function) -> Function:
    """Let a function accumulate float16 in float32, as is required of it."""

    def wide(x: NDArray[Any]) -> NDArray[Any]:
        with np.errstate(over="ignore", under="ignore"):
            y: NDArray[Any] = function(x.astype(np.promote_types(x.dtype, np.float32)))
            return y.astype(x.dtype)

    return wide


def refutes(law: BoundLaw) -> bool:
    """Return whether a law is refuted at the default settings."""
    try:
        law.check()
    except Refuted:
        return True
    return False


@pytest.mark.parametrize(
    "law",
    [law.bind(REFERENCE.functions[law.function], d) for law in CATALOGUE for d in law.dtypes],
    ids=str,
)
def test_the_reference_obeys(law: BoundLaw) -> None:
    """Every law, required or advisory, holds of the reference on every example asked for."""
    assert law.check(examples=100).examples == 100


@pytest.mark.parametrize("law", CATALOGUE, ids=str)
def test_a_law_refutes_some_wrong_code(law: Law) -> None:
    """A law that nothing breaks would be a decoration."""
    assert any(refutes(law.bind(mutant, "float32")) for mutant in MUTANTS[law.function])


@pytest.mark.parametrize(
    ("function", "mutant"),
    [(function, mutant) for function, mutants in MUTANTS.items() for mutant in mutants],
    ids=lambda value: value if isinstance(value, str) else value.__name__,
)
def test_wrong_code_is_refuted_by_a_required_law(function: str, mutant: Function) -> None:
    """No mutant escapes."""
    laws = [x for x in CATALOGUE if x.function == function and x.level == Level.REQUIRED]
    assert any(refutes(law.bind(mutant, "float32")) for law in laws)


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda v: v.__name__)
@pytest.mark.parametrize("law", [x for x in SOFTMAX_LAWS if x.level == Level.REQUIRED], ids=str)
@pytest.mark.parametrize("dtype", ["float64", "float32", "float16"])
def test_other_right_code_is_not_blamed(law: Law, variant: Function, dtype: str) -> None:
    """Another algorithm, or another order of summation, breaks no required law."""
    law.bind(widened(variant), dtype).check(examples=100)
