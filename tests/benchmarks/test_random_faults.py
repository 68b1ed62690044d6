"""A fault is one at the sizes, in the formats and in the places that are told, and nowhere else."""

from __future__ import annotations

import numpy as np
import pytest

from mnist_nn import relu
from mnist_nn.mutants.mutant import Mutant
from mnist_nn.specification.relu import RELU
from tests.benchmarks import random_faults
from tests.benchmarks.random_faults import Fault, faults, main

pytestmark = pytest.mark.unmeasured
X = np.arange(1, 7, dtype=np.float32).reshape(2, 3)


def fault(argument: int, dtypes: tuple[str, ...] = ("float32",), n: int = 3) -> Fault:
    """Return relu with twice the right number in the last of three columns."""
    return Fault(
        RELU,
        dtypes,
        argument,
        axis=-1,
        when=lambda columns: columns == n,
        where=lambda columns: np.arange(columns) == columns - 1,
        what=lambda y, _: 2 * y,
    )


@pytest.mark.parametrize("argument", [0, 1], ids=["x", "the result"])
def test_what_is_told_is_wrong(argument: int) -> None:
    """In an argument, or in the result."""
    assert (fault(argument)(X) / X).tolist() == [[1, 1, 2], [1, 1, 2]]


@pytest.mark.parametrize(
    "elsewhere", [fault(1, ("float64",)), fault(1, n=4), fault(0, n=2)], ids=["format", "n", "x"]
)
def test_nothing_else_is_wrong(elsewhere: Fault) -> None:
    """In another format, or at another size."""
    assert np.array_equal(elsewhere(X), relu(X))


def test_an_array_without_the_axis_is_right() -> None:
    """There is nothing to be wrong along it."""
    rows = Fault(RELU, ("float32",), 1, -2, lambda _: True, lambda n: np.ones(n, bool), np.add)
    assert np.array_equal(rows(X[0]), X[0])


def told(mutants: list[Mutant]) -> list[str]:
    """Return what some faults are."""
    return [mutant.mistake for mutant in mutants]


def test_a_seed_gives_the_same_faults_again_and_another_gives_others() -> None:
    """And every one of them can be called."""
    first, again, others = (list(faults(RELU, 50, seed)) for seed in (0, 0, 1))
    assert told(first) == told(again) != told(others)
    assert {mutant(X).shape for mutant in first} == {X.shape}


def test_the_table_counts_what_is_refuted(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a fault everywhere, and of none."""
    none = Mutant("relu", "none", "Nothing.", "", relu)
    everywhere = Mutant("relu", "everywhere", "All.", "", lambda x: 2 * relu(x))
    monkeypatch.setattr(random_faults, "faults", lambda _: [none, everywhere])
    monkeypatch.setattr(random_faults, "COLUMNS", (1,))
    main(["relu"])
    assert capsys.readouterr().out.splitlines()[-1] == "| relu | 2 | 1 |"
