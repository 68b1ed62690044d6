"""What the laws say of each library: required ones hold, but for the deviations that are known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from mnist_nn.checking.deviations import known_deviations
from mnist_nn.checking.verdict import Status
from mnist_nn.specification.catalogue import CATALOGUE, law_named
from mnist_nn.specification.law import Level
from mnist_nn.targets.implementation import SPECIFIED
from tests.targets.libraries.trials import INSTALLED, library, verdicts

if TYPE_CHECKING:
    from mnist_nn.checking.deviations import Deviation
    from mnist_nn.specification.law import Law
    from mnist_nn.targets.implementation import Implementation


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
@pytest.mark.parametrize(
    ("name", "deviation"),
    [
        pytest.param(name, deviation, id=f"{name}: {deviation.law}[{deviation.dtype}]")
        for name in INSTALLED
        for deviation in known_deviations(name)
    ],
)
def test_the_counterexample_of_a_known_deviation_refutes_the_law(
    name: str, deviation: Deviation
) -> None:
    """Where it does not any more, another may: it is to be written down instead."""
    law = law_named(deviation.law)
    assert not _holds(law, library(name), tuple(deviation.counterexample.values()))


def _holds(law: Law, implementation: Implementation, inputs: tuple[Any, ...]) -> bool:
    """Return whether a law holds at one input; where a library raises an error, it does not."""
    try:
        return law.at(implementation.functions[law.function], *inputs).holds
    except Exception:  # noqa: BLE001 - it is the library's
        return False


@pytest.mark.slow
@pytest.mark.parametrize(("name", "law"), of_each_library(Level.ADVISORY), ids=str)
def test_an_advisory_law_finds_out_whether_a_library_obeys_it(name: str, law: Law) -> None:
    """Whether it does or not."""
    for verdict in verdicts(name, law):
        assert verdict.status != Status.INCONCLUSIVE, verdict.message
