"""Arithmetics are known by name, for the formats that they are about."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest

from mnist_nn.formats import FORMATS
from mnist_nn.oracle.arithmetic import arithmetic_of
from mnist_nn.oracle.arithmetics import ARITHMETICS, named_arithmetic
from mnist_nn.oracle.bounds import softmax_error
from mnist_nn.oracle.certificate.certificate import certify
from mnist_nn.oracle.shifts import shift_error
from mnist_nn.oracle.sum_bound import softmax_sum_error
from mnist_nn.parameters import Layer
from mnist_nn.specification.truth import true_mlp

if TYPE_CHECKING:
    from mnist_nn.oracle.arithmetic import Arithmetic

EVERY = {
    f"{name} {dtype}": named_arithmetic(name, dtype)
    for name, named in ARITHMETICS.items()
    for dtype in named.fields
}
every_arithmetic = pytest.mark.parametrize("arithmetic", EVERY.values(), ids=EVERY)


@pytest.mark.parametrize("dtype", FORMATS)
def test_the_strict_one_is_that_of_a_dtype(dtype: str) -> None:
    """For each format."""
    assert named_arithmetic("strict", dtype) == arithmetic_of(dtype)


def test_a_name_that_is_none_is_refused() -> None:
    """The error names those that are."""
    with pytest.raises(ValueError, match="tf16 is no named arithmetic: expected one of strict"):
        named_arithmetic("tf16", "float32")


def test_a_format_that_an_arithmetic_is_not_about_is_refused() -> None:
    """TF32 is about float32 alone."""
    with pytest.raises(ValueError, match="tf32 is no arithmetic of float64, but of float32"):
        named_arithmetic("tf32", "float64")


@every_arithmetic
def test_each_says_what_computes_so(arithmetic: Arithmetic) -> None:
    """Results are stored in their format."""
    assert arithmetic.storage in FORMATS.values()
    assert all(len(named.describes) > 20 for named in ARITHMETICS.values())


@every_arithmetic
def test_none_is_vacuous(arithmetic: Arithmetic) -> None:
    """A small network's probabilities are known to better than one part in ten."""
    rng = np.random.default_rng(0)
    x, *parameters = (rng.normal(0, 0.5, s) for s in [(2, 5), (5, 4), (4,), (4, 3), (3,)])
    truth = true_mlp(x, *parameters, arithmetic=arithmetic)
    assert (truth.allowed < truth.enclosure.hi / 10).all()


@every_arithmetic
def test_each_certifies_what_is_clear_and_nothing_else(arithmetic: Arithmetic) -> None:
    """Two layers whose scores are 5 and -5, or equal."""
    hidden, last = (
        Layer(np.eye(2) * 8, np.zeros(2)),
        Layer(np.array([[5.0, -5], [-5, 5]]), np.zeros(2)),
    )
    certain = certify([hidden, last], np.array([[1.0, -1.0], [1.0, 1.0]]), arithmetic).certain
    assert certain.tolist() == [True, False]


@pytest.mark.parametrize("name", ["flash", "flash-unfused"])
def test_of_a_maximum_so_great_that_exponentials_may_overflow_nothing_is_known(name: str) -> None:
    """Not even that a class of minus infinity is impossible, in a row of its own."""
    x = np.array([[1e8, -np.inf], [1.0, -np.inf]])
    error = softmax_error(np.array([[1.0, 0.0]] * 2), x, named_arithmetic(name, "float32"))
    assert np.isinf(error).tolist() == [[True, True], [False, False]]
    assert error[1, 1] == 0


def test_a_sum_of_probabilities_may_be_off_by_more_at_a_level_that_is_not_subtracted_first() -> (
    None
):
    """By 2 u times the level, for numerators and for their sum."""
    arithmetic = named_arithmetic("flash-unfused", "float32")
    more = softmax_sum_error(2, arithmetic, 1000.0) - softmax_sum_error(2, arithmetic)
    assert more == pytest.approx(4 * 1000 * arithmetic.working.u, rel=0.01)


def test_a_sum_that_its_format_does_not_hold_is_not_known() -> None:
    """70,000 equal scores, added in float16."""
    arithmetic = named_arithmetic("float16-accumulate", "float16")
    assert softmax_sum_error(70_000, arithmetic) == math.inf
    assert softmax_sum_error(100, arithmetic) < 0.2


def test_a_shift_by_a_subtraction_adds_nothing() -> None:
    """It is relative to the distance from the maximum."""
    assert shift_error(np.array([1e30]), arithmetic_of("float32")).tolist() == [0.0]
