"""A survey is made: a function is asked for many results, which are compared with the truth."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.checking.pool import Draws
from mnist_nn.checking.survey.numbers import numbers_of
from mnist_nn.checking.survey.sizes import ALONG, octaves, sized
from mnist_nn.checking.survey.survey import Survey
from mnist_nn.checking.survey.tally import Tally
from mnist_nn.formats import FORMATS
from mnist_nn.specification.failure import Hang
from mnist_nn.specification.guard import guarded
from mnist_nn.specification.inputs.recipe import made

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from mnist_nn.specification.function import Function, Implemented

    Array = NDArray[Any]

SECONDS, FEWEST, LONGEST = 5.0, 18, 15.0
"""After how long no more is asked for, if there were so many calls, and after how long at any rate.

A slow function, or one that is compiled for each size, is surveyed with fewer results.
"""

_PARTS = 8
"""In how many parts numbers are asked for: each has some of all stretches."""

_DRAWN = 30
"""How many inputs are drawn of a function that has no sizes."""


@dataclass(frozen=True)
class _Question:
    """What the function is asked for at once.

    Attributes:
        arguments: its arguments.
        places: in which place each result lies, or all of them.
        at: tells the input of the i-th result, in words.

    """

    arguments: tuple[Any, ...]
    places: Array | int
    at: Callable[[int], str]


@dataclass(frozen=True)
class _Questions:
    """Everything that a function is asked for.

    Attributes:
        each: one after the other.
        along: what the places are of; empty if there is but one.
        ends: the first and the last of each place.
        whole: whether these are all the finite numbers of the format.

    """

    each: Iterator[_Question]
    along: str = ""
    ends: tuple[tuple[float, float], ...] = ((0, 0),)
    whole: bool = False


def survey_of(specified: Function, function: Implemented, dtype: str, seed: int = 0) -> Survey:
    """Survey how far the results of a function are off, at one dtype.

    They are judged by the arithmetic that is declared: see `mnist_nn.oracle.declared`. Whatever the
    function does, the survey tells of what it answered before.

    Args:
        specified: the record of the function.
        function: the implementation.
        dtype: a format at which it is specified.
        seed: decides which arguments are tried.

    """
    questions = _questions(specified, dtype, seed)
    tally = Tally(len(questions.ends), FORMATS[dtype])
    with warnings.catch_warnings(action="ignore"), np.errstate(all="ignore"):  # as laws do
        trouble = _answered(questions.each, specified, guarded(specified, function), tally)
    return Survey(
        specified.name,
        dtype,
        questions.along,
        tally.count,
        tally.exact,
        questions.whole and not trouble,
        tally.quantiles,
        tally.used,
        tally.worst,
        tally.nearest,
        tally.shares,
        tally.stretches(questions.ends) if questions.along else (),
        trouble,
    )


def _answered(
    questions: Iterator[_Question], specified: Function, function: Implemented, tally: Tally
) -> str:
    """Count the answers, and return why there are no more of them, if that is not the end."""
    taken = 0.0
    for calls, question in enumerate(questions):
        if taken > (LONGEST if calls < FEWEST else SECONDS):
            return f"after {tally.seen:,} results it had taken {taken:.0f} s, which is enough"
        start, given = monotonic(), [a.copy() for a in question.arguments]
        try:
            y = function(*given)
        except (Exception, Hang) as error:  # noqa: BLE001 - whatever it is, verdicts tell of it
            what = f"{type(error).__name__}: {error}".partition("\n")[0]
            return f"after {tally.seen:,} results it ended with {what}"
        taken += monotonic() - start
        tally.add(y, specified.truth(*question.arguments), question.places, question.at)
    return ""


def _questions(specified: Function, dtype: str, seed: int) -> _Questions:
    """Return what a function is asked for: numbers, sizes or, if it has neither, a few draws.

    It is asked for all numbers up to the largest if the truth is known there.
    """
    if specified.maps_numbers and len(specified.arguments) == 1 and specified.extremes:
        return _about_numbers(dtype, seed)
    if specified.wide:
        sweep = specified.wide(np.dtype(FORMATS[dtype].dtype))
        if len(sweep.sizes) > ALONG:
            name = sweep.sizes[ALONG].name
            ends = tuple(octaves(sweep))
            return _Questions(map(_about_size(name), sized(sweep, seed)), name, ends)
    drawn = Draws(specified.inputs, dtype, _DRAWN, f"errors of {specified}[{dtype}] {seed}")
    return _Questions(map(_about_drawn, drawn.pool.inputs))


def _about_numbers(dtype: str, seed: int) -> _Questions:
    """Return the questions about single numbers."""
    of = numbers_of(FORMATS[dtype], seed)

    def question(part: int) -> _Question:
        x = of.x[part::_PARTS]
        return _Question((x,), of.places[part::_PARTS], lambda i: f"x = {x[i]!s}")

    return _Questions(map(question, range(_PARTS)), "x", of.ends, of.whole)


def _about_size(name: str) -> Callable[[Any], _Question]:
    """Return what makes a question of arguments of one size."""
    return lambda of: _Question(
        of.arguments, of.place, lambda _: f"{name} = {of.size:,}, {of.kind}"
    )


def _about_drawn(inputs: tuple[Any, ...]) -> _Question:
    """Return the question about arguments that were drawn."""
    arguments = tuple(made(each) for each in inputs)
    return _Question(arguments, 0, lambda _: f"{inputs[0]!r:.40}")
