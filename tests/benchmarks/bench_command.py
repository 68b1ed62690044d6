"""How many examples a second a law checks through a process, and how fast long rows pass."""

from __future__ import annotations

import shutil
import subprocess
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np
import pytest

from mnist_nn import softmax
from mnist_nn.checking.check import Check
from mnist_nn.specification.catalogue import law_named
from mnist_nn.targets.command import implementation
from tests.benchmarks.rate import rate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from pytest_benchmark.fixture import BenchmarkFixture

EXAMPLES = 2000
NUMBERS = 70_000


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Any]]:
    """Return softmax of the example in C."""
    path = str(tmp_path_factory.mktemp("compiled") / "softmax")
    source = str(files("mnist_nn") / "examples" / "softmax.c")
    cc = shutil.which("cc")
    assert cc is not None
    subprocess.run([cc, "-O2", "-o", path, source, "-lm"], check=True)
    with implementation([path]) as compiled:
        yield compiled.functions["softmax"]


def check(function: Callable[..., Any]) -> None:
    """Check the law about a function."""
    assert (
        Check(law_named("softmax.is_the_true_softmax"), function, "float32").run(EXAMPLES).examples
        == EXAMPLES
    )


def bench_a_law_of_a_program(benchmark: BenchmarkFixture, program: Callable[..., Any]) -> None:
    """Wanted: 200 examples a second."""
    rate(benchmark, EXAMPLES, check, program)


def bench_the_same_law_in_this_process(benchmark: BenchmarkFixture) -> None:
    """For comparison."""
    rate(benchmark, EXAMPLES, check, softmax)


def bench_a_long_row_of_a_program(benchmark: BenchmarkFixture, program: Callable[..., Any]) -> None:
    """Numbers a second, there and back."""
    rate(benchmark, NUMBERS, program, np.random.default_rng(0).normal(size=(1, NUMBERS)))
