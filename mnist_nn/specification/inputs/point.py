"""A point of a sweep: the sizes of an input, and what its numbers are like."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """One size of an input.

    Attributes:
        name: what is counted, such as `classes`.
        largest: how many there may be.

    """

    name: str
    largest: int


@dataclass(frozen=True)
class Point:
    """One input of a sweep.

    Attributes:
        sizes: each of its sizes.
        kind: what its numbers are like.
        seed: decides which they are.

    """

    sizes: tuple[int, ...]
    kind: str
    seed: int
