"""The bounds are what their proofs say: not broken by right code, and not vacuous."""

from __future__ import annotations

import math

import numpy as np
import pytest

from mnist_nn.oracle.arithmetic import arithmetic_of
from mnist_nn.oracle.bounds import softmax_error, softmax_sum_error

DTYPES = ["float64", "float32", "float16"]


@pytest.mark.parametrize("dtype", DTYPES)
def test_a_bound_is_not_vacuous(dtype: str) -> None:
    """At 64 classes, an output of 1/64 is known to better than one part in a hundred."""
    p = np.full(64, 1 / 64)
    assert (softmax_error(p, np.zeros(64), arithmetic_of(dtype)) < p / 100).all()


@pytest.mark.parametrize("dtype", DTYPES)
def test_an_impossible_class_has_no_error(dtype: str) -> None:
    """A score of minus infinity must give exactly 0."""
    p, t = np.array([1.0, 0.0]), np.array([0.0, math.inf])
    assert softmax_error(p, t, arithmetic_of(dtype))[1] == 0


@pytest.mark.parametrize("dtype", DTYPES)
def test_a_vanishing_class_may_err_by_little_more_than_the_smallest_normal_numbers(
    dtype: str,
) -> None:
    """However far below the maximum, the error allowed is two underflows, and finite."""
    arithmetic = arithmetic_of(dtype)
    p, t = np.array([1.0, 0.0]), np.array([0.0, np.finfo(np.float64).max])
    error = softmax_error(p, t, arithmetic)[1]
    assert 2 * arithmetic.storage.eta <= error <= 3 * arithmetic.storage.eta


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("n", [1, 2, 10, 64])
def test_the_sum_may_err_by_no_less_than_its_terms_together(n: int, dtype: str) -> None:
    """The bound of the sum follows from those of the terms, at any row."""
    arithmetic = arithmetic_of(dtype)
    x = np.random.default_rng(n).normal(0, 5, n)
    t = x.max() - x
    p = np.exp(-t) / np.exp(-t).sum()
    assert softmax_error(p, t, arithmetic).sum() <= softmax_sum_error(n, arithmetic)


def test_bounds_grow_with_the_number_of_classes() -> None:
    """More terms are more roundings."""
    sums = [softmax_sum_error(n, arithmetic_of("float32")) for n in (1, 2, 10, 64, 1000)]
    assert sums == sorted(sums)
