"""How many items a second a call gets done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_benchmark.fixture import BenchmarkFixture


def rate(benchmark: BenchmarkFixture, items: int, call: Callable[..., Any], *inputs: Any) -> None:
    """Benchmark a call that does some items, and keep how many a second it did at the median."""
    benchmark(call, *inputs)
    assert benchmark.stats is not None
    benchmark.extra_info["per second"] = round(items / benchmark.stats.stats.median)
