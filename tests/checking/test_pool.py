"""Inputs are drawn once for all the laws that share a domain, and forgotten if there are many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import strategies as st

from mnist_nn.checking import _exploration, pool
from mnist_nn.checking.check import Check
from mnist_nn.checking.counterexample import Counterexample, Refuted
from mnist_nn.checking.pool import Draws, draws
from mnist_nn.specification.catalogue import law_named
from mnist_nn.specification.claim import Claim, within
from mnist_nn.specification.function import Function
from mnist_nn.specification.law import law

if TYPE_CHECKING:
    from collections.abc import Callable

    from hypothesis.strategies import SearchStrategy
    from numpy.typing import NDArray

    Array = NDArray[Any]

F = Function("f", "f(x) = x.", truth=lambda x: x)
DRAWN: list[float] = []
"""What was drawn from `numbers`, in order."""


def numbers(dtype: np.dtype[Any]) -> SearchStrategy[Array]:
    """Draw single numbers, and note them."""

    def noted(n: int) -> Array:
        DRAWN.append(n)
        return np.array(n, dtype)

    return st.integers(0, 10**6).map(noted)


@law(F, numbers)
def is_small(f: Callable[[Array], Array], x: Array) -> Claim:
    """|f(x)| <= 2000."""
    return within(f(x), 0, 2000)


@law(F, numbers)
def is_not_negative(f: Callable[[Array], Array], x: Array) -> Claim:
    """f(x) >= 0."""
    return within(f(x), np.abs(f(x)), 0)


@law(F, lambda dtype: numbers(dtype).map(np.negative))
def is_finite(f: Callable[[Array], Array], x: Array) -> Claim:
    """f(x) is finite."""
    return within(f(x) * 0, 0, 0)


def zero(x: Array) -> Array:
    """Return 0."""
    return 0 * x


@pytest.fixture(autouse=True)
def nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget what was drawn."""
    monkeypatch.setattr(pool, "_POOLS", pool._Pools())  # noqa: SLF001 - it is what is tested
    DRAWN.clear()


def test_laws_that_share_a_domain_share_its_draws() -> None:
    """Those of the second law were there."""
    Check(is_small, zero, "float64").run(20)
    drawn = len(DRAWN)
    assert Check(is_not_negative, zero, "float64").run(20).examples == 20
    assert len(DRAWN) == drawn


@pytest.mark.parametrize(
    ("other", "dtype", "seed"),
    [(is_small, "float64", 1), (is_small, "float32", 0), (is_finite, "float64", 0)],
    ids=["seed", "dtype", "domain"],
)
def test_another_seed_dtype_or_domain_draws_other_inputs(other: Any, dtype: str, seed: int) -> None:
    """A domain that is written for one law has the name of the law."""
    first = Check(is_small, zero, "float64").draw(20, 0)
    assert list(map(float, first_of(first))) != list(
        map(float, first_of(Check(other, zero, dtype).draw(20, seed)))
    )


def first_of(inputs: list[tuple[Any, ...]]) -> list[Any]:
    """Return the first array of each of some inputs."""
    return [first for first, *_ in inputs]


def test_few_inputs_are_the_first_of_all() -> None:
    """And no more than these are drawn."""
    part = next(draws(is_small, "float64", 20, 0))
    few = part.first(4)
    assert len(DRAWN) < 20
    assert few == list(part.pool.inputs[:4])
    assert part.first(100) == list(part.pool.inputs)


def test_of_few_inputs_that_were_drawn_fewer_are_not_drawn_again() -> None:
    """Laws that share a domain ask for the same."""
    part = next(draws(is_small, "float64", 20, 0))
    four = part.first(4)
    drawn = len(DRAWN)
    assert part.first(2) == four[:2]
    assert len(DRAWN) == drawn


def test_a_campaign_draws_in_parts_and_forgets_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each part has inputs of its own."""
    monkeypatch.setattr(pool, "PART", 10)
    monkeypatch.setattr(pool, "KEPT", 20)
    seen: list[float] = []

    def noting(x: Array) -> Array:
        seen.append(float(x))
        return zero(x)

    assert Check(is_finite, noting, "float64").run(35).examples == 35
    assert len(set(seen)) > 25
    parts = list(draws(is_finite, "float64", 35, 0))
    assert [part.examples for part in parts] == [10, 10, 10, 5]
    assert [part in pool._POOLS for part in parts] == [False, False, True, True]  # noqa: SLF001


def test_a_visit_of_many_examples_asks_again_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was tried is forgotten then."""
    monkeypatch.setattr(_exploration, "PART", 2)
    calls: list[int] = []

    def noting(x: Array) -> Array:
        calls.append(x.size)
        return np.maximum(x, 0)

    visited = law_named("relu.is_the_rectifier_at_any_size")
    Check(visited, noting, "float32").run(4)
    inputs = len(Check(visited, None, "float32").draw(4, 0))
    assert len(calls) > inputs


def test_a_counterexample_is_simplified_from_the_input_that_failed() -> None:
    """Those before it are drawn again, and not tried again."""
    calls: list[float] = []

    def wrong(x: Array) -> Array:
        calls.append(float(x))
        return x

    with pytest.raises(Refuted) as refuted:
        Check(is_small, wrong, "float64").run(50)
    assert refuted.value.counterexample == "x = array(2001., dtype=float64)"
    held = calls[: next(i for i, x in enumerate(calls) if x > 2000)]
    assert all(calls.count(x) == 1 for x in held)


def test_a_fault_that_is_gone_when_it_is_drawn_again_is_told() -> None:
    """With the input at which it was seen."""
    answers = iter([5000.0])
    with pytest.raises(Counterexample):
        Check(is_small, lambda x: x * 0 + next(answers, 0.0), "float64").run(20)


def test_draws_are_told_apart_by_all_that_decides_them() -> None:
    """They are kept by it."""
    one = Draws(numbers, "float64", 3, "a")
    assert one == Draws(numbers, "float64", 3, "a")
    assert one != Draws(numbers, "float64", 3, "b")
