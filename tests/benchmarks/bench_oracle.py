"""How many numbers, products and images a second the oracle encloses, on one core, in each way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from mnist_nn import load_test_set, load_weights
from mnist_nn.oracle.evaluation import longdouble_is_wide
from mnist_nn.oracle.oracle import BALLS, FLOAT64_EVALUATION, LONGDOUBLE_EVALUATION, Oracle
from mnist_nn.parameters import layers_of
from tests.benchmarks.rate import rate

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture

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
