"""The inputs on which an implementation was judged refute the mutants, or nothing was shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from mnist_nn import relu
from mnist_nn.checking.strength import Strength, functions_tried, strength_of, together
from mnist_nn.checking.verify import checks
from mnist_nn.mutants.catalogue import MUTANTS
from mnist_nn.mutants.mutant import Mutant
from mnist_nn.specification.catalogue import CATALOGUE, SPECIFICATION
from mnist_nn.specification.selection import selected
from mnist_nn.targets.implementation import Implementation
from mnist_nn.targets.reference import REFERENCE

if TYPE_CHECKING:
    from collections.abc import Sequence

EXAMPLES = 25
OF_RELU = tuple(str(mutant) for mutant in MUTANTS if mutant.function == "relu")


def strength(
    implementation: Implementation,
    examples: int = EXAMPLES,
    names: Sequence[str] = (),
    dtypes: Sequence[str] = (),
) -> Strength:
    """Return what becomes of the mutants of relu on the inputs of laws that are selected."""
    laws = selected(CATALOGUE, ["relu"], names, dtypes)
    return strength_of("relu", checks(implementation, laws), examples, 0)


def of_relu(*names: str) -> tuple[Mutant, ...]:
    """Return some mutants of relu."""
    return tuple(m for m in MUTANTS if m.function == "relu" and m.name in names)


@pytest.mark.slow
def test_every_mutant_of_what_is_verified_is_refuted() -> None:
    """On the very inputs on which an implementation is judged."""
    assert strength(REFERENCE) == Strength(refuted=OF_RELU)


@pytest.mark.unmeasured
def test_three_dtypes_suffice_to_refute_the_mutants_of_relu() -> None:
    """Of an implementation that has these; others may be needed where not all are refuted."""
    assert strength(REFERENCE, dtypes=["float16", "float32", "int8"]) == Strength(refuted=OF_RELU)


@pytest.mark.unmeasured
def test_a_mutant_that_only_other_laws_refute_is_out_of_reach() -> None:
    """Laws that were selected are not to blame for it."""
    result = strength(REFERENCE, names=["is_the_rectifier"])
    assert "relu.takes_nan_for_zero" in result.out_of_reach
    assert "relu.always_zero" in result.refuted
    assert not result.survived
    assert result.suffices


def test_a_mutant_that_only_other_dtypes_show_is_out_of_reach(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Such as one that returns float32, of an implementation that has no other."""
    monkeypatch.setattr("mnist_nn.checking.strength.MUTANTS", of_relu("returns_float32"))
    it = Implementation("it", "1", {"relu": relu}, {"relu": ["float32"]})
    assert strength(it, 5) == Strength(out_of_reach=("relu.returns_float32",))


@pytest.mark.slow
def test_a_mutant_that_nothing_refutes_has_survived(monkeypatch: pytest.MonkeyPatch) -> None:
    """Here it does because it is right: the laws find nothing, and say that they did not."""
    right = Mutant("relu", "right", "Nothing.", "", relu)
    few = (*of_relu("always_zero"), right)
    monkeypatch.setattr("mnist_nn.checking.strength.MUTANTS", few)
    result = strength(REFERENCE, 5)
    assert result.survived == ("relu.right",)
    assert result.of == 2
    assert not result.suffices


def test_an_error_that_a_mutant_raises_refutes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The laws had nothing to judge."""

    def raises(_: object) -> object:
        raise ZeroDivisionError

    mutant = Mutant("relu", "raises", "", "", raises)
    monkeypatch.setattr("mnist_nn.checking.strength.MUTANTS", (mutant,))
    assert strength(REFERENCE, 5).survived == ("relu.raises",)


def test_laws_that_refuted_nothing_do_not_suffice() -> None:
    """Nothing checked is no success."""
    assert not strength_of("relu", [], 100, 0).suffices


def test_mutants_are_tried_of_functions_that_required_laws_are_checked_of() -> None:
    """In the order of the checks: not of what is not offered, nor by advisory laws alone."""
    it = Implementation("it", "1", {"relu": relu, "step": np.sign, "softmax": relu})
    laws = selected(CATALOGUE, names=["relu.is_the_rectifier", "step.is_the_step", "sums_to_one"])
    advisory = selected(CATALOGUE, names=["softmax.underflows_gradually"])
    own = [law for law in laws if law.function != "softmax"]
    assert functions_tried(checks(it, [*own, *advisory]), SPECIFICATION) == ["step", "relu"]


def test_what_became_of_the_mutants_of_several_functions_is_put_together() -> None:
    """In order."""
    first, second = Strength(("a",), ("b",), ("c",)), Strength(("d",), ("e",))
    assert together([first, second]) == Strength(("a", "d"), ("b", "e"), ("c",))
    assert together([]) == Strength()


def test_the_time_that_mutants_took_adds_up() -> None:
    """In seconds; nothing is compared by it."""
    assert together([Strength(seconds=1), Strength(seconds=0.5)]).seconds == 1.5
    assert Strength(seconds=1) == Strength(seconds=2)
