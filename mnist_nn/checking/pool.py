"""The inputs that Hypothesis draws from a domain: drawn once, for all the laws that share it.

To draw an input takes several times as long as to try a law on it.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from mnist_nn.checking.search import GaveUp, explore
from mnist_nn.specification.inputs.derived import Derived
from mnist_nn.specification.inputs.few_shapes import shapes_are_few

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mnist_nn.specification.law import Law

Inputs: TypeAlias = tuple[Any, ...]
"""What a law is given: arrays, or recipes of them."""

PART = 10_000
"""How many inputs are drawn at a time: a million of them need no more memory."""

KEPT = 2**16
"""How many inputs are kept in all, for laws to come."""


class _Drawn(BaseException):
    """As many inputs were drawn as are wanted; Hypothesis goes on after any Exception."""


@dataclass(frozen=True)
class Draws:
    """So many inputs of a law, drawn from a seed: the same for each law that has this domain.

    Attributes:
        domain: draws the inputs at a dtype.
        dtype: the dtype.
        examples: how many inputs, if there are so many.
        seed: a text that names the domain and the dtype too, so that others draw other inputs.

    """

    domain: Any
    dtype: str
    examples: int
    seed: str

    @property
    def pool(self) -> Pool:
        """The inputs: those that were drawn for another law, or new ones."""
        return _POOLS.of(self, self.examples)

    def first(self, number: int) -> list[Inputs]:
        """Return the first inputs, and draw no more than these."""
        return list(_POOLS.of(self, min(number, self.examples)).inputs[:number])

    def explore(self, example: Callable[[Inputs], object]) -> bool:
        """Draw the inputs, and return whether these were all that there are.

        Where an example raises an error, one that is simpler is sought, as in `search.explore`.
        """
        domain = self.domain(np.dtype(self.dtype))
        return explore(domain, example, self.examples, self.seed)


@dataclass(frozen=True)
class Pool:
    """Inputs that were drawn.

    Attributes:
        inputs: in the order in which they were drawn.
        asked: how many were asked for; there may be fewer.
        whole: whether these are all that there are.
        error: why there are no more, if Hypothesis ended its search with an error of its own.

    """

    inputs: tuple[Inputs, ...]
    asked: int
    whole: bool
    error: GaveUp | None


def draws(law: Law, dtype: str, examples: int, seed: int) -> Iterator[Draws]:
    """Yield what draws the inputs of a law: all at once, but for a campaign of very many."""
    name = f"{_named(law)}[{dtype}] {seed}{', of few shapes' if shapes_are_few() else ''}"
    for start in range(0, examples, PART):
        part = f"{name}, from {start}" if start else name
        yield Draws(law.domain, dtype, min(PART, examples - start), part)


def _named(law: Law) -> str:
    """Return the name of the domain of a law: one that has none is named by the law."""
    if isinstance(law.domain, Derived):
        return str(law.domain)
    domain: Any = law.domain
    name = getattr(domain, "__qualname__", "<")
    return str(law) if "<" in name else f"{domain.__module__}.{name}"


class _Pools:
    """The pools that were used last."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Draws, Pool] = OrderedDict()

    def __contains__(self, draws: Draws) -> bool:
        return draws in self._kept

    def of(self, draws: Draws, number: int) -> Pool:
        """Return so many inputs at least, and forget what was not used for long."""
        pool = self._kept.pop(draws, None)
        if pool is None or pool.asked < number:
            pool = _drawn(draws, number)
        self._kept[draws] = pool
        while sum(len(pool.inputs) for pool in self._kept.values()) > KEPT:
            self._kept.popitem(last=False)
        return pool


def _drawn(draws: Draws, number: int) -> Pool:
    """Draw so many inputs."""
    inputs: list[Inputs] = []
    whole, error = False, None

    def keep(drawn: Inputs) -> None:
        inputs.append(drawn)
        if len(inputs) == number < draws.examples:
            raise _Drawn

    try:
        whole = draws.explore(keep)
    except _Drawn:
        pass
    except GaveUp as gave_up:
        error = gave_up
    return Pool(tuple(inputs), number, whole, error)


_POOLS = _Pools()
