"""Few shapes, many numbers at each: for an implementation that compiles anew for each shape.

To compile takes far longer than to call what was compiled. So shapes that are drawn are those of a
short list, and a sweep stays at a few of its sizes, from the smallest octave to the largest.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, TypeVar

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hypothesis.strategies import SearchStrategy

    Sizes = tuple[int, ...]

T = TypeVar("T")

SIZES: tuple[Sizes, ...] = (
    *((1,), (40,), (1000,), (65_537,)),
    *((1, 1), (2, 2), (2, 5), (3, 33)),
    *((1, 1, 1), (2, 3, 2), (3, 33, 8)),
    *((1, 1, 1, 1), (2, 3, 2, 3), (3, 8, 7, 8)),
)
"""The sizes that are drawn, of each number of dimensions; what takes longest comes last."""

IN_A_SWEEP = 6
"""At how many sizes a sweep stays, of each dtype: a few dozen of them together."""

TURNS_TO_LARGE = 4
"""A sweep is at its large sizes once in so many turns: one input has many numbers there."""

_ARE_FEW: ContextVar[bool] = ContextVar("shapes are few", default=False)


@contextmanager
def few_shapes(are_few: bool = True) -> Iterator[None]:  # noqa: FBT001, FBT002 - it has one meaning
    """Draw and visit few shapes meanwhile."""
    token = _ARE_FEW.set(are_few)
    try:
        yield
    finally:
        _ARE_FEW.reset(token)


def shapes_are_few() -> bool:
    """Return whether few shapes are drawn now."""
    return _ARE_FEW.get()


def of_few(sizes: SearchStrategy[Sizes]) -> SearchStrategy[Sizes]:
    """Draw sizes; where shapes are few, the last of the list of which none is larger."""
    return sizes.map(_rounded_down)


def size_of_few(size: SearchStrategy[int]) -> SearchStrategy[int]:
    """Draw a single size; where shapes are few, one of the list that is no larger."""
    return of_few(st.tuples(size)).map(lambda sizes: sizes[0])


def few_of(sizes: Sequence[T]) -> Sequence[T]:
    """Return all these sizes or, where shapes are few, three of them at most."""
    return sizes[:: -(-len(sizes) // 3)] if shapes_are_few() else sizes


def _rounded_down(sizes: Sizes) -> Sizes:
    """Return the sizes themselves, or smaller ones.

    >>> with few_shapes():
    ...     _rounded_down((3, 9)), _rounded_down((100,))
    ((2, 5), (40,))

    """
    if not shapes_are_few():
        return sizes
    return next(few for few in reversed(SIZES) if _fits(few, sizes))


def _fits(few: Sizes, sizes: Sizes) -> bool:
    """Return whether these sizes are as many, and none is larger."""
    return len(few) == len(sizes) and all(map(int.__le__, few, sizes))
