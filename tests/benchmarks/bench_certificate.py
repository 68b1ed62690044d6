"""How many images a second are certified, on one core."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mnist_nn import Network, load_test_set, load_weights
from mnist_nn.oracle.arithmetic import CERTIFIABLE
from mnist_nn.oracle.certificate.certificate import certify
from tests.benchmarks.rate import rate

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture


@pytest.mark.parametrize("name", CERTIFIABLE)
def bench_the_test_set(name: str, benchmark: BenchmarkFixture) -> None:
    """784-50-100-10, with pixels divided by 255; wanted: 20,000 a second."""
    pixels, _ = load_test_set(normalize=False)
    network, arithmetic = Network(load_weights()), CERTIFIABLE[name]
    rate(benchmark, len(pixels), lambda: certify(network.layers, pixels, arithmetic, divisor=255))
