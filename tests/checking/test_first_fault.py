"""The first input that refutes a law ends the search, and is counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from hypothesis import strategies as st

from mnist_nn.checking.counterexample import Crashed, Refuted
from mnist_nn.functions import relu
from mnist_nn.specification.catalogue import law_named
from mnist_nn.specification.claim import within
from mnist_nn.specification.law import law
from tests.checking.first_fault import Fault, first_fault
from tests.specification.records import F

if TYPE_CHECKING:
    from mnist_nn.specification.claim import Claim
    from mnist_nn.specification.function import Implemented


def after(fault: Fault | None) -> int:
    """Return which input refuted a law."""
    assert fault
    assert isinstance(fault.found, Refuted)
    return fault.after


is_the_rectifier = law_named("relu.is_the_rectifier")


def test_what_is_wrong_at_once_is_refuted_by_the_first_input() -> None:
    """No input is rectified to seven everywhere."""
    assert after(first_fault(is_the_rectifier, lambda x: np.full_like(x, 7), "float32")) == 1


def test_what_is_wrong_later_is_refuted_by_a_later_input() -> None:
    """The inputs before it were tried, and those after it were not."""
    calls: list[Any] = []

    def wrong_from_the_fifth_call_on(x: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        calls.append(x)
        return relu(x) if len(calls) < 5 else relu(x) + 1

    assert after(first_fault(is_the_rectifier, wrong_from_the_fifth_call_on, "float32")) == 5
    assert len(calls) == 5


def test_what_is_right_is_not_refuted() -> None:
    """None stands for a law that held on every input."""
    assert first_fault(is_the_rectifier, relu, "float32", examples=10) is None


def test_what_crashes_is_at_fault_but_not_refuted() -> None:
    """An error is no result that a law could judge, and ends the search too."""
    fault = first_fault(is_the_rectifier, lambda _: 1 // 0, "float32")
    assert fault
    assert isinstance(fault.found, Crashed)
    assert fault.after == 1
    assert not isinstance(fault.found, Refuted)


def test_a_domain_may_have_fewer_inputs() -> None:
    """All of them are tried, and there is no more to say."""

    @law(F, lambda _: st.just(np.zeros(1)))
    def is_zero(f: Implemented, x: Any) -> Claim:
        """f(x) = 0."""
        return within(f(x), x, 0)

    assert first_fault(is_zero, relu, "float64", examples=10) is None
