"""How many examples a second a law checks, beside the plain design of the same law in one run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from mnist_nn import softmax
from mnist_nn.checking.check import Check
from mnist_nn.oracle.arithmetic import arithmetic_of
from mnist_nn.specification.catalogue import law_named
from mnist_nn.specification.inputs.sections import NUMBERS, SECTIONS, section_of_float32
from mnist_nn.specification.truth import true_softmax
from tests.benchmarks.in_turn import median_times
from tests.benchmarks.rate import rate

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from pytest_benchmark.fixture import BenchmarkFixture

EXAMPLES = 1000


def check_the_law() -> None:
    """Check the law as it is: recipes, and the certified oracle on every example."""
    assert (
        Check(law_named("softmax.is_the_true_softmax"), softmax, "float32").run(EXAMPLES).examples
        == EXAMPLES
    )


def check_the_plain_design() -> None:
    """Check the same claim on what `hnp.arrays` draws as it comes, number by number."""

    @settings(
        max_examples=EXAMPLES,
        database=None,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(
        hnp.arrays(
            np.float32,
            st.tuples(st.integers(1, 4), st.integers(1, 64)),
            elements={"allow_nan": False, "allow_infinity": False},
        )
    )
    def plain(x: NDArray[np.float32]) -> None:
        truth = true_softmax(x, arithmetic_of(np.float32))
        assert (truth.enclosure.error(softmax(x)) <= truth.allowed).all()

    plain()


def bench_the_law(benchmark: BenchmarkFixture) -> None:
    """Wanted: 600 examples a second."""
    rate(benchmark, EXAMPLES, check_the_law)


def bench_the_plain_design(benchmark: BenchmarkFixture) -> None:
    """For comparison."""
    rate(benchmark, EXAMPLES, check_the_plain_design)


@pytest.mark.parametrize("name", ["sigmoid.is_the_true_sigmoid", "relu.is_the_rectifier"])
def bench_every_number(benchmark: BenchmarkFixture, name: str) -> None:
    """Numbers of float32, with reference, oracle and bound; wanted: 8 million of sigmoid."""
    law = law_named(f"{name}_of_every_number")
    function, sections = law.specified.reference, iter(range(SECTIONS))
    assert function

    def one_section() -> None:
        assert law.at(function, section_of_float32(next(sections))).holds

    seconds = benchmark.pedantic(median_times, ({name: one_section},), rounds=1, iterations=1)
    benchmark.extra_info["per second"] = round(NUMBERS / seconds[name])
