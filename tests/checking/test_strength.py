"""The inputs on which an implementation was judged refute the mutants, or nothing was shown."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pytest

from mnist_nn import relu
from mnist_nn.checking.judgement import judge
from mnist_nn.checking.strength import Strength, strength_of
from mnist_nn.checking.verify import checks
from mnist_nn.mutants.catalogue import MUTANTS
from mnist_nn.mutants.mutant import Mutant
from mnist_nn.specification.catalogue import CATALOGUE
from mnist_nn.specification.selection import selected
from mnist_nn.targets.implementation import Implementation
from mnist_nn.targets.reference import REFERENCE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mnist_nn.checking.judgement import Judgement

EXAMPLES = 25
WRONG = Implementation("wrong", "1", {"relu": np.zeros_like})
OF_RELU = tuple(str(mutant) for mutant in MUTANTS if mutant.function == "relu")


def judged(
    implementation: Implementation, examples: int = EXAMPLES, **asked: Sequence[str]
) -> list[Judgement]:
    """Return how the relu of an implementation is judged."""
    laws = selected(CATALOGUE, ["relu"], **asked)
    return [judge(check, examples, 0) for check in checks(implementation, laws)]


def of_relu(*names: str) -> tuple[Mutant, ...]:
    """Return some mutants of relu."""
    return tuple(m for m in MUTANTS if m.function == "relu" and m.name in names)


@cache
def judged_reference() -> list[Judgement]:
    """Return how the relu of the reference is judged, on few inputs, once for all tests."""
    return judged(REFERENCE, 5)


def strength(judgements: Sequence[Judgement]) -> Strength:
    """Return what becomes of the mutants of relu on the inputs of some judgements."""
    return strength_of(judgements, EXAMPLES, 0)


@pytest.mark.slow
def test_every_mutant_of_what_was_verified_is_refuted() -> None:
    """On the very inputs on which the implementation held."""
    assert strength(judged(REFERENCE)) == Strength(refuted=OF_RELU)


@pytest.mark.unmeasured
def test_the_mutants_of_a_wrong_implementation_are_refuted_too() -> None:
    """Where a law did not hold, inputs are drawn for the mutants: those of three dtypes suffice."""
    assert strength(judged(WRONG, dtypes=["float16", "float32", "int8"])) == Strength(
        refuted=OF_RELU
    )


@pytest.mark.unmeasured
def test_a_mutant_that_only_other_laws_refute_is_out_of_reach() -> None:
    """Laws that were selected are not to blame for it."""
    result = strength(judged(REFERENCE, names=["is_the_rectifier"]))
    assert "relu.takes_nan_for_zero" in result.out_of_reach
    assert "relu.always_zero" in result.refuted
    assert not result.survived
    assert result.suffices


@pytest.mark.unmeasured
def test_a_mutant_that_only_other_dtypes_show_is_out_of_reach(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Such as one that returns float32, of an implementation that has no other."""
    monkeypatch.setattr("mnist_nn.checking.strength.MUTANTS", of_relu("returns_float32"))
    it = Implementation("it", "1", {"relu": relu}, {"relu": ["float32"]})
    assert strength(judged(it, 5)) == Strength(out_of_reach=("relu.returns_float32",))


@pytest.mark.unmeasured
def test_a_mutant_that_nothing_refutes_has_survived(monkeypatch: pytest.MonkeyPatch) -> None:
    """Here it does because it is right: the laws find nothing, and say that they did not."""
    right = Mutant("relu", "right", "Nothing.", "", relu)
    few = (*of_relu("always_zero"), right)
    monkeypatch.setattr("mnist_nn.checking.strength.MUTANTS", few)
    result = strength(judged_reference())
    assert result.survived == ("relu.right",)
    assert result.of == 2
    assert not result.suffices


def test_an_error_that_a_mutant_raises_refutes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The laws had nothing to judge."""

    def raises(_: object) -> object:
        raise ZeroDivisionError

    mutant = Mutant("relu", "raises", "", "", raises)
    monkeypatch.setattr("mnist_nn.checking.strength.MUTANTS", (mutant,))
    assert strength(judged_reference()).survived == ("relu.raises",)


def test_laws_that_refuted_nothing_do_not_suffice() -> None:
    """Nothing checked is no success."""
    assert not strength_of([], 100, 0).suffices
