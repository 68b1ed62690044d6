"""A domain is drawn by Hypothesis or visited in its order, and a fault is narrowed down in time."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from mnist_nn import relu, softmax
from mnist_nn.checking import _exploration, _trials
from mnist_nn.checking.check import Check
from mnist_nn.checking.counterexample import Counterexample, Refuted
from mnist_nn.specification.catalogue import SPECIFICATION
from mnist_nn.specification.inputs.recipe import made
from mnist_nn.specification.inputs.sweep import Sweep

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mnist_nn.checking.evidence import Evidence
    from mnist_nn.specification.law import Law

    Array = NDArray[Any]

VISITED = SPECIFICATION.law_named("softmax.is_the_true_softmax_at_any_size")
DRAWN = SPECIFICATION.law_named("softmax.is_the_true_softmax")
PROVED = SPECIFICATION.law_named("relu.is_the_rectifier_of_every_number")


def zeros(x: Array) -> Array:
    """Return zeros."""
    return np.zeros_like(x)


def tried(law: Law, dtype: str, examples: int, seed: int = 0) -> tuple[Evidence, list[Array]]:
    """Return what a run comes to, and the arrays that the function was given, once each."""
    given: list[Array] = []

    def right(x: Array) -> Array:
        if not any(np.array_equal(x, other) for other in given):
            given.append(x.copy())
        return softmax(x)

    return Check(law, right, dtype).run(examples, seed), given


def test_an_example_of_a_domain_that_is_visited_has_several_inputs() -> None:
    """It counts as one."""
    evidence, given = tried(VISITED, "float32", 3)
    assert (evidence.examples, evidence.whole) == (3, False)
    sweep = VISITED.domain(np.dtype(np.float32))
    assert isinstance(sweep, Sweep)
    assert len(given) == 3 * sweep.per_example


@pytest.mark.parametrize("law", [VISITED, DRAWN], ids=["visited", "drawn"])
def test_the_inputs_that_are_drawn_are_those_that_are_tried(law: Law) -> None:
    """Mutants are tried on them too."""
    drawn = [made(x) for (x,) in Check(law, None, "float32").draw(3, 5)]
    _, given = tried(law, "float32", 3, 5)
    assert len(given) == len(drawn)
    assert all(map(np.array_equal, given, drawn))


def test_a_domain_that_ends_is_tried_whole_whatever_is_asked() -> None:
    """There are no more examples, and that is no failure."""
    evidence = Check(PROVED, relu, "float16").run(1000)
    assert (evidence.examples, evidence.whole) == (1, True)


def test_a_counterexample_that_is_visited_is_the_smallest() -> None:
    """A single class must get everything."""
    with pytest.raises(Refuted) as refuted:
        Check(VISITED, zeros, "float32").run(3)
    assert "for x = array([[" in str(refuted.value)
    assert refuted.value.boundary == ""


@pytest.mark.parametrize("law", [VISITED, DRAWN], ids=["visited", "drawn"])
def test_of_a_slow_function_a_counterexample_is_told_before_it_is_the_smallest(
    law: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A smaller one is sought for some seconds, by a clock that goes fast here."""
    clock = count(0, 6)
    for module in (_exploration, _trials):
        monkeypatch.setattr(module, "monotonic", lambda: next(clock))
    calls: list[int] = []

    def slow(x: Array, axis: int = -1) -> Array:
        calls.append(x.size)
        return zeros(x) if x.size > 4 else softmax(x, axis=axis)

    with pytest.raises(Refuted):
        Check(law, slow, "float32").run(100)
    failed = next(i for i, size in enumerate(calls) if size > 4)
    assert len(calls) - failed <= 4


def test_a_smaller_counterexample_is_sought_a_limited_number_of_times(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The last that failed is told, without a word about those that were not tried."""
    monkeypatch.setattr(_exploration, "CALLS", 3)
    with pytest.raises(Refuted) as refuted:
        Check(VISITED, lambda x: softmax(x) * (x.shape[-1] < 3000), "float32").run(100)
    assert refuted.value.boundary == ""


def test_a_fault_that_is_gone_when_it_is_seen_again_has_no_boundary() -> None:
    """The smallest input that failed held at last: what was smaller may have failed as well."""
    calls = iter([True, *[False] * 10_000])

    def wrong_once(x: Array) -> Array:
        return zeros(x) if next(calls) else softmax(x)

    with pytest.raises(Counterexample) as found:
        Check(VISITED, wrong_once, "float32").run(3)
    assert found.value.boundary == ""
