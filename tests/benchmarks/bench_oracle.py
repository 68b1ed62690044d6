"""How many numbers, products and images a second the oracle encloses, on one core, in each way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from mnist_nn import load_test_set, load_weights
from mnist_nn.oracle.evaluation import longdouble_is_wide
from mnist_nn.oracle.oracle import BALLS, FLOAT64_EVALUATION, LONGDOUBLE_EVALUATION, Oracle
from mnist_nn.parameters import layers_of
from mnist_nn.specification.inputs.sections import section_of_float32
from tests.benchmarks.in_turn import median_times
from tests.benchmarks.rate import rate

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray
    from pytest_benchmark.fixture import BenchmarkFixture

    from mnist_nn.oracle.enclosures import Enclosure

    Array = NDArray[np.float64]
    Enclosing = Callable[[Array], Enclosure]

RNG = np.random.default_rng(0)

WAYS = [
    pytest.param(BALLS, id="balls"),
    pytest.param(FLOAT64_EVALUATION, id="float64"),
    pytest.param(
        LONGDOUBLE_EVALUATION,
        id="longdouble",
        marks=pytest.mark.skipif(not longdouble_is_wide(), reason="no longdouble is wide here"),
    ),
]
in_each_way = pytest.mark.parametrize("oracle", WAYS)


@in_each_way
@pytest.mark.parametrize("classes", [10, 100, 1000, 100_000])
def bench_softmax(benchmark: BenchmarkFixture, classes: int, oracle: Oracle) -> None:
    """Numbers, in rows of some classes; wanted: 0.3 million by balls."""
    x = RNG.normal(0, 3, (max(10_000 // classes, 1), classes))
    rate(benchmark, x.size, oracle.softmax, x)


@in_each_way
def bench_sigmoid(benchmark: BenchmarkFixture, oracle: Oracle) -> None:
    """Single numbers."""
    rate(benchmark, 10_000, oracle.sigmoid, RNG.normal(0, 3, 10_000))


@in_each_way
@pytest.mark.parametrize("size", [32, 128, 512])
def bench_products(benchmark: BenchmarkFixture, size: int, oracle: Oracle) -> None:
    """Multiply-adds of square matrices, of which balls take minutes where there are many."""
    if oracle is BALLS and size > 128:
        pytest.skip("it takes minutes")
    x, W, b = (RNG.normal(0, 1, shape) for shape in ((size, size), (size, size), size))
    rate(benchmark, size**3, oracle.affine, x, W, b)


@in_each_way
def bench_the_reference_network(benchmark: BenchmarkFixture, oracle: Oracle) -> None:
    """Whole images through 784-50-100-10; wanted: 800 a second by balls."""
    images = load_test_set()[0][:100]
    rate(benchmark, 100, oracle.mlp, images, layers_of(load_weights().values()))


@pytest.mark.parametrize("classes", [10, 1000, 100_000])
def bench_softmax_beside_balls(benchmark: BenchmarkFixture, classes: int) -> None:
    """Numbers a second in float64 and how many times as many as by balls, in turn.

    Wanted: 10 million a second, and 20 times as many as by balls, of 1,000 classes.
    """
    many, few = (RNG.normal(0, 3, (max(n // classes, 1), classes)) for n in (2**18, 2000))
    beside_balls(benchmark, many, few, FLOAT64_EVALUATION.softmax, BALLS.softmax)


def bench_sigmoid_beside_balls(benchmark: BenchmarkFixture) -> None:
    """Single numbers a second in float64; wanted: 10 million, of every size that float32 has."""
    x = section_of_float32(1).astype(np.float64)
    beside_balls(benchmark, x, x[::100], FLOAT64_EVALUATION.sigmoid, BALLS.sigmoid)


def beside_balls(
    benchmark: BenchmarkFixture, many: Array, few: Array, evaluate: Enclosing, by_balls: Enclosing
) -> None:
    """Keep how many numbers a second are evaluated, and how many times as many as by balls."""
    calls = {"evaluated": lambda: evaluate(many), "by balls": lambda: by_balls(few)}
    seconds = benchmark.pedantic(median_times, (calls,), rounds=1, iterations=1)
    evaluated, balls = many.size / seconds["evaluated"], few.size / seconds["by balls"]
    benchmark.extra_info["per second"] = round(evaluated)
    benchmark.extra_info["times balls"] = round(evaluated / balls, 1)
