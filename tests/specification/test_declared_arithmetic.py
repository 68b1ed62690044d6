"""A law asks for what follows from the arithmetic that is declared, and for no more."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from mnist_nn.oracle.arithmetic import TF32, arithmetic_of
from mnist_nn.oracle.declared import declaring
from mnist_nn.specification.catalogue import law_named
from mnist_nn.specification.truth import true_softmax

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mnist_nn.oracle.arithmetic import Arithmetic

    Array = NDArray[Any]

STRICT = arithmetic_of("float32")
ONE = np.ones((1, 1), np.float32)
LITTLE, MUCH = 2.0**-23, 2.0**-16


def off_by(error: float, y: Array) -> Any:
    """Return what is off from y by a part of it."""
    return lambda *_: (y * (1 + np.float32(error))).astype(np.float32)


EXACT = {
    "softmax.gives_a_single_class_everything": (ONE, ONE),
    "softmax.gives_a_dominating_class_everything": (np.array([[80, 0]], np.float32), np.eye(2)[:1]),
    "softmax.lies_between_0_and_1": (ONE, ONE),
    "sigmoid.is_one_half_at_zero": (ONE[0] * 0, ONE[0] * 0.5),
    "sigmoid.lies_between_0_and_1": (ONE[0] * 40, ONE[0]),
}
LACKING = {
    "an exp that is exact at zero": replace(STRICT, exact_at_zero=False),
    "rounding to nearest": replace(STRICT, to_nearest=False),
    "a quotient that is rounded twice": replace(STRICT, quotient=5),
}
every_lack = pytest.mark.parametrize("lacking", LACKING.values(), ids=LACKING)
every_exact_law = pytest.mark.parametrize("name", EXACT)


@every_exact_law
def test_what_is_exact_by_the_premises_may_not_be_off_at_all(name: str) -> None:
    """By two units in which 1 is rounded, where exp is exact at zero and rounding to nearest."""
    x, y = EXACT[name]
    assert law_named(name).at(off_by(0, y), x).holds
    assert not law_named(name).at(off_by(LITTLE, y), x).holds


@every_exact_law
@every_lack
def test_without_a_premise_the_bound_takes_over(name: str, lacking: Arithmetic) -> None:
    """What is off by little holds, and what is off by much does not."""
    x, y = EXACT[name]
    with declaring(lacking):
        assert law_named(name).at(off_by(LITTLE, y), x).holds
        assert not law_named(name).at(off_by(MUCH, y), x).holds


@every_lack
def test_without_a_premise_equal_scores_are_judged_as_any_others(lacking: Arithmetic) -> None:
    """A sum of a thousand ones may be off by a thousand roundings."""
    name, x = "softmax.shares_equally_among_equal_scores", np.zeros((1, 1000), np.float32)
    rounded_often = off_by(500 * STRICT.working.u, x + np.float32(0.001))
    assert not law_named(name).at(rounded_often, x).holds
    with declaring(lacking):
        assert law_named(name).at(rounded_often, x).holds


def test_the_declared_arithmetic_decides_what_is_allowed() -> None:
    """An exp of 64 units in the last place, for example."""
    x = np.array([[0, -1, -2]], np.float32)
    strict = true_softmax(x).allowed
    with declaring(replace(STRICT, k=64)):
        assert (true_softmax(x).allowed > 3 * strict).all()


def test_what_is_remembered_of_one_arithmetic_is_not_that_of_another() -> None:
    """Not even for the same numbers."""
    x = np.array([[0, -1, -2]], np.float32)
    strict = true_softmax(x).allowed
    with declaring(replace(STRICT, k=64)):
        assert (true_softmax(x).allowed > strict).all()


def test_a_product_with_the_identity_may_round_the_operands_that_are_declared_to_be() -> None:
    """1 + 2**-12 is no number of TF32, which rounds it to 1."""
    x = np.array([[1 + 2.0**-12]], np.float32)
    law = law_named("matmul.has_an_identity")

    def of_ten_bits(x: Array, W: Array) -> Array:
        return np.round(x * 2**10) / 2**10 @ W

    assert not law.at(of_ten_bits, x, x).holds
    with declaring(replace(STRICT, operands=TF32)):
        assert law.at(of_ten_bits, x, x).holds
