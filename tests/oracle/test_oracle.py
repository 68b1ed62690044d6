"""How an answer is enclosed depends on what it judges, and on how much there is to compute."""

from __future__ import annotations

from contextlib import suppress
from types import SimpleNamespace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from mnist_nn.formats import FLOAT16, FLOAT64
from mnist_nn.oracle import oracle
from mnist_nn.oracle.arithmetic import CERTIFIABLE, Arithmetic, arithmetic_of
from mnist_nn.oracle.evaluation import longdouble_is_wide
from mnist_nn.oracle.oracle import (
    BALLS,
    FLOAT64_EVALUATION,
    LONGDOUBLE_EVALUATION,
    by_balls_alone,
    oracle_for,
)
from mnist_nn.specification.truth import true_affine, true_mlp, true_sigmoid, true_softmax

if TYPE_CHECKING:
    from collections.abc import Callable

    from mnist_nn.specification.truth import Truth

MANY = 10**6


def wide_longdoubles(monkeypatch: pytest.MonkeyPatch, there_are: bool) -> None:  # noqa: FBT001
    """Let there be longdoubles of 64 digits, or none."""
    monkeypatch.setattr(oracle, "longdouble_is_wide", lambda: there_are)


@pytest.mark.parametrize("name", ["float32", "TF32", "float16", "bfloat16"])
@pytest.mark.parametrize("work", [(1, 0), (MANY, MANY)])
def test_what_is_float32_or_narrower_is_evaluated_in_float64(
    work: tuple[int, int], name: str
) -> None:
    """However much it is."""
    assert oracle_for(CERTIFIABLE[name], *work) is FLOAT64_EVALUATION


@pytest.mark.parametrize(
    "arithmetic",
    [arithmetic_of("float64"), Arithmetic(FLOAT16, FLOAT64), Arithmetic(FLOAT64, FLOAT16)],
)
def test_what_is_float64_is_evaluated_in_longdouble_if_it_is_much(
    arithmetic: Arithmetic, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Many exponentials, or many more multiply-adds; a few take ball arithmetic no longer."""
    wide_longdoubles(monkeypatch, there_are=True)
    assert oracle_for(arithmetic, 64) is BALLS
    assert oracle_for(arithmetic, 65) is LONGDOUBLE_EVALUATION
    assert oracle_for(arithmetic, 0, 32 * 64) is BALLS
    assert oracle_for(arithmetic, 0, 32 * 64 + 1) is LONGDOUBLE_EVALUATION


def test_where_a_longdouble_is_a_float64_ball_arithmetic_does_it_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It takes longer, and is right."""
    wide_longdoubles(monkeypatch, there_are=False)
    assert oracle_for(arithmetic_of("float64"), MANY) is BALLS


@pytest.mark.parametrize(
    ("fraction_bits", "greatest_exponent", "wide"),
    [(63, 16384, True), (112, 16384, True), (52, 1024, False), (105, 1024, False)],
    ids=["x87", "quadruple", "as on Windows", "a pair of float64"],
)
def test_a_longdouble_is_wide_by_its_digits_and_its_exponents(
    fraction_bits: int,
    greatest_exponent: int,
    wide: bool,  # noqa: FBT001
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of a pair of float64, the second underflows where results are small."""
    format_ = SimpleNamespace(nmant=fraction_bits, maxexp=greatest_exponent)
    monkeypatch.setattr(np, "finfo", lambda _: format_)
    assert longdouble_is_wide() is wide


def test_nothing_but_balls_is_used_where_nothing_else_is_wanted() -> None:
    """Until an error ends it, too."""
    with suppress(KeyError), by_balls_alone():
        assert oracle_for(arithmetic_of("float32"), MANY) is BALLS
        raise KeyError
    assert oracle_for(arithmetic_of("float32"), MANY) is FLOAT64_EVALUATION


def truths(dtype: str) -> list[Callable[[], Truth]]:
    """Return what is true of some arrays, of each function."""
    rng = np.random.default_rng(0)
    x, W, b, V, c = (
        rng.normal(0, 1, shape).astype(dtype) for shape in ((20, 30), (30, 20), 20, (20, 10), 10)
    )
    return [
        lambda: true_softmax(x),
        lambda: true_sigmoid(x),
        lambda: true_affine(x, W, b),
        lambda: true_mlp(x, W, b, V, c),
    ]


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_what_is_true_is_nearly_the_same_by_balls(dtype: str) -> None:
    """And what is allowed is."""
    for truth in truths(dtype):
        found = truth()
        with by_balls_alone():
            true = truth()
        difference = np.abs(found.enclosure.hi - true.enclosure.hi)
        assert (difference <= 2.0**-8 * true.allowed).all()
        np.testing.assert_allclose(found.allowed, true.allowed, rtol=1e-12)
        assert (true.enclosure.radius < found.enclosure.radius).all()
        assert (found.enclosure.radius <= 2.0**-8 * true.allowed).all()
