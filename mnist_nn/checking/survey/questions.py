"""What a survey asks a function for: numbers, arrays of all sizes, or what is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.checking.pool import Draws
from mnist_nn.checking.survey.numbers import numbers_of, places_of
from mnist_nn.checking.survey.sizes import ALONG, octaves, sized
from mnist_nn.formats import FORMATS
from mnist_nn.specification.inputs.recipe import made
from mnist_nn.specification.inputs.sections import SECTIONS, section_of_float32

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from mnist_nn.specification.function import Function

    Array = NDArray[Any]
    Ends = tuple[tuple[float, float], ...]

_PARTS = 8
"""In how many parts numbers are asked for: each has some of all stretches."""

_DRAWN = 30
"""How many inputs are drawn of a function that has no sizes."""


@dataclass(frozen=True)
class Question:
    """What a function is asked for at once.

    Attributes:
        arguments: its arguments.
        places: in which place each result lies, or all of them.
        at: tells the input of the i-th result, in words.

    """

    arguments: tuple[Any, ...]
    places: Array | int
    at: Callable[[int], str]


@dataclass(frozen=True)
class Questions:
    """Everything that a function is asked for.

    Attributes:
        each: one after the other.
        along: what the places are of, `x` or the name of a size; empty if there is but one.
        ends: the first and the last of each place.
        whole: whether these are all the finite numbers of the format.
        exhaustive: whether they are all asked, however long that takes.

    """

    each: Iterator[Question]
    along: str = ""
    ends: Ends = ((0, 0),)
    whole: bool = False
    exhaustive: bool = False


def questions_about(
    specified: Function, dtype: str, seed: int, *, exhaustive: bool = False
) -> Questions:
    """Return what a function is asked for: numbers, sizes or, if it has neither, a few draws.

    It is asked for numbers up to the largest if the truth is known there.

    Args:
        specified: the record of the function.
        dtype: a format at which it is specified.
        seed: decides which arguments there are.
        exhaustive: whether it is asked for all numbers of float32 too.

    """
    if specified.maps_numbers and len(specified.arguments) == 1 and specified.extremes:
        return _every_number(seed) if exhaustive and dtype == "float32" else _numbers(dtype, seed)
    if specified.wide:
        sweep = specified.wide(np.dtype(FORMATS[dtype].dtype))
        if len(sweep.sizes) > ALONG:
            name = sweep.sizes[ALONG].name
            return Questions(map(_of_size(name), sized(sweep, seed)), name, tuple(octaves(sweep)))
    drawn = Draws(specified.inputs, dtype, _DRAWN, f"errors of {specified}[{dtype}] {seed}")
    return Questions(map(_drawn, drawn.pool.inputs))


def _numbers(dtype: str, seed: int) -> Questions:
    """Return the questions about numbers of all stretches."""
    of = numbers_of(FORMATS[dtype], seed)
    parts = (_about(of.x[part::_PARTS], of.ends) for part in range(_PARTS))
    return Questions(parts, "x", of.ends, of.whole)


def _every_number(seed: int) -> Questions:
    """Return the questions about all finite numbers of float32, each with some of all stretches."""
    ends = numbers_of(FORMATS["float32"], seed).ends
    sections = (_about(section_of_float32(section), ends) for section in range(SECTIONS))
    return Questions(sections, "x", ends, whole=True, exhaustive=True)


def _about(x: Array, ends: Ends) -> Question:
    """Return a question about single numbers."""
    return Question((x,), places_of(x, ends), lambda i: f"x = {x[i]!s}")


def _of_size(name: str) -> Callable[[Any], Question]:
    """Return what makes a question of arguments of one size."""
    return lambda of: Question(of.arguments, of.place, lambda _: f"{name} = {of.size:,}, {of.kind}")


def _drawn(inputs: tuple[Any, ...]) -> Question:
    """Return the question about arguments that were drawn."""
    arguments = tuple(made(each) for each in inputs)
    return Question(arguments, 0, lambda _: f"{inputs[0]!r:.40}")
