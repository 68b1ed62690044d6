"""Faults that nobody thought of: how many examples it takes to refute what was made at random.

    python -m tests.benchmarks.random_faults [FUNCTION ...]

prints a table with a line for each function: of so many faulty implementations, how many are
refuted by so many examples of its required laws. A mutant is what somebody thought of, and laws are
written with it at hand; a fault is drawn from a seed: which array is concerned, and at which sizes
and formats, which of its places, and what stands there. Some change nothing that anybody could see.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from mnist_nn.checking.plan import EXAMPLES
from mnist_nn.checking.refutations import refutations
from mnist_nn.mutants.breach import right
from mnist_nn.mutants.mutant import Mutant
from mnist_nn.specification.catalogue import SPECIFICATION
from tests.benchmarks.samples import samples_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from mnist_nn.specification.function import Function

    Array = NDArray[Any]

FAULTS = 200
"""How many of each function."""

COLUMNS = (1, 3, 10, EXAMPLES)
"""How many examples of each law; the last are those of a default run."""

HEADS = "| function | faults | " + " | ".join(map(str, COLUMNS)) + " |"


When: TypeAlias = "Callable[[int], bool]"
"""Whether something is wrong where an axis has so many places."""

Where: TypeAlias = "Callable[[int], Array]"
"""Which of the places along an axis are wrong: booleans, one for each."""

What: TypeAlias = "Callable[[Array, int], Array]"
"""What stands in the place of what is right: of an array, along an axis."""


@dataclass(frozen=True)
class Fault:
    """A function that is right, but for some places of an array, at some sizes and formats.

    Attributes:
        function: what it computes.
        dtypes: the formats of its first array at which it is wrong.
        argument: which of its arrays is read wrongly; from their number on, the result is wrong.
        axis: of that array.
        when: at which lengths of this axis it is wrong.
        where: which places along it are.
        what: what stands there.

    """

    function: Function
    dtypes: Sequence[str]
    argument: int
    axis: int
    when: When
    where: Where
    what: What

    def __call__(self, *arrays: Array, **options: int) -> Array:
        """Return the results."""
        given, wrong = list(arrays), arrays[0].dtype.name in self.dtypes
        if wrong and self.argument < len(given):
            given[self.argument] = self._changed(given[self.argument])
        y: Array = right(self.function)(*given, **options)
        return self._changed(y) if wrong and self.argument >= len(given) else y

    def _changed(self, y: Array) -> Array:
        """Return an array with what is wrong in some of its places."""
        n = y.shape[self.axis] if y.ndim >= -self.axis else 0
        if not n or not self.when(n):
            return y
        there = np.moveaxis(np.zeros(y.shape, bool), self.axis, -1)
        there[..., self.where(n)] = True
        changed = np.where(np.moveaxis(there, -1, self.axis), self.what(y, self.axis), y)
        return changed.astype(y.dtype)


def faults(function: Function, number: int = FAULTS, seed: int = 0) -> Iterator[Mutant]:
    """Yield faulty implementations of a function."""
    rng = np.random.default_rng((seed, *function.name.encode()))
    for i in range(number):
        told, fault = _fault(function, rng)
        yield Mutant(function.name, f"fault_{i}", told, "", fault)


def _fault(function: Function, rng: np.random.Generator) -> tuple[str, Fault]:
    """Return a fault of a function, and what it is in words."""
    one = str(rng.choice(function.formats))
    dtypes, formats = ((one,), one) if rng.random() < 1 / 2 else (function.formats, "all formats")
    arrays = (*function.arguments, "the result")
    argument, axis = int(rng.integers(len(arrays))), int(rng.choice([-1, -1, -2]))
    size, tile = _size(rng), 2 ** int(rng.integers(1, 10))
    (when, is_wrong), (where, places), (what, wrong) = (
        _one_of(rng, choices)
        for choices in (_whens(rng, size, tile), _wheres(size, tile), _whats(rng))
    )
    told = f"{arrays[argument]}, axis {axis}, {formats}, {when}: {where} is {what}"
    return told, Fault(function, dtypes, argument, axis, is_wrong, places, wrong)


def _size(rng: np.random.Generator) -> int:
    """Return a size of up to 8,191, of each octave as often, mostly beside a power of two."""
    low = 2 ** int(rng.integers(1, 13))
    return int(rng.choice([low - 1, low, low + 1, rng.integers(low, 2 * low)]))


def _one_of(rng: np.random.Generator, choices: dict[str, Any]) -> tuple[str, Any]:
    """Return one of some choices, and its name."""
    name = str(rng.choice(list(choices)))
    return name, choices[name]


def _whens(rng: np.random.Generator, size: int, tile: int) -> dict[str, When]:
    """Return at which lengths n of an axis a kernel may change its mind."""
    rest = int(rng.choice([0, 1, tile - 1]))
    return {
        f"n >= {size}": lambda n: n >= size,
        f"n <= {size}": lambda n: n <= size,
        f"{size} <= n <= {size + size // 8}": lambda n: size <= n <= size + size // 8,
        f"n = {rest} mod {tile}, n > {tile}": lambda n: n > tile and n % tile == rest,
        f"n != 0 mod {tile}, n > {tile}": lambda n: n > tile and n % tile != 0,
    }


def _wheres(size: int, tile: int) -> dict[str, Where]:
    """Return which places it may lose sight of."""
    return {
        "the last": lambda n: np.arange(n) == n - 1,
        "the first": lambda n: np.arange(n) == 0,
        "one": lambda n: np.arange(n) == 7 * size % n,
        f"what is past whole tiles of {tile}": lambda n: np.arange(n) >= (n - 1) // tile * tile,
        f"each {tile}th": lambda n: np.arange(n) % tile == tile - 1,
        f"what is past {size}": lambda n: np.arange(n) >= size,
        "all": lambda n: np.ones(n, bool),
    }


def _whats(rng: np.random.Generator) -> dict[str, What]:
    """Return what may stand there then."""
    few, part = int(rng.integers(1, 4)), 2.0 ** -int(rng.integers(1, 8))
    return {
        "0": lambda y, axis: np.zeros_like(y),
        f"what stands {few} before": lambda y, axis: np.roll(y, few, axis),
        f"off by {part}": lambda y, axis: y * (1 + part),
        "what stands at the other end": lambda y, axis: np.flip(y, (axis,)),
        "the greatest": lambda y, axis: np.broadcast_to(y.max(axis, keepdims=True), y.shape),
        "the negative": lambda y, axis: -y,
    }


def row(function: Function) -> str:
    """Return a line of the table."""
    samples = samples_of(function.name, COLUMNS[-1])
    mutants = list(faults(function))
    found = [refutation.example for refutation in refutations(mutants, samples).values()]
    cells = (sum(example <= examples for example in found) for examples in COLUMNS)
    return f"| {function} | {len(mutants)} | {' | '.join(map(str, cells))} |"


def main(functions: Sequence[str]) -> None:
    """Print the table."""
    sys.stdout.write(f"{HEADS}\n| --- |{' ---: |' * (1 + len(COLUMNS))}\n")
    for name in functions or [f.name for f in SPECIFICATION.functions.values() if f.wide]:
        sys.stdout.write(row(SPECIFICATION.functions[name]) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
