"""Mutants are tried together on each input, until each is refuted."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn import relu
from mnist_nn.checking.check import Check
from mnist_nn.checking.refutations import refutations
from mnist_nn.checking.sample import Sample
from mnist_nn.mutants.mutant import Mutant
from mnist_nn.specification.catalogue import law_named

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

DRAWN = Check(law_named("relu.is_the_rectifier"), None, "float64")
VISITED = Check(law_named("relu.is_the_rectifier_at_any_size"), None, "float32")
PROVED = Check(law_named("relu.is_the_rectifier_of_every_number"), None, "float16")
BOTH = [Sample(DRAWN), Sample(VISITED)]


def sevens(x: Array) -> Array:
    """Return 7 for every number."""
    return np.full_like(x, 7)


def wrong_in_long_arrays(x: Array) -> Array:
    """Return what is right of up to 1,000 numbers."""
    return relu(x) if x.size <= 1000 else sevens(x)


def raising(_: Array) -> Array:
    """Return nothing."""
    raise ZeroDivisionError


def mutant(run: Any) -> Mutant:
    """Return a mutant of relu."""
    return Mutant("relu", run.__name__, "It is wrong.", "", run)


SEVENS, LONG, RIGHT, RAISING = map(mutant, (sevens, wrong_in_long_arrays, relu, raising))


def test_each_mutant_is_refuted_by_the_first_check_that_refutes_it() -> None:
    """Each with the number of the example; what is right is not among them, nor what raises."""
    refuted = refutations([SEVENS, LONG, RIGHT, RAISING], BOTH, (0, 1, 3))
    assert refuted[SEVENS] == (DRAWN, 1)
    assert refuted[LONG].check is VISITED
    assert set(refuted) == {SEVENS, LONG}


def test_a_search_can_begin_later() -> None:
    """With the second example, and without the first."""
    assert refutations([SEVENS], BOTH, (1, 3))[SEVENS].example == 2


def test_no_more_is_drawn_than_it_takes() -> None:
    """What is wrong everywhere needs a single example."""
    sample = Sample(DRAWN)
    refutations([SEVENS], [sample])
    assert len(sample.drawn) == 1


def test_what_is_drawn_comes_last_after_a_few_examples() -> None:
    """Before, each kind of input has its turn."""
    tried: list[str] = []

    def noted(x: Array) -> Array:
        tried.append("drawn" if x.dtype == np.float64 else "visited")
        return relu(x)

    refutations([mutant(noted)], [Sample(DRAWN, 6), Sample(VISITED, 6)], (0, 1, 2, 6), soon=2)
    turns = [kind for kind, _ in groupby(tried)]
    assert turns == ["drawn", "visited", "drawn", "visited", "drawn"]


def test_without_mutants_nothing_is_drawn() -> None:
    """There is nothing to refute."""
    sample = Sample(DRAWN)
    assert refutations([], [sample]) == {}
    assert not sample.drawn


def test_a_sample_has_the_examples_of_a_run() -> None:
    """The first ones, however few of them are asked for."""
    for check in (DRAWN, VISITED):
        sample = Sample(check, 20, 7)
        asked = [repr(sample.example(n)) for n in (0, 1, 4)]
        whole = check.draw_examples(20, 7)
        assert asked == [repr(whole[n]) for n in (0, 1, 4)]
        assert not sample.example(20)


def test_a_sample_of_a_domain_that_ends_has_no_more_examples() -> None:
    """However many were asked for."""
    sample = Sample(PROVED)
    assert len(sample.example(0)) == 1
    assert not sample.example(1)
