"""A case: one call of a specified function, and what is expected of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from mnist_nn.specification.function import Function
    from mnist_nn.specification.truth import Truth

    Array: TypeAlias = NDArray[Any]
    Wide: TypeAlias = NDArray[np.float64]

SIZES = (1, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 47, 63, 64, 65, 129)
"""Lengths on both sides of the tiles and vectors of processors."""

WIDE = (257, 300, 513, 769, 1_025, 2_049, 4_097, 5_003, 8_193)
"""Lengths just beyond what kernels dispatch on."""

MANY = 70_000
"""More rows than a processor may launch blocks of threads, and more classes than float16 counts."""


@dataclass(frozen=True)
class Case:
    """One call of a specified function.

    Attributes:
        reason: why it is here, in one line.
        inputs: the arrays, by name, in the order of the function's arguments.
        truth: the true result and the error allowed, NaN where NaN is due; None: an error is due.
        options: what else the function is given, such as `axis`.

    """

    reason: str
    inputs: Mapping[str, Array]
    truth: Truth | None
    options: Mapping[str, int] = field(default_factory=dict)


def named(function: Function, *arrays: Array) -> dict[str, Array]:
    """Return arrays by the names of the arguments that they are."""
    return dict(zip(function.arguments, arrays, strict=True))


def true_case(function: Function, reason: str, *arrays: Array) -> Case:
    """Return the case of finite arguments: the truth is that of the record."""
    return Case(reason, named(function, *arrays), function.truth(*arrays))


def exact_where(places: NDArray[np.bool], value: float | Array, truth: Truth) -> Truth:
    """Return a truth in which a value is due exactly in some places."""
    e = truth.enclosure
    lo, radius, allowed = (np.where(places, 0, a) for a in (e.lo, e.radius, truth.allowed))
    enclosure = replace(e, hi=np.where(places, value, e.hi), lo=lo, radius=radius)
    return replace(truth, enclosure=enclosure, allowed=allowed)


def resized(truth: Truth, shape: tuple[int, ...]) -> Truth:
    """Return the truth of numbers that begin again until all places of a shape are filled."""
    return rearranged(truth, lambda a: np.resize(a, shape))


def along(axis: int, truth: Truth) -> Truth:
    """Return a truth about the last axis as one about another axis."""
    return rearranged(truth, lambda a: np.moveaxis(a, -1, axis))


def rearranged(truth: Truth, places: Callable[[Wide], Wide]) -> Truth:
    """Return a truth whose numbers stand in other places."""
    e = truth.enclosure
    hi, lo, radius, allowed = map(places, (e.hi, e.lo, e.radius, truth.allowed))
    return replace(truth, enclosure=replace(e, hi=hi, lo=lo, radius=radius), allowed=allowed)
