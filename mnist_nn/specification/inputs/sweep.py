"""A sweep: inputs of every size up to a limit, one after the other, in an order from a seed.

Kernels change their mind at sizes: at a power of two, or one beside it. So sizes are not drawn, but
visited. Each of the sizes of an input is led through the octaves, from 1 to its limit, and at each
of them through the power of two, one below it, one above, and those that models have, or any number
of the octave; the kinds of numbers change with it. Octaves in which an input costs much come less
often.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, partial
from typing import TYPE_CHECKING, Any

import numpy as np

from mnist_nn.specification.inputs.enumeration import Enumeration
from mnist_nn.specification.inputs.few_shapes import IN_A_SWEEP, TURNS_TO_LARGE, shapes_are_few
from mnist_nn.specification.inputs.octaves import size_in
from mnist_nn.specification.inputs.point import Point, Size
from mnist_nn.specification.inputs.recipe import made
from mnist_nn.specification.inputs.shrinking import smallest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mnist_nn.specification.inputs.enumeration import Fails

COST = 2**13
"""How many elements an input has, where its sizes do not need more.

64 multiply-adds count as one.
"""

LARGE = 16
"""How many times as many it may have where two of its sizes are large, or the same."""

_SQUARE = 1 / 4
"""How often two sizes are the same: a case of its own."""

_SIMPLE_SEEDS = range(6)
"""Tried beside the seed at which a law failed: its numbers may be right at a smaller size."""

SHORT = 8
"""An input of so many elements is told by its numbers."""


@dataclass(frozen=True)
class Sweep(Enumeration[Point]):
    """Inputs of every size.

    Attributes:
        sizes: the sizes of an input.
        kinds: what its numbers may be like; the simplest comes first.
        cost: how many elements an input of some sizes has; 64 multiply-adds count as one.
        recipes: tells how the inputs of a law are made.
        per_example: how many inputs make an example: large ones are few, and small ones cheap.
        budget: how many elements an input has, where its sizes do not need more.
        both_large: how often two sizes are large at once.
        at_least: how many times its budget an input has then, at least.

    """

    sizes: tuple[Size, ...]
    kinds: tuple[str, ...]
    cost: Callable[..., float]
    recipes: Callable[[Point], tuple[Any, ...]]
    per_example: int = 12
    budget: int = COST
    both_large: float = 1 / 16
    at_least: float = 1

    def example(self, n: int, seed: int) -> list[Point]:
        """Return the inputs of the n-th example, the small ones first: they tell at less cost."""
        several = 1 if shapes_are_few() else self.per_example
        points = (self._point(several * n + i, seed) for i in range(several))
        return sorted(points, key=lambda point: self.cost(*point.sizes))

    def inputs(self, point: Point) -> tuple[Any, ...]:
        """Return the inputs of a law: recipes, or arrays where these are as short."""
        recipes = self.recipes(point)
        return tuple(map(made, recipes)) if self.cost(*point.sizes) <= SHORT else recipes

    def smallest(self, point: Point, fails: Fails[Point]) -> tuple[Point, str]:
        """Return a point of a simple kind and the smallest sizes that fail, and its boundary."""
        found = [point]

        def fails_with_some_seed(point: Point) -> bool:
            for seed in (point.seed, *_SIMPLE_SEEDS):
                if fails(other := replace(point, seed=seed)):
                    found.append(other)
                    return True
            return False

        def fails_at(i: int, n: int) -> bool:
            return fails_with_some_seed(_with(found[-1], i, n))

        simpler = self.kinds[: self.kinds.index(point.kind)]
        next(filter(fails_with_some_seed, (replace(point, kind=kind) for kind in simpler)), None)
        held = [smallest(size, partial(fails_at, i))[1] for i, size in enumerate(point.sizes)]
        return found[-1], self._boundary(found[-1], held)

    def _boundary(self, point: Point, held: Sequence[int]) -> str:
        """Return which sizes fail that are the smallest, and which do not."""
        sizes = zip(self.sizes, point.sizes, held, strict=True)
        told = [f"{n:,} {size.name} ({less:,} hold)" for size, n, less in sizes if n > 1 and less]
        return f"the smallest that fails: {', '.join(told)}" if told else ""

    @cached_property
    def _stations(self) -> list[tuple[int, int, int]]:
        """Which size is led through the octaves, which octave that is, and which of its visits."""
        return [
            (i, octave, visit)
            for i, size in enumerate(self.sizes)
            for octave in range(size.largest.bit_length())
            for visit in range(_visits(octave))
        ]

    def _point(self, i: int, seed: int) -> Point:
        """Return the i-th point: each round visits all octaves of all sizes, in an order."""
        if shapes_are_few():
            return self._point_of_few(i, seed)
        turn, j = divmod(i, len(self._stations))
        which, octave, visit = self._stations[_order(seed, turn, len(self._stations))[j]]
        rng = np.random.default_rng((seed, i))
        nth = seed + _visits(octave) * turn + visit
        sizes = self._sizes_at(which, octave, nth, rng)
        kind = self.kinds[(nth + octave) % len(self.kinds)]
        return Point(sizes, kind, int(rng.integers(2**16)))

    def _point_of_few(self, i: int, seed: int) -> Point:
        """Return the i-th point of a sweep that stays at few sizes: seldom at those that cost."""
        turn, place = divmod(i, IN_A_SWEEP)
        allowed = self.budget if turn % TURNS_TO_LARGE else math.inf
        near = (self._sizes_of_few((place + k) % IN_A_SWEEP, seed) for k in range(IN_A_SWEEP))
        affordable = (sizes for sizes in near if self.cost(*sizes) <= allowed)
        sizes = next(affordable, None) or self._sizes_of_few(place, seed)
        kind = self.kinds[(turn + place) % len(self.kinds)]
        return Point(sizes, kind, int(np.random.default_rng((seed, i)).integers(2**16)))

    def _sizes_of_few(self, place: int, seed: int) -> tuple[int, ...]:
        """Return the sizes at one of few places, which lie in octaves far apart."""
        far_apart = np.linspace(len(self._stations) - 1, 0, IN_A_SWEEP, dtype=int)
        which, octave, _ = self._stations[far_apart[place]]
        return self._sizes_at(which, octave, place + seed, np.random.default_rng((seed, place)))

    def _sizes_at(
        self, which: int, octave: int, turn: int, rng: np.random.Generator
    ) -> tuple[int, ...]:
        """Return sizes of which one is in an octave."""
        sizes = [1] * len(self.sizes)
        sizes[which] = size_in(rng, octave, turn, self.sizes[which].largest)
        first, *others = rng.permutation([k for k in range(len(sizes)) if k != which]).tolist()
        if rng.random() < self.both_large:
            for other in others:
                few = int(rng.integers(2, 4))
                sizes[other] = min(few, self._most(sizes, other, LARGE * self.budget))
            times = self.at_least * (LARGE / self.at_least) ** rng.random()
            most = self._most(sizes, first, times * self.budget)
            sizes[first] = max(1, int(most * rng.uniform(0.5, 1)))
        else:
            for other in (first, *others):
                sizes[other] = self._affordable(rng, sizes, other, sizes[which])
        return tuple(sizes)

    def _affordable(
        self, rng: np.random.Generator, sizes: Sequence[int], which: int, same: int
    ) -> int:
        """Return a size that costs little: the same as another, or of any octave."""
        if same <= self._most(sizes, which, LARGE * self.budget) and rng.random() < _SQUARE:
            return same
        octaves = math.log(self._most(sizes, which, self.budget) + 0.9)
        return int(math.exp(octaves * rng.random()))

    def _most(self, sizes: Sequence[int], which: int, cost: float) -> int:
        """Return how large a size may be so that the input costs about so much.

        A cost is a sum of products of sizes: a fixed part, and a part for each unit of this one.
        """
        one, two = (self.cost(*sizes[:which], n, *sizes[which + 1 :]) for n in (1, 2))
        return int(min(max(1, 1 + (cost - one) // (two - one)), self.sizes[which].largest))


def _visits(octave: int) -> int:
    """Return how often an octave is visited in a round: once only, where any input costs more."""
    return 1 if 2**octave > COST else 2


@lru_cache(maxsize=64)
def _order(seed: int, turn: int, length: int) -> list[int]:
    """Return the order of one round."""
    return np.random.default_rng((seed, turn, length)).permutation(length).tolist()


def _with(point: Point, i: int, size: int) -> Point:
    """Return a point with another size."""
    return replace(point, sizes=(*point.sizes[:i], size, *point.sizes[i + 1 :]))
