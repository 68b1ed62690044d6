"""The inputs on which an implementation was judged refute the mutants, or nothing was shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mnist_nn import relu
from mnist_nn.checking.strength import Watch, watch
from mnist_nn.checking.verify import checks
from mnist_nn.mutants.catalogue import MUTANTS
from mnist_nn.mutants.mutant import Mutant
from mnist_nn.specification.catalogue import CATALOGUE
from mnist_nn.specification.selection import selected
from mnist_nn.targets.implementation import Implementation
from mnist_nn.targets.reference import REFERENCE

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pytest

EXAMPLES = 40
OF_RELU = tuple(str(mutant) for mutant in MUTANTS if mutant.function == "relu")


def watched(implementation: Implementation = REFERENCE, **asked: Sequence[str]) -> Watch:
    """Return what becomes of the mutants of relu while an implementation is judged."""
    laws = selected(CATALOGUE, ["relu"], **asked)
    judged = [check.judge(EXAMPLES, 0) for check in checks(implementation, laws)]
    return watch(judged, EXAMPLES, 0)


def test_every_mutant_of_what_was_verified_is_refuted() -> None:
    """On the very inputs on which the implementation held."""
    assert watched() == Watch(refuted=OF_RELU)


def test_an_implementation_that_is_wrong_is_judged_by_laws_that_are_awake_too() -> None:
    """Where a law did not hold, inputs are drawn for the mutants."""
    assert watched(Implementation("wrong", "1", {"relu": np.zeros_like})) == Watch(refuted=OF_RELU)


def test_a_mutant_that_only_other_laws_refute_is_out_of_reach() -> None:
    """Laws that were selected are not asleep for it."""
    result = watched(names=["is_the_rectifier"])
    assert "relu.hides_nan" in result.out_of_reach
    assert "relu.always_zero" in result.refuted
    assert not result.survived
    assert result.awake


def test_a_mutant_that_only_other_dtypes_show_is_out_of_reach() -> None:
    """Such as one that returns float32, of an implementation that has no other."""
    it = Implementation("it", "1", {"relu": relu}, {"relu": ["float32"]})
    assert "relu.returns_float32" in watched(it).out_of_reach


def test_a_mutant_that_nothing_refutes_has_survived(monkeypatch: pytest.MonkeyPatch) -> None:
    """Here it does because it is right: the laws find nothing, and say that they did not."""
    right = Mutant("relu", "right", "Nothing.", "", relu)
    monkeypatch.setattr("mnist_nn.checking.strength.MUTANTS", (*MUTANTS, right))
    result = watched()
    assert result.survived == ("relu.right",)
    assert result.of == len(OF_RELU) + 1
    assert not result.awake


def test_an_error_that_a_mutant_raises_refutes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The laws had nothing to judge."""

    def raises(_: object) -> object:
        raise ZeroDivisionError

    monkeypatch.setattr(
        "mnist_nn.checking.strength.MUTANTS", (Mutant("relu", "raises", "", "", raises),)
    )
    assert watched().survived == ("relu.raises",)


def test_laws_that_refuted_nothing_are_not_awake() -> None:
    """Nothing checked is no success."""
    assert not watch([], 100, 0).awake
