"""How many rows, numbers and images a second the oracle encloses, on one core."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mnist_nn import load_test_set, load_weights
from mnist_nn.oracle.enclosures import enclose_mlp, enclose_sigmoid, enclose_softmax
from mnist_nn.parameters import layers_of
from tests.benchmarks.rate import rate

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture

RNG = np.random.default_rng(0)


def bench_softmax_of_10_classes(benchmark: BenchmarkFixture) -> None:
    """Rows of ten scores; wanted: 30,000 a second."""
    rate(benchmark, 1000, enclose_softmax, RNG.normal(0, 3, (1000, 10)))


def bench_softmax_of_100_classes(benchmark: BenchmarkFixture) -> None:
    """Rows of a hundred scores."""
    rate(benchmark, 100, enclose_softmax, RNG.normal(0, 3, (100, 100)))


def bench_sigmoid(benchmark: BenchmarkFixture) -> None:
    """Single numbers."""
    rate(benchmark, 10_000, enclose_sigmoid, RNG.normal(0, 3, 10_000))


def bench_the_reference_network(benchmark: BenchmarkFixture) -> None:
    """Whole images through 784-50-100-10; wanted: 800 a second."""
    images = load_test_set()[0][:100]
    rate(benchmark, 100, enclose_mlp, images, layers_of(load_weights().values()))
