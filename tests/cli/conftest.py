"""What the tests of the command share."""

from __future__ import annotations

import pytest

from mnist_nn.mutants.catalogue import MUTANTS
from mnist_nn.targets.implementation import SPECIFIED


@pytest.fixture
def few_mutants(monkeypatch: pytest.MonkeyPatch) -> None:
    """Try three mutants of each function: all of them take most of the time of a short run."""
    of_each = ([m for m in MUTANTS if m.function == function] for function in SPECIFIED)
    few = tuple(mutant for mutants in of_each for mutant in mutants[:3])
    monkeypatch.setattr("mnist_nn.checking.strength.MUTANTS", few)
