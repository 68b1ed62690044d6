"""What the laws say of each library: required ones hold, but for the deviations that are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mnist_nn.checking.verdict import Status
from mnist_nn.specification.catalogue import CATALOGUE
from mnist_nn.specification.law import Level
from mnist_nn.targets.implementation import SPECIFIED
from tests.targets.libraries.trials import INSTALLED, library, verdicts

if TYPE_CHECKING:
    from mnist_nn.specification.law import Law


def of_each_library(level: Level) -> list[tuple[str, Law]]:
    """Return the laws of a level that are about functions of each library."""
    return [
        (name, law)
        for name in INSTALLED
        for law in CATALOGUE
        if law.level == level and law.function in library(name).functions
    ]


@pytest.mark.parametrize("name", INSTALLED)
def test_what_a_library_offers_is_specified(name: str) -> None:
    """What an adapter calls otherwise, no law would be tried on."""
    assert set(library(name).functions) <= set(SPECIFIED)


@pytest.mark.unmeasured
@pytest.mark.parametrize(("name", "law"), of_each_library(Level.REQUIRED), ids=str)
def test_a_library_obeys_a_law_but_for_what_is_known(name: str, law: Law) -> None:
    """A known deviation is tried first; one that is none any more is a failure too."""
    for verdict in verdicts(name, law):
        assert not verdict.fails, verdict.message


@pytest.mark.slow
@pytest.mark.parametrize(("name", "law"), of_each_library(Level.ADVISORY), ids=str)
def test_an_advisory_law_finds_out_whether_a_library_obeys_it(name: str, law: Law) -> None:
    """Whether it does or not."""
    for verdict in verdicts(name, law):
        assert verdict.status != Status.INCONCLUSIVE, verdict.message
